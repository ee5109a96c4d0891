"""what was released about groups, and who looked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "need_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("released", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_snapshot")),
        sa.UniqueConstraint("scope", "period", name=op.f("uq_need_snapshot_scope_period")),
    )
    op.create_table(
        "need_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("viewer_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["viewer_id"], ["member.id"], name=op.f("fk_need_view_viewer_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_view")),
    )
    with op.batch_alter_table("need_view", schema=None) as batch_op:
        batch_op.create_index("ix_need_view_at_id", ["at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_view_viewer_id"), ["viewer_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("need_view")
    op.drop_table("need_snapshot")
