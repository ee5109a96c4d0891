"""who looks after a skill, and when it is looked at again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "skill_care",
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("told_of", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["member.id"], name=op.f("fk_skill_care_owner_id_member"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_skill_care_tag_id_tag"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tag_id", name=op.f("pk_skill_care")),
    )
    op.create_index(op.f("ix_skill_care_owner_id"), "skill_care", ["owner_id"], unique=False)
    op.create_index(op.f("ix_skill_care_review_on"), "skill_care", ["review_on"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("skill_care")
