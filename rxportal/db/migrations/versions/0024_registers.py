"""What the agency keeps itself gets a number of its own and counts its changes"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0024"
down_revision = "0019"
branch_labels = None
depends_on = None

KEPT = ("candidate", "client", "contact", "cost_centre", "hour_type", "placement")
NUMBERED = ("client", "placement")


def upgrade() -> None:
    for table in KEPT:
        version = sa.Column("version", sa.Integer(), nullable=False, server_default="1")
        op.add_column(table, version)
    for table in NUMBERED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            number = sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=True)
            batch_op.add_column(number)
            batch_op.create_unique_constraint(f"{table}_number_key", ["number"])


def downgrade() -> None:
    for table in NUMBERED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(f"{table}_number_key", type_="unique")
            batch_op.drop_column("number")
    for table in KEPT:
        op.drop_column(table, "version")
