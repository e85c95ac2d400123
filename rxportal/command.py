"""What every command begins with, and the commands that bring rows in and out."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from rxportal.config import SettingError, Settings, settings

rows = typer.Typer(pretty_exceptions_enable=False)


@rows.command("import")
def bring_in(
    kind: Annotated[str, typer.Argument(help="What is in it, e.g. kandidaten or plaatsingen.")],
    file: Annotated[Path, typer.Argument(help="CSV or XLSX, with names of columns first.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,  # noqa: FBT002
) -> None:
    """Keep all the rows of a file, or none: exit code 1 names what is wrong."""
    provide_secret(chosen_settings())
    from rxportal.db.engine import reading, transaction  # noqa: PLC0415
    from rxportal.domain.access import Actor, Role  # noqa: PLC0415
    from rxportal.domain.errors import Refused  # noqa: PLC0415
    from rxportal.formats import sheets  # noqa: PLC0415
    from rxportal.registers import imports  # noqa: PLC0415
    from rxportal.registers.catalogue import IMPORTABLE  # noqa: PLC0415

    slugs = {slug.rpartition("/")[2]: slug for slug in IMPORTABLE}
    if kind not in slugs:
        stop(f"There is no {kind}: choose one of {', '.join(slugs)}.")
    here = Actor(0, Role.ADMINISTRATOR, name="python -m rxportal import")
    try:
        content = file.read_bytes()
        if dry_run:
            with reading() as session:
                report = imports.look_through(
                    session, here, slugs[kind], content, most=sheets.MOST_ROWS
                )
        else:
            with transaction() as session:
                report = imports.take_at_once(
                    session, here, slugs[kind], file.name, content, now=datetime.now(UTC)
                )
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}.")
    except imports.Faulty as faulty:
        report = faulty.report
    except Refused as refusal:
        stop(str(refusal))
    for each in report.wrong:
        typer.echo(f"row {each.row}, {each.column or 'the row'}: {each.sentence}", err=True)
    if report.faults:
        stop(f"{report.faults} cells are wrong: nothing was imported.")
    done = "would be" if dry_run else "were"
    typer.echo(
        f"{report.added} rows {done} added, {report.changed} changed; {report.same} are the same"
    )


@rows.command("export")
def take_out(
    module: Annotated[str, typer.Argument(help="Which list, e.g. declaraties.")],
    file: Annotated[Path, typer.Argument(help="A new file that ends in .csv or .xlsx.")],
) -> None:
    """Write a list into a file, as the back-office sees it."""
    provide_secret(chosen_settings())
    from rxportal.db.engine import reading, transaction  # noqa: PLC0415
    from rxportal.domain.access import Actor, Role  # noqa: PLC0415
    from rxportal.domain.errors import Refused  # noqa: PLC0415
    from rxportal.overviews import files  # noqa: PLC0415
    from rxportal.overviews.modules import MODULES  # noqa: PLC0415

    lists = {slug.rpartition("/")[2]: each for slug, each in MODULES.items()}
    kinds = {f".{kind.value}": kind for kind in files.Kind}
    if module not in lists or file.suffix not in kinds:
        stop(f"Choose a list ({', '.join(lists)}) and a file that ends in .csv or .xlsx.")
    here, now = Actor(0, Role.ADMINISTRATOR, name="python -m rxportal export"), datetime.now(UTC)
    try:
        with transaction() as session:
            files.begin(session, here, lists[module], kinds[file.suffix], now=now)
        with reading() as session, file.open("xb") as out:
            files.write(session, here, lists[module], {}, kinds[file.suffix], out, now=now)
    except OSError as problem:
        stop(f"{file} cannot be written: {problem.strerror}.")
    except Refused as refusal:
        file.unlink(missing_ok=True)
        stop(str(refusal))
    typer.echo(f"wrote {file}")


def chosen_settings() -> Settings:
    try:
        return settings()
    except SettingError as problem:
        stop(str(problem))


def stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def provide_secret(chosen: Settings) -> None:
    """Without RXPORTAL_SECRET_KEYS, keep a key of our own beside the data; workers inherit it."""
    if chosen.secret_keys:
        return
    file = chosen.data_dir / "secret-key"
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    os.environ["RXPORTAL_SECRET_KEYS"] = file.read_text().strip()
    settings.cache_clear()
