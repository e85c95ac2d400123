"""Contract templates, and reminders to sign"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TEXT, MOMENT = sqlmodel.sql.sqltypes.AutoString(), sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table(
        "contract_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("phase", TEXT, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_index("contract_template_by_name", "contract_template", ["name", "id"])
    with op.batch_alter_table("contract") as batch:
        batch.add_column(sa.Column("template_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("reminded_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"))
        batch.create_foreign_key(
            "contract_template_id_fkey", "contract_template", ["template_id"], ["id"]
        )
        batch.create_index("ix_contract_template_id", ["template_id"])


def downgrade() -> None:
    with op.batch_alter_table("contract") as batch:
        batch.drop_index("ix_contract_template_id")
        batch.drop_constraint("contract_template_id_fkey", type_="foreignkey")
        for name in ("reminders", "reminded_at", "template_id"):
            batch.drop_column(name)
    op.drop_table("contract_template")
