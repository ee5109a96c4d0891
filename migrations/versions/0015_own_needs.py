"""members' own needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "own_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("is_for_job", sa.Boolean(), nullable=False),
        sa.Column("is_for_organization", sa.Boolean(), nullable=False),
        sa.Column("is_for_career", sa.Boolean(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("look_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_own_need_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["audience_id"], ["audience.id"], name=op.f("fk_own_need_audience_id_audience")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_own_need_tag_id_tag"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_need")),
    )
    with op.batch_alter_table("own_need", schema=None) as batch_op:
        batch_op.create_index("ix_own_need_member_id_state_id", ["member_id", "state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_own_need_audience_id"), ["audience_id"], unique=False)
    op.create_table(
        "own_need_link",
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["own_need.id"], name=op.f("fk_own_need_link_need_id_own_need"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_own_need_link_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("need_id", "entry_id", name=op.f("pk_own_need_link")),
    )
    with op.batch_alter_table("own_need_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_need_link_entry_id"), ["entry_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("own_need_link")
    op.drop_table("own_need")
