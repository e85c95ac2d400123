"""News that is written here, and kinds of documents that can be changed"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WORDS, MOMENT = sqlmodel.sql.sqltypes.AutoString(), sqlmodel.sql.sqltypes.UTCDateTime()
STAGE = sa.Enum("draft", "published", "withdrawn", name="stage", native_enum=False, length=20)

OF_A_KIND: tuple[sa.Column[object], ...] = (
    sa.Column("explanation", WORDS, nullable=False, server_default=""),
    sa.Column("required", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("reviewed", sa.Boolean(), nullable=False, server_default=sa.true()),
    sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
)


def upgrade() -> None:
    # All there is was published the moment it was put in.
    op.add_column("article", sa.Column("stage", STAGE, nullable=False, server_default="published"))
    op.add_column("article", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("article", sa.Column("changed_by", WORDS, nullable=False, server_default=""))
    op.add_column("article", sa.Column("changed_at", MOMENT, nullable=True))
    op.create_table(
        "article_draft",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("body", WORDS, nullable=False),
        sa.Column("published_from", sa.Date(), nullable=False),
        sa.Column("published_until", sa.Date(), nullable=True),
        sa.Column("for_candidates", sa.Boolean(), nullable=False),
        sa.Column("for_clients", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "article_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("alt", WORDS, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_article_picture_article_id", "article_picture", ["article_id"])
    for column in OF_A_KIND:
        op.add_column("document_type", column)
    for name in ("position", "name"):
        op.create_index(f"document_type_by_{name}", "document_type", [name, "id"])


def downgrade() -> None:
    for name in ("position", "name"):
        op.drop_index(f"document_type_by_{name}", "document_type")
    for column in reversed(OF_A_KIND):
        op.drop_column("document_type", column.name)
    op.drop_table("article_picture")
    op.drop_table("article_draft")
    for column in ("changed_at", "changed_by", "version", "stage"):
        op.drop_column("article", column)
