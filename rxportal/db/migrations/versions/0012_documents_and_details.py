"""Documents, details of candidates and what they ask to change"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
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

    op.create_table(
        "change_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column(
            "what",
            sa.Enum("name", "bsn", "iban", "tax", name="what", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("old", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("new", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sealed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "review",
            sa.Enum("waiting", "approved", "rejected", name="review", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reviewed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.create_index("change_by_moment", ["asked_at", "id"], unique=False)
        batch_op.create_index("change_by_review", ["review", "asked_at", "id"], unique=False)
        batch_op.create_index("change_by_what", ["what", "asked_at", "id"], unique=False)
        batch_op.create_index(
            "change_of_candidate", ["candidate_id", "asked_at", "id"], unique=False
        )
        batch_op.create_index(
            "change_waits_once",
            ["candidate_id", "what"],
            unique=True,
            sqlite_where=sa.text("review = 'waiting'"),
            postgresql_where=sa.text("review = 'waiting'"),
        )

    op.create_table(
        "details",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("first_names", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("nationality", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("street", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("postcode", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("city", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("country", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("emergency_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("emergency_phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("bsn", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("bsn_shown", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("iban", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("iban_shown", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("iban_holder", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("tax_credit", sa.Boolean(), nullable=True),
        sa.Column("tax_credit_from", sa.Date(), nullable=True),
        sa.Column("id_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("id_number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("id_number_shown", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("id_expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("candidate_id"),
    )


def downgrade() -> None:
    op.drop_table("details")
    op.drop_table("change_request")
    op.drop_table("document")
    op.drop_table("document_type")
