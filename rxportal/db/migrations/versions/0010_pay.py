"""Payslips, annual statements and payments"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annual_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("wage_cents", sa.Integer(), nullable=False),
        sa.Column("tax_cents", sa.Integer(), nullable=False),
        sa.Column("file_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "published", "withdrawn", name="paperstate", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("published_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("file_key"),
    )
    with op.batch_alter_table("annual_statement", schema=None) as batch_op:
        batch_op.create_index("annual_statement_by_wage", ["wage_cents", "id"], unique=False)
        batch_op.create_index("annual_statement_by_year", ["year", "id"], unique=False)
        batch_op.create_index(
            "annual_statement_of_candidate", ["candidate_id", "year", "id"], unique=False
        )

    op.create_table(
        "payslip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column(
            "period",
            sa.Enum("week", "four_weeks", "month", name="periodkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("file_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "published", "withdrawn", name="paperstate", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("published_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("file_key"),
    )
    with op.batch_alter_table("payslip", schema=None) as batch_op:
        batch_op.create_index("payslip_by_gross", ["gross_cents", "id"], unique=False)
        batch_op.create_index("payslip_by_net", ["net_cents", "id"], unique=False)
        batch_op.create_index("payslip_by_payday", ["paid_on", "id"], unique=False)
        batch_op.create_index("payslip_by_start", ["starts_on", "id"], unique=False)
        batch_op.create_index("payslip_by_state", ["state", "starts_on", "id"], unique=False)
        batch_op.create_index(
            "payslip_of_candidate", ["candidate_id", "starts_on", "id"], unique=False
        )

    op.create_table(
        "payslip_consent",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("digital", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
        ),
        sa.PrimaryKeyConstraint("candidate_id"),
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("payslip_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "wage", "expenses", "reserves", name="paymentkind", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column(
            "period",
            sa.Enum("week", "four_weeks", "month", name="periodkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("iban_end", sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
        sa.Column("reference", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "expected", "paid", "returned", name="paymentstate", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["payslip_id"],
            ["payslip.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_payslip_id"), ["payslip_id"], unique=False)
        batch_op.create_index("payment_by_amount", ["amount_cents", "id"], unique=False)
        batch_op.create_index("payment_by_day", ["paid_on", "id"], unique=False)
        batch_op.create_index("payment_by_state", ["state", "paid_on", "id"], unique=False)
        batch_op.create_index(
            "payment_of_candidate", ["candidate_id", "paid_on", "id"], unique=False
        )


def downgrade() -> None:
    for table in ("payment", "payslip_consent", "payslip", "annual_statement"):
        op.drop_table(table)
