"""PostgreSQL learns that a cost centre is of one client"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE STATISTICS declaration_client_of_cost_centre (dependencies) "
            "ON client_id, cost_centre_id FROM declaration"
        )
        op.execute("ANALYZE declaration")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP STATISTICS declaration_client_of_cost_centre")
