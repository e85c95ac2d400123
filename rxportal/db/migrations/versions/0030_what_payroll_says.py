"""Payments have payroll's own number, and a balance of a day is said once"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

IS_BALANCE = sa.text("cause = 'balance'")


def upgrade() -> None:
    with op.batch_alter_table("payment") as batch_op:
        batch_op.add_column(sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_unique_constraint("payment_number", ["number"])
    op.create_index(
        "accrual_balance_once", "accrual", ["candidate_id", "reserve", "day"],
        unique=True, sqlite_where=IS_BALANCE, postgresql_where=IS_BALANCE,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("accrual_balance_once", table_name="accrual")
    with op.batch_alter_table("payment") as batch_op:
        batch_op.drop_constraint("payment_number", type_="unique")
        batch_op.drop_column("number")
