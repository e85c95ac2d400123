"""By which rule a document is kept, what a virus scanner said, and files to remove"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

FILES = ("document", "stored_file")
# Of the kinds an agency began with, those that the law has a term for.
RULES = {"ID-document": "identity", "Loonheffingsverklaring": "tax"}


def upgrade() -> None:
    for table in FILES:
        op.add_column(
            table, sa.Column("scan", sa.String(20), nullable=False, server_default="clean")
        )
        op.create_index(f"ix_{table}_scan", table, ["scan"])
    op.add_column(
        "document_type", sa.Column("kept", sa.String(20), nullable=False, server_default="days")
    )
    kinds = sa.table("document_type", sa.column("name"), sa.column("kept"))
    for name, kept in RULES.items():
        op.execute(kinds.update().where(kinds.c.name == name).values(kept=kept))
    op.create_table(
        "discarded_file",
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def downgrade() -> None:
    op.drop_table("discarded_file")
    op.drop_column("document_type", "kept")
    for table in FILES:
        op.drop_index(f"ix_{table}_scan", table)
        op.drop_column(table, "scan")
