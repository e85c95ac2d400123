"""The registers are lists: each order has its index, and names are found by any part"""

import sqlalchemy as sa
from alembic import op

from rxportal.db.tables import Contact, HourType
from rxportal.db.tables.names import follow

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEXES = {
    "candidate_by_last_name": ("candidate", "last_name"),
    "candidate_by_number": ("candidate", "number"),
    "client_by_name": ("client", "name"),
    "client_by_number": ("client", "number"),
    "contact_by_name": ("contact", "name"),
    "contact_of_client_by_name": ("contact", "client_id", "name"),
    "cost_centre_by_code": ("cost_centre", "code"),
    "cost_centre_of_client_by_code": ("cost_centre", "client_id", "code"),
    "hour_type_by_code": ("hour_type", "code"),
    "hour_type_by_name": ("hour_type", "name"),
}
REPLACED = {"ix_candidate_last_name": "candidate", "ix_client_name": "client"}


def upgrade() -> None:
    for name, (table, *columns) in INDEXES.items():
        op.create_index(name, table, [*columns, "id"])
    for name, table in REPLACED.items():
        op.drop_index(name, table_name=table)
    for table in (Contact, HourType):
        follow(op.get_bind(), table)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM name_ending WHERE kind IN ('contact', 'hour_type')"))
    op.create_index("ix_candidate_last_name", "candidate", ["last_name"])
    op.create_index("ix_client_name", "client", ["name"])
    for name, (table, *_columns) in INDEXES.items():
        op.drop_index(name, table_name=table)
