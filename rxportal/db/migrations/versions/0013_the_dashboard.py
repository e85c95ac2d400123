"""Reactions to rows of every module, what people opened, that something changed, and switches"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WORDS, MOMENT = sqlmodel.sql.sqltypes.AutoString(), sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column(
        "agency", sa.Column("switched_off", sa.JSON(), nullable=False, server_default="{}")
    )
    op.rename_table("comment", "comment_before")
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module", WORDS, nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_name", WORDS, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("body", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute(
        "INSERT INTO comment (module, row_id, user_id, user_name, at, body) "
        "SELECT 'declaraties', declaration_id, user_id, user_name, at, body "
        "FROM comment_before ORDER BY id"
    )
    op.drop_table("comment_before")
    op.create_index("comment_of_row", "comment", ["module", "row_id", "id"])
    op.create_table(
        "viewed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("module", WORDS, nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "module", "row_id"),
    )
    op.create_index("viewed_last", "viewed", ["user_id", "at", "id"])
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_change_at", "change", ["at"])


def downgrade() -> None:
    op.drop_table("change")
    op.drop_table("viewed")
    op.rename_table("comment", "comment_after")
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_name", WORDS, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("body", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute(
        "INSERT INTO comment (declaration_id, user_id, user_name, at, body) "
        "SELECT row_id, user_id, user_name, at, body FROM comment_after "
        "WHERE module = 'declaraties' ORDER BY id"
    )
    op.drop_table("comment_after")
    op.create_index("ix_comment_declaration_id", "comment", ["declaration_id"])
    op.drop_column("agency", "switched_off")
