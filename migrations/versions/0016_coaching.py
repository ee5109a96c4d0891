"""which coach helps which team, and notes on the needs of teams."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "coach_scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coach_id"], ["member.id"], name=op.f("fk_coach_scope_coach_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_coach_scope_team_id_team"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coach_scope")),
    )
    with op.batch_alter_table("coach_scope", schema=None) as batch_op:
        batch_op.create_index("ix_coach_scope_coach_id_last_on", ["coach_id", "last_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_coach_scope_team_id"), ["team_id"], unique=False)
    op.create_table(
        "gap_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("reading", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_gap_note_team_id_team"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_gap_note_tag_id_tag"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["author_id"], ["member.id"], name=op.f("fk_gap_note_author_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_note")),
    )
    with op.batch_alter_table("gap_note", schema=None) as batch_op:
        batch_op.create_index("ix_gap_note_team_id_tag_id_id", ["team_id", "tag_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gap_note_tag_id"), ["tag_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gap_note_author_id"), ["author_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("gap_note")
    op.drop_table("coach_scope")
