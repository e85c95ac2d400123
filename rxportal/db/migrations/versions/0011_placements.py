"""What a placement pays, and how placements are listed"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0007"
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


def downgrade() -> None:
    for column in REPLACED:
        op.create_index(f"ix_placement_{column}", "placement", [column])
    for name in INDEXES:
        op.drop_index(name, "placement")
    op.drop_column("placement", "wage_cents")
