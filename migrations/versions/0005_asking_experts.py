"""asking experts, and what people say of what they know."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from community.kernel.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    _make_escalations()
    _make_invitations()
    _make_absences()
    _make_declared_skills()
    _make_endorsements()
    _make_hidden_topics()
    _make_discounted_evidence()


def _make_escalations() -> None:
    op.create_table(
        "escalation",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("asked_experts", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["entry.id"], name=op.f("fk_escalation_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["steward_id"], ["member.id"], name=op.f("fk_escalation_steward_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_escalation")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index("ix_escalation_due_at", ["due_at"], unique=False)
        batch_op.create_index("ix_escalation_step_since", ["step", "since"], unique=False)
        batch_op.create_index(op.f("ix_escalation_steward_id"), ["steward_id"], unique=False)


def _make_invitations() -> None:
    op.create_table(
        "expert_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("because_id", sa.Integer(), nullable=True),
        sa.Column("suggested_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["because_id"], ["entry.id"], name=op.f("fk_expert_invitation_because_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_expert_invitation_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["entry.id"], name=op.f("fk_expert_invitation_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["suggested_by_id"], ["member.id"], name=op.f("fk_expert_invitation_suggested_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_invitation")),
        sa.UniqueConstraint("question_id", "member_id", name=op.f("uq_expert_invitation_question_id_member_id")),
    )
    with op.batch_alter_table("expert_invitation", schema=None) as batch_op:
        batch_op.create_index("ix_expert_invitation_member_id_invited_at", ["member_id", "invited_at"], unique=False)


def _make_absences() -> None:
    op.create_table(
        "absence",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_absence_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_absence")),
    )


def _make_declared_skills() -> None:
    op.create_table(
        "declared_skill",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_declared_skill_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_declared_skill_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "tag_id", name=op.f("pk_declared_skill")),
    )
    with op.batch_alter_table("declared_skill", schema=None) as batch_op:
        batch_op.create_index("ix_declared_skill_tag_id", ["tag_id"], unique=False)


def _make_endorsements() -> None:
    op.create_table(
        "skill_endorsement",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("endorser_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorser_id"], ["member.id"], name=op.f("fk_skill_endorsement_endorser_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_skill_endorsement_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_skill_endorsement_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "tag_id", "endorser_id", name=op.f("pk_skill_endorsement")),
    )
    with op.batch_alter_table("skill_endorsement", schema=None) as batch_op:
        batch_op.create_index("ix_skill_endorsement_tag_id", ["tag_id"], unique=False)


def _make_hidden_topics() -> None:
    op.create_table(
        "hidden_topic",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_hidden_topic_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_hidden_topic_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "tag_id", name=op.f("pk_hidden_topic")),
    )
    with op.batch_alter_table("hidden_topic", schema=None) as batch_op:
        batch_op.create_index("ix_hidden_topic_tag_id", ["tag_id"], unique=False)


def _make_discounted_evidence() -> None:
    op.create_table(
        "discounted_evidence",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_discounted_evidence_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_discounted_evidence")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("discounted_evidence")
    op.drop_table("hidden_topic")
    op.drop_table("skill_endorsement")
    op.drop_table("declared_skill")
    op.drop_table("absence")
    op.drop_table("expert_invitation")
    op.drop_table("escalation")
