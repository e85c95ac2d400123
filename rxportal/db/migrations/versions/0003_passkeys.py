"""Passkeys: what they have to sign"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("passage", "session"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column(
                    "challenge",
                    sqlmodel.sql.sqltypes.AutoString(),
                    nullable=False,
                    server_default="",
                )
            )
            batch_op.add_column(
                sa.Column("challenged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
            )


def downgrade() -> None:
    for table in ("session", "passage"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("challenged_at")
            batch_op.drop_column("challenge")
