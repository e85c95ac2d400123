"""Processing runs, what was in them, and what it came to"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "processing_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "counting",
                "pro_forma",
                "processing",
                "final",
                name="stage",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("cost_centre_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_by_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("final_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("declarations", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("waited", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["cost_centre_id"], ["cost_centre.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("processing_run", schema=None) as batch_op:
        batch_op.create_index("run_by_moment", ["made_at", "id"], unique=False)
        batch_op.create_index("run_by_stage", ["stage", "made_at", "id"], unique=False)

    op.create_table(
        "run_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "chosen",
                "counted",
                "processed",
                "left_out",
                name="place",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "found",
            sa.Enum(
                "report",
                "submitted",
                "rejected",
                "completed",
                "processed",
                "cancelled",
                name="status",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"]),
        sa.ForeignKeyConstraint(["run_id"], ["processing_run.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("run_id", "declaration_id"),
    )
    with op.batch_alter_table("run_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_run_item_declaration_id"), ["declaration_id"], unique=False
        )
        batch_op.create_index(
            "run_item_by_place", ["run_id", "place", "declaration_id"], unique=False
        )

    op.create_table(
        "run_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("hour_type_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("cents_per_unit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"]),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"]),
        sa.ForeignKeyConstraint(["hour_type_id"], ["hour_type.id"]),
        sa.ForeignKeyConstraint(["run_id"], ["processing_run.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("run_id", "declaration_id", "hour_type_id"),
    )
    with op.batch_alter_table("run_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_run_line_candidate_id"), ["candidate_id"], unique=False
        )
    # The travel allowance, as the examples of the standard have it.
    op.execute(
        "UPDATE hour_type SET setu_code = 'EA102' WHERE code = 'kilometres' AND setu_code = ''"
    )


def downgrade() -> None:
    op.drop_table("run_line")
    op.drop_table("run_item")
    op.drop_table("processing_run")
