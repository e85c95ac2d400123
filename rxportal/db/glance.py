"""A look into a SQLite file without SQLAlchemy and Alembic: a start must not wait for both.

Only says whether a start has nothing to prepare; when in doubt it says there is.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_DEMO = "SELECT count(*) FROM agency WHERE demo"
_PREFIX = "sqlite:///"
_REVISION = re.compile(r"^(down_revision|revision)\b[^=]*=\s*[\"'](\w+)[\"']", re.MULTILINE)


@dataclass(frozen=True)
class Glance:
    current: bool
    """It has the tables of this version."""
    inhabited: bool
    """Somebody has an account in it."""


def glance(url: str) -> Glance:
    """What is in the database; nothing known when it is not a SQLite file."""
    file = Path(url.removeprefix(_PREFIX))
    if not url.startswith(_PREFIX) or not file.is_file():
        return Glance(current=False, inhabited=False)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            versions = {row[0] for row in opened.execute("SELECT version_num FROM alembic_version")}
            (inhabited,) = opened.execute("SELECT EXISTS (SELECT 1 FROM account)").fetchone()
    except sqlite3.Error:
        return Glance(current=False, inhabited=False)
    return Glance(current=versions == _newest(), inhabited=bool(inhabited))


def holds_demo(url: str) -> bool:
    """Whether accounts in this database have a password that everybody knows."""
    try:
        return bool(_demo_rows(url))
    except sqlite3.Error:
        return False  # no tables yet


def _demo_rows(url: str) -> int:
    if url.startswith(_PREFIX):
        file = Path(url.removeprefix(_PREFIX)).absolute().as_uri()
        with closing(sqlite3.connect(f"{file}?mode=ro", uri=True)) as opened:
            return opened.execute(_DEMO).fetchone()[0]
    from sqlalchemy import create_engine, inspect, text  # noqa: PLC0415 - slow, see above

    engine = create_engine(url)
    try:
        with engine.connect() as opened:
            if not inspect(opened).has_table("agency"):
                return 0
            return opened.execute(text(_DEMO)).scalar_one()
    finally:
        engine.dispose()


def _newest() -> set[str]:
    """The revisions that no other revision builds on."""
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for file in (Path(__file__).parent / "migrations" / "versions").glob("*.py"):
        for kind, name in _REVISION.findall(file.read_text()):
            found[kind].add(name)
    return found["revision"] - found["down_revision"]
