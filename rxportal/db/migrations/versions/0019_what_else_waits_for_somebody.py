"""Documents that are required, details that are confirmed, and what only one person waits for"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    # By law, of an employee.
    op.execute(
        "UPDATE document_type SET required = TRUE "
        "WHERE name IN ('ID-document', 'Loonheffingsverklaring')"
    )
    op.add_column("details", sa.Column("confirmed_at", MOMENT, nullable=True))
    op.add_column("change_request", sa.Column("read_at", MOMENT, nullable=True))
    # Whoever was mailed about it before is not asked to read it again.
    op.execute("UPDATE change_request SET read_at = asked_at WHERE review = 'rejected'")
    op.add_column("change", sa.Column("user_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("change", "user_id")
    op.drop_column("change_request", "read_at")
    op.drop_column("details", "confirmed_at")
