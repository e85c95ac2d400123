"""The command line: ``python -m rxportal …``."""

import contextlib
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rxportal.command import chosen_settings as _settings
from rxportal.command import provide_secret as _provide_secret
from rxportal.command import rows
from rxportal.command import stop as _stop
from rxportal.config import Settings

Force = Annotated[bool, typer.Option(help="Compile even when no source changed.")]
Prepare = Annotated[bool, typer.Option(help="First compile, migrate and (RXPORTAL_DEMO) fill.")]
Deploy = Annotated[bool, typer.Option("--deploy", help="Before it is served to people.")]

app = typer.Typer(
    name="rxportal",
    help="The hours portal of a staffing agency.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(rows)


@app.command()
def build(force: Force = False) -> None:  # noqa: FBT002
    """Compile the front end, once per language, when a source changed."""
    from rxportal.web.build import BuildError  # noqa: PLC0415
    from rxportal.web.build import build as compile_front_end  # noqa: PLC0415

    try:
        if not compile_front_end(typer.echo, force=force):
            typer.echo("the front end is up to date")
    except BuildError as problem:
        _stop(f"The front end could not be compiled.\n{problem}")


@app.command()
def migrate() -> None:
    """Bring the database up to the newest version of its tables."""
    _migrate(_settings())


@app.command()
def demo() -> None:
    """Fill an empty database with the demo agency."""
    _demo()


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="Where the invitation is mailed.")],
    role: Annotated[str, typer.Option(help="candidate, client, office or administrator.")],
    name: Annotated[str, typer.Option(help="Of a colleague; others are known by address.")] = "",
    phone: Annotated[str, typer.Option(help="Where the pin is texted, e.g. 0612345678.")] = "",
    language: Annotated[str, typer.Option(help="Of the mail: nl or en.")] = "nl",
    show_link: Annotated[bool, typer.Option(help="Print the link too.")] = False,  # noqa: FBT002
) -> None:
    """Invite somebody: the way in for the first administrator."""
    chosen = _settings()
    _provide_secret(chosen)
    from rxportal.db.engine import transaction  # noqa: PLC0415
    from rxportal.domain.access import Actor, Role  # noqa: PLC0415
    from rxportal.domain.errors import Refused  # noqa: PLC0415
    from rxportal.services import invitations  # noqa: PLC0415

    if role not in list(Role):
        _stop(f"There is no role {role!r}: choose one of {', '.join(Role)}.")
    here = Actor(0, Role.ADMINISTRATOR, name="python -m rxportal invite")
    wish = invitations.Wish(email, Role(role), name, phone, language)
    try:
        with transaction() as session:
            made = invitations.invite(session, here, wish, now=datetime.now(UTC))
    except Refused as refusal:
        _stop(str(refusal))
    typer.echo(f"invited {made.name}; the mail is in the outbox")
    if show_link:
        typer.echo(f"{chosen.base_url}/activeren/{made.token}")


@app.command()
def offer(
    file: Annotated[Path, typer.Argument(help="The contract, a PDF.")],
    candidate: Annotated[str, typer.Option(help="Whose it is: a number such as K10042.")],
    title: Annotated[str, typer.Option(help="What it is called.")],
    starts: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Its first day.")],
    days: Annotated[int, typer.Option(help="How long it can be signed.")] = 14,
) -> None:
    """Offer somebody a contract to sign; the mail about it is in the outbox."""
    chosen = _settings()
    _provide_secret(chosen)
    from datetime import timedelta  # noqa: PLC0415

    from rxportal.db.engine import transaction  # noqa: PLC0415
    from rxportal.domain.access import Actor, Role  # noqa: PLC0415
    from rxportal.domain.errors import Refused  # noqa: PLC0415
    from rxportal.gateways.store import store_of  # noqa: PLC0415
    from rxportal.services import contracts, offering  # noqa: PLC0415

    here, now = Actor(0, Role.OFFICE, name="python -m rxportal offer"), datetime.now(UTC)
    try:
        checked = contracts.checked(file.read_bytes())
        with transaction() as session:
            wish = offering.Wish(
                offering.candidate_of(session, here, candidate),
                title,
                starts.date(),
                now + timedelta(days=days),
            )
            made = offering.offer(
                session, here, store_of(chosen.storage_url), wish, checked, now=now
            )
    except OSError as problem:
        _stop(f"{file} cannot be read: {problem.strerror}.")
    except Refused as refusal:
        _stop(str(refusal))
    typer.echo(f"offered contract {made.id}: {chosen.base_url}/contracten/{made.id}")


@app.command("verify")
def verify_file(
    file: Annotated[Path, typer.Argument(help="A signed contract, as it was downloaded.")],
) -> None:
    """Look whether a signed contract is as it was signed; exit code 1 names what is not."""
    chosen = _settings()
    from rxportal.db.engine import reading  # noqa: PLC0415
    from rxportal.gateways import seal_key  # noqa: PLC0415
    from rxportal.gateways.store import store_of  # noqa: PLC0415
    from rxportal.services import sealed  # noqa: PLC0415

    certificate = seal_key.certificate(chosen.seal_dir)
    if certificate is None:
        _stop(f"There is no certificate in {chosen.seal_dir} yet: nothing was signed here.")
    try:
        content = file.read_bytes()
    except OSError as problem:
        _stop(f"{file} cannot be read: {problem.strerror}.")
    with reading() as session:
        verdict = sealed.verify(session, store_of(chosen.storage_url), certificate, content)
    if not verdict.whole:
        _stop(f"{file} is {verdict.sentence}.")
    typer.echo(f"{file} is {verdict.sentence}.")


@app.command()
def reseal() -> None:
    """Seal everything again under the first of RXPORTAL_SECRET_KEYS, so that the others can go."""
    chosen = _settings()
    _provide_secret(chosen)
    from rxportal.jobs import resealing  # noqa: PLC0415

    found = resealing.reseal(now=datetime.now(UTC))
    if found.unreadable:
        _stop(f"No key of RXPORTAL_SECRET_KEYS opens {found.unreadable} of the secrets.")
    typer.echo(f"sealed {found.done} again; nothing is under an older key any more")
    typer.echo("Older keys can go to RXPORTAL_RETIRED_KEYS, for the audit trail of their time.")


@app.command()
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,  # noqa: FBT002
) -> None:
    """Remove what may be kept no longer, with the rule for each; the jobs do so every day."""
    chosen = _settings()
    _provide_secret(chosen)
    from rxportal.domain.retention import RULES  # noqa: PLC0415
    from rxportal.gateways.store import store_of  # noqa: PLC0415
    from rxportal.jobs import retention as job  # noqa: PLC0415

    now = datetime.now(UTC)
    gone = job.due(now=now) if dry_run else job.keep_terms(store_of(chosen.storage_url), now=now)
    for group, count in gone.items():
        rule = RULES[group]
        typer.echo(f"{count:>6} {group}: {rule.term} ({rule.source})")
    typer.echo("nothing was removed" if dry_run else f"removed {sum(gone.values())}")


audit = typer.Typer(help="The audit trail.", no_args_is_help=True)
app.add_typer(audit, name="audit")


@audit.command()
def verify(
    older: Annotated[
        int, typer.Option(help="How many rows were there before there was a key to sign them.")
    ] = 0,
) -> None:
    """Look for a changed, removed or reordered row; exit code 1 names the first one."""
    _provide_secret(_settings())
    from rxportal.db.engine import reading  # noqa: PLC0415
    from rxportal.services import audit as trail  # noqa: PLC0415

    with reading() as session:
        broken, events = trail.verify(session, older=older), trail.length(session)
        unsigned = trail.without_key(session)
    if broken is None:
        since = f", the first {unsigned} from before there was a key" if unsigned else ""
        typer.echo(f"the audit trail is whole: {events} events{since}")
        return
    where = f"row {broken.id}" if broken.id else "the end"
    _stop(f"The audit trail is broken at {where}: {broken.why}.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A new file; a ZIP.")],
) -> None:
    """Write all the agency has into one file; keep RXPORTAL_SECRET_KEYS somewhere else."""
    _provide_secret(_settings())
    from rxportal.domain.errors import Refused  # noqa: PLC0415
    from rxportal.jobs import backups  # noqa: PLC0415

    try:
        kept = backups.write(file, lambda: datetime.now(UTC))
    except Refused as refusal:
        _stop(str(refusal))
    except OSError as problem:
        _stop(f"{file} cannot be written: {problem.strerror}.")
    typer.echo(f"{file} has {kept.rows} rows and {kept.files} files")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What backup wrote.")],
    without_keys: Annotated[  # noqa: FBT002
        bool, typer.Option("--without-keys", help="Its keys are lost: what is sealed stays shut.")
    ] = False,
) -> None:
    """Put a backup into an empty database; all of it or nothing."""
    _provide_secret(_settings())
    from rxportal.domain.errors import Refused  # noqa: PLC0415
    from rxportal.jobs import backups  # noqa: PLC0415

    try:
        kept = backups.restore(file, without_keys=without_keys, now=datetime.now(UTC))
    except Refused as refusal:
        _stop(str(refusal))
    except OSError as problem:
        _stop(f"{problem.filename or file}: {problem.strerror}. Nothing was restored.")
    typer.echo(f"restored {kept.rows} rows and {kept.files} files")


@app.command()
def serve(prepare: Prepare = False) -> None:  # noqa: FBT002
    """Serve the portal until it is told to stop."""
    chosen = _settings()
    from rxportal.db.glance import glance  # noqa: PLC0415
    from rxportal.web.build import ROOT, current  # noqa: PLC0415
    from rxportal.web.server import port_is_free  # noqa: PLC0415
    from rxportal.web.server import serve as run  # noqa: PLC0415

    if not port_is_free(chosen):
        _stop(
            f"Port {chosen.port} is in use by another program. "
            f"Stop that program or choose another port: make run PORT={chosen.port + 1}"
        )
    if prepare:
        build()
        seen = glance(chosen.database_url)
        if not seen.current:
            _migrate(chosen)
        if chosen.demo and not seen.inhabited:
            _demo()
        # Start afresh: what preparing took in memory would stay as long as the server runs.
        os.execv(sys.executable, [sys.executable, "-m", "rxportal", "serve"])  # noqa: S606
    if not current().exists():
        _stop("The front end is not compiled yet: run python -m rxportal build first.")
    _refuse_demo(chosen)
    _provide_secret(chosen)
    _refuse_wrong_key()
    _announce(chosen)
    run(chosen, ROOT)


@app.command()
def check(deploy: Deploy = False) -> None:  # noqa: FBT002
    """Look for what makes this set-up unsafe to serve to people; says what to do about each."""
    if not deploy:
        _stop("Say python -m rxportal check --deploy, with the settings of the real set-up.")
    from rxportal.web.deployment import findings  # noqa: PLC0415 - brings the database along

    found = list(findings(_settings()))
    for number, finding in enumerate(found, start=1):
        typer.echo(f"{number}. {finding}")
    if found:
        raise typer.Exit(1)
    typer.echo("Nothing was found that is unsafe.")


@app.command()
def work() -> None:
    """Send mail and reminders as a process of its own; the servers then have RXPORTAL_JOBS=0."""
    _provide_secret(_settings())
    _refuse_wrong_key()
    import asyncio  # noqa: PLC0415

    from rxportal.jobs import loop  # noqa: PLC0415
    from rxportal.web import logs  # noqa: PLC0415

    logs.configure()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(loop.run())


def _migrate(chosen: Settings) -> None:
    from rxportal.db.upgrade import upgrade  # noqa: PLC0415

    chosen.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    upgrade()


def _demo() -> None:
    _provide_secret(_settings())
    from rxportal.db.engine import transaction  # noqa: PLC0415
    from rxportal.gateways.store import store_of  # noqa: PLC0415
    from rxportal.services import demo as agency  # noqa: PLC0415

    store = store_of(_settings().storage_url)
    with transaction() as session:
        if agency.fill(session, store=store, now=datetime.now(UTC)):
            typer.echo("filled the database with the demo agency")


def _refuse_demo(chosen: Settings) -> None:
    """Everybody knows the password of a demo account: such a database is never served for real."""
    from rxportal.db.glance import holds_demo  # noqa: PLC0415

    if not chosen.demo and holds_demo(chosen.database_url):
        _stop(
            "This database holds the demo agency, whose password everybody knows. "
            "Choose another one with RXPORTAL_DATABASE_URL, or set RXPORTAL_DEMO=1 to show it."
        )


def _refuse_wrong_key() -> None:
    """What is sealed with a key that is not here would fail one person at a time."""
    from rxportal.db.engine import reading  # noqa: PLC0415
    from rxportal.services import resealing  # noqa: PLC0415

    with reading() as session:
        unknown = resealing.unknown_keys(session)
    if unknown:
        _stop(
            f"Secrets in this database were sealed with a key that is not in RXPORTAL_SECRET_KEYS "
            f"({', '.join(unknown)}): put that key back, behind the new one."
        )


def _announce(chosen: Settings) -> None:
    typer.echo(f"\n  Urenportaal: {chosen.base_url}\n")
    if chosen.demo:
        from rxportal.services.demo_accounts import ACCOUNTS, PASSWORD  # noqa: PLC0415

        for address, name in ACCOUNTS.items():
            typer.echo(f"  {address:<28} {name}")
        typer.echo(f"\n  Wachtwoord van alle demo-accounts: {PASSWORD}")
        typer.echo(f"  Berichten: {chosen.base_url}/demo/berichten\n")
        return
    from rxportal.db.engine import reading  # noqa: PLC0415
    from rxportal.services import first_run  # noqa: PLC0415

    with reading() as session:
        if first_run.is_needed(session):
            typer.echo(f"  Nog leeg. Richt het in op {chosen.base_url}/eerste-keer")
            typer.echo(f"  Code van de server: {first_run.code()}\n")


if __name__ == "__main__":
    app(prog_name="python -m rxportal")
