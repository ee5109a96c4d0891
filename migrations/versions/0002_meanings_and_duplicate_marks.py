"""meanings and duplicate marks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "entry_meaning",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_entry_meaning_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_meaning")),
    )
    with op.batch_alter_table("entry_meaning", schema=None) as batch_op:
        batch_op.create_index("ix_entry_meaning_kind_written_at", ["kind", "written_at"], unique=False)

    op.create_table(
        "duplicate_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("has_stake", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by_id"], ["member.id"], name=op.f("fk_duplicate_mark_ended_by_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_duplicate_mark_member_id")),
        sa.ForeignKeyConstraint(
            ["of_id"], ["question.entry_id"], name=op.f("fk_duplicate_mark_of_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.entry_id"], name=op.f("fk_duplicate_mark_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_mark")),
    )
    with op.batch_alter_table("duplicate_mark", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_duplicate_mark_member_id"), ["member_id"], unique=False)
        batch_op.create_index(op.f("ix_duplicate_mark_of_id"), ["of_id"], unique=False)
        batch_op.create_index(op.f("ix_duplicate_mark_question_id"), ["question_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("duplicate_mark")
    op.drop_table("entry_meaning")
