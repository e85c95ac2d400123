"""Brings a database to the tables this version of the portal works with."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


def upgrade() -> None:
    """Run the revisions the database of this process still lacks."""
    command.upgrade(_config(), "head")


def is_current(engine: Engine) -> bool:
    """Whether the database has every revision: a server of a newer version must wait for it."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest()


@cache
def newest() -> str | None:
    """The revision this version of the portal was written for."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
