"""Contracts that wait to be offered, signatures by hand or passkey, statements by state, photos"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _words(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")


def upgrade() -> None:
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replaces", sa.Integer(), nullable=True))
        batch_op.add_column(_words("why"))
        batch_op.create_foreign_key("contract_replaces_fkey", "contract", ["replaces"], ["id"])
        batch_op.create_index(batch_op.f("ix_contract_replaces"), ["replaces"], unique=False)
    with op.batch_alter_table("contract_reading", schema=None) as batch_op:
        batch_op.add_column(_words("drawn"))
        batch_op.add_column(
            sa.Column("challenged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(_words("drawn"))
    op.create_table(
        "photo",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"]),
        sa.PrimaryKeyConstraint("candidate_id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("annual_statement_by_state", "annual_statement", ["state", "year", "id"])


def downgrade() -> None:
    op.drop_index("annual_statement_by_state", table_name="annual_statement")
    op.drop_table("photo")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_column("drawn")
    with op.batch_alter_table("contract_reading", schema=None) as batch_op:
        batch_op.drop_column("challenged_at")
        batch_op.drop_column("drawn")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_replaces"))
        batch_op.drop_constraint("contract_replaces_fkey", type_="foreignkey")
        batch_op.drop_column("why")
        batch_op.drop_column("replaces")
