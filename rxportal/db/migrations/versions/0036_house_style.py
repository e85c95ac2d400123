"""The colour and the logo of the agency"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0036"
down_revision = "0029"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()


def upgrade() -> None:
    op.add_column("agency", sa.Column("accent", TEXT, nullable=False, server_default=""))
    op.create_table(
        "logo",
        sa.Column("dark", sa.Boolean(), nullable=False),
        sa.Column("mark", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("wide", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dark"),
    )


def downgrade() -> None:
    op.drop_table("logo")
    op.drop_column("agency", "accent")
