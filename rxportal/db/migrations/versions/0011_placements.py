"""Placements as a list, reserves, phases and news"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXES = {
    "placement_by_start": ["starts_on", "id"],
    "placement_of_candidate": ["candidate_id", "starts_on", "id"],
    "placement_of_client": ["client_id", "starts_on", "id"],
    "placement_of_cost_centre": ["cost_centre_id", "starts_on", "id"],
    "placement_by_job": ["job_title", "id"],
    "placement_of_client_by_job": ["client_id", "job_title", "id"],
}
REPLACED = ("candidate_id", "client_id", "cost_centre_id")


def upgrade() -> None:
    op.add_column(
        "placement", sa.Column("wage_cents", sa.Integer(), nullable=False, server_default="0")
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "placement", columns)
    for column in REPLACED:
        op.drop_index(f"ix_placement_{column}", "placement")
    op.create_table(
        "accrual",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("reserve", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"]),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("accrual_by_day", "accrual", ["day", "id"])
    op.create_index("accrual_of_candidate", "accrual", ["candidate_id", "day", "id"])
    op.create_index(
        "accrual_of_candidate_by_reserve", "accrual", ["candidate_id", "reserve", "day", "id"]
    )
    op.create_index("accrual_by_reserve", "accrual", ["reserve", "day", "id"])
    op.create_index("ix_accrual_declaration_id", "accrual", ["declaration_id"])
    _phases()
    _news()


def _news() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("body", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("published_from", sa.Date(), nullable=False),
        sa.Column("published_until", sa.Date(), nullable=True),
        sa.Column("for_candidates", sa.Boolean(), nullable=False),
        sa.Column("for_clients", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("article_by_day", "article", ["published_from", "id"])
    op.create_index("article_by_title", "article", ["title", "id"])
    op.create_table(
        "article_read",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("user_id", "article_id"),
    )


def _phases() -> None:
    op.create_table(
        "phase_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("weeks_in_a", sa.Integer(), nullable=False),
        sa.Column("months_in_b", sa.Integer(), nullable=False),
        sa.Column("contracts_in_b", sa.Integer(), nullable=False),
        sa.Column("months_without_work", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("since"),
    )
    op.create_table(
        "phase_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("rules_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("last_week", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("contracts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"]),
        sa.ForeignKeyConstraint(["rules_id"], ["phase_rules.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("phase_record_by_start", "phase_record", ["starts_on", "id"])
    op.create_index(
        "phase_record_of_candidate", "phase_record", ["candidate_id", "starts_on", "id"]
    )
    op.create_index("phase_record_by_phase", "phase_record", ["phase", "starts_on", "id"])
    op.create_index("phase_record_by_weeks", "phase_record", ["weeks", "id"])
    op.create_index("ix_phase_record_rules_id", "phase_record", ["rules_id"])


def downgrade() -> None:
    op.drop_table("article_read")
    op.drop_table("article")
    op.drop_table("phase_record")
    op.drop_table("phase_rules")
    op.drop_table("accrual")
    for column in REPLACED:
        op.create_index(f"ix_placement_{column}", "placement", [column])
    for name in INDEXES:
        op.drop_index(name, "placement")
    op.drop_column("placement", "wage_cents")
