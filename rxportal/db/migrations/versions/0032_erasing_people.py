"""Somebody asks to be erased, and is"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column("candidate", sa.Column("erasure_asked_at", MOMENT, nullable=True))
    op.add_column("candidate", sa.Column("erased_at", MOMENT, nullable=True))
    waits = sa.text("erasure_asked_at IS NOT NULL AND erased_at IS NULL")
    op.create_index(
        "candidate_asks_erasure",
        "candidate",
        ["erasure_asked_at"],
        sqlite_where=waits,
        postgresql_where=waits,
    )


def downgrade() -> None:
    op.drop_index("candidate_asks_erasure", "candidate")
    op.drop_column("candidate", "erased_at")
    op.drop_column("candidate", "erasure_asked_at")
