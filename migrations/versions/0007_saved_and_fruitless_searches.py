"""saved searches, and what was looked for in vain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("in_digest", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_saved_search_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("member_id", "text", name=op.f("uq_saved_search_member_id_text")),
    )
    op.create_table(
        "search_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_search_salt")),
    )
    op.create_table(
        "fruitless_search",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["tag.id"], name=op.f("fk_fruitless_search_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day", "topic_id", "person_key", name=op.f("pk_fruitless_search")),
    )
    with op.batch_alter_table("fruitless_search", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_fruitless_search_topic_id"), ["topic_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("fruitless_search")
    op.drop_table("search_salt")
    op.drop_table("saved_search")
