"""Alembic's entry: brings a database to the newest version of the tables."""

import sqlmodel
from alembic import context
from sqlmodel import SQLModel

from rxportal.db import tables  # noqa: F401 - registers them
from rxportal.db.engine import connect, default


def migrate() -> None:
    """Run the revisions in one transaction."""
    url = context.config.get_main_option("sqlalchemy.url")
    engine = connect(url) if url else default()
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="sqlmodel.sql.sqltypes.",
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


assert sqlmodel  # revisions name its types  # noqa: S101
migrate()
