"""Documents and their kinds"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0007"
branch_labels = None
depends_on = None


# What an agency begins with: who adds it, whether it has an end, how many days it is kept.
STANDARD = (
    ("ID-document", "id-card", True, True, 28),
    ("Diploma / certificaat", "award", True, False, 730),
    ("Rijbewijs", "car", True, True, 730),
    ("Loonheffingsverklaring", "landmark", True, False, 2555),
    ("Anders", "file", True, False, 730),
    ("Huisregels", "book-open", False, False, None),
)


def upgrade() -> None:
    kinds = op.create_table(
        "document_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("picture", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("candidate_adds", sa.Boolean(), nullable=False),
        sa.Column("candidate_sees", sa.Boolean(), nullable=False),
        sa.Column("asks_expiry", sa.Boolean(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.bulk_insert(
        kinds,
        [
            {
                "name": name,
                "picture": picture,
                "position": position,
                "candidate_adds": adds,
                "candidate_sees": True,
                "asks_expiry": expires,
                "keep_days": days,
            }
            for position, (name, picture, adds, expires, days) in enumerate(STANDARD)
        ],
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("media_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column(
            "review",
            sa.Enum("waiting", "approved", "rejected", name="review", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reviewed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["type_id"],
            ["document_type.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index("document_by_addition", ["added_at", "id"], unique=False)
        batch_op.create_index("document_by_name", ["name", "id"], unique=False)
        batch_op.create_index("document_by_review", ["review", "added_at", "id"], unique=False)
        batch_op.create_index("document_by_type", ["type_id", "added_at", "id"], unique=False)
        batch_op.create_index(
            "document_of_candidate", ["candidate_id", "added_at", "id"], unique=False
        )
        batch_op.create_index(
            "document_of_candidate_by_name", ["candidate_id", "name", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_document_keep_until"), ["keep_until"], unique=False)


def downgrade() -> None:
    op.drop_table("document")
    op.drop_table("document_type")
