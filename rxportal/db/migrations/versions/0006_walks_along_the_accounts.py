"""Walks along the accounts"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = {
    "account_in_by_name": (["name", "id"], "password_hash <> ''"),
    "account_not_in": (["id"], "password_hash = ''"),
}


def upgrade() -> None:
    for name, (columns, rows) in INDEXES.items():
        where = sa.text(rows)
        op.create_index(name, "account", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name="account")
