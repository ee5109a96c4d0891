"""the register of barriers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "raised_barrier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("raiser_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["raiser_id"], ["member.id"], name=op.f("fk_raised_barrier_raiser_id_member"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["member.id"], name=op.f("fk_raised_barrier_owner_id_member"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_raised_barrier_audience_id_audience")),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_raised_barrier_tag_id_tag"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raised_barrier")),
    )
    with op.batch_alter_table("raised_barrier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_raised_barrier_raiser_id"), ["raiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_raised_barrier_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_raised_barrier_state_raised_at_id", ["state", "raised_at", "id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("raised_barrier")
