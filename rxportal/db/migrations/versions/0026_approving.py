"""Approving by mail, by two people, and in the place of a colleague"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_WORDS = sqlmodel.sql.sqltypes.AutoString
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "contact_cost_centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("cost_centre_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contact_id", "cost_centre_id"),
    )
    _index("contact_cost_centre", "cost_centre_id")
    op.create_table(
        "stand_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_by", _WORDS(), nullable=False),
        sa.Column("made_at", _MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["substitute_id"], ["contact.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("stand_in", "contact_id", "substitute_id")
    op.create_table(
        "judge_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", _WORDS(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("email", _WORDS(), nullable=False),
        sa.Column("created_at", _MOMENT(), nullable=False),
        sa.Column("expires_at", _MOMENT(), nullable=False),
        sa.Column("used_at", _MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    _index("judge_link", "declaration_id", "user_id")
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.add_column(_flag("approve_by_mail"))
        batch_op.add_column(
            sa.Column(
                "approve_per",
                sa.Enum(
                    "declaration",
                    "period",
                    "cost_centre",
                    name="approveper",
                    native_enum=False,
                    length=20,
                ),
                nullable=False,
                server_default="declaration",
            )
        )
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.add_column(_number("remind_after", 2))
        batch_op.add_column(_number("escalate_after", 5))
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(_flag("limited"))
        batch_op.add_column(_flag("escalation"))
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second_contact_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "placement_second_contact", "contact", ["second_contact_id"], ["id"]
        )
    _index("placement", "second_contact_id")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("approved_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("escalated_at", _MOMENT(), nullable=True))
        batch_op.create_foreign_key("declaration_approved_by", "account", ["approved_by"], ["id"])
    with op.batch_alter_table("transition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_behalf_of", _WORDS(), nullable=False, server_default=""))


def downgrade() -> None:
    gone = {
        "transition": ("on_behalf_of",),
        "declaration": ("escalated_at", "approved_by"),
        "contact": ("escalation", "limited"),
        "client": ("escalate_after", "remind_after"),
        "agency": ("approve_per", "approve_by_mail"),
    }
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index("ix_placement_second_contact_id")
        batch_op.drop_constraint("placement_second_contact", type_="foreignkey")
        batch_op.drop_column("second_contact_id")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_constraint("declaration_approved_by", type_="foreignkey")
    for table, columns in gone.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
    for table in ("judge_link", "stand_in", "contact_cost_centre"):
        op.drop_table(table)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _number(name: str, default: int) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(default))
