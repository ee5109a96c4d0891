"""offers of support, and what people said to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "support_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offerer_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("wanted", sa.String(length=10), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_support_offer_audience_id_audience")),
        sa.ForeignKeyConstraint(
            ["offerer_id"], ["member.id"], name=op.f("fk_support_offer_offerer_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_support_offer_tag_id_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_offer")),
    )
    with op.batch_alter_table("support_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_offer_offerer_id"), ["offerer_id"], unique=False)
        batch_op.create_index("ix_support_offer_state_audience_id", ["state", "audience_id"], unique=False)
    op.create_table(
        "support_reply",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reply", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_support_reply_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["support_offer.id"], name=op.f("fk_support_reply_offer_id_support_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "member_id", name=op.f("pk_support_reply")),
    )
    with op.batch_alter_table("support_reply", schema=None) as batch_op:
        batch_op.create_index("ix_support_reply_member_id", ["member_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("support_reply")
    op.drop_table("support_offer")
