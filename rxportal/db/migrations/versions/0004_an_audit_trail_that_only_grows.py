"""An audit trail that only grows

The triggers are those of ``db/tables/audit.py``. To remove old rows one day, a migration drops
them and makes them anew.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQLITE = {
    "no_update": "BEFORE UPDATE ON audit_event",
    "no_delete": "BEFORE DELETE ON audit_event",
    "no_replace": "BEFORE INSERT ON audit_event WHEN EXISTS "
    "(SELECT 1 FROM audit_event WHERE id = NEW.id OR hash = NEW.hash)",
}
POSTGRESQL = {
    "no_change": "BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW",
    "no_truncate": "BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT",
}
SAYS = "'audit_event is append-only'"


def upgrade() -> None:
    with op.batch_alter_table("audit_head", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("seal", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION {SAYS}; END $$"
        )
        for name, when in POSTGRESQL.items():
            op.execute(
                f"CREATE TRIGGER audit_event_{name} {when} "
                "EXECUTE FUNCTION audit_event_is_append_only()"
            )
        return
    for name, when in SQLITE.items():
        op.execute(
            f"CREATE TRIGGER audit_event_{name} {when} BEGIN SELECT RAISE(ABORT, {SAYS}); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in POSTGRESQL:
            op.execute(f"DROP TRIGGER audit_event_{name} ON audit_event")
        op.execute("DROP FUNCTION audit_event_is_append_only()")
    else:
        for name in SQLITE:
            op.execute(f"DROP TRIGGER audit_event_{name}")
    with op.batch_alter_table("audit_head", schema=None) as batch_op:
        batch_op.drop_column("seal")
