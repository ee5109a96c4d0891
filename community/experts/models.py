"""What people say of their knowledge, and how a question looks for somebody who answers it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel.db import Key, Model, Moment, UtcDateTime
from community.topics.models import Tag


class Step(StrEnum):
    """How far a question has come in looking for an answer."""

    EXPERTS = "experts"
    COMMUNITY = "community"
    STEWARD = "steward"
    RESTED = "rested"


class InvitationState(StrEnum):
    """What became of a question to one person; only they see that they passed or let it lapse."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PASSED = "passed"
    ENDED = "ended"


class Escalation(Model):
    """The step on which a question is, and when the next one is due; none where the step has no end of its own.

    `asked_experts` says that it began with people who were invited.
    """

    __tablename__ = "escalation"
    __table_args__ = (Index("ix_escalation_due_at", "due_at"), Index("ix_escalation_step_since", "step", "since"))

    question_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(20))
    asked_experts: Mapped[bool] = mapped_column(default=False)
    since: Mapped[Moment]
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    steward_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)

    question: Mapped[Entry] = relationship()
    steward: Mapped[Member | None] = relationship()


class ExpertInvitation(Model):
    """A question put to one person, once; `because` is what they wrote on the same, where that is the reason."""

    __tablename__ = "expert_invitation"
    __table_args__ = (
        UniqueConstraint("question_id", "member_id"),
        Index("ix_expert_invitation_member_id_invited_at", "member_id", "invited_at"),
    )

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(20), default=InvitationState.OPEN.value)
    because_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"))
    suggested_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    invited_at: Mapped[Moment]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    question: Mapped[Entry] = relationship(foreign_keys=[question_id])
    because: Mapped[Entry | None] = relationship(foreign_keys=[because_id])
    suggested_by: Mapped[Member | None] = relationship(foreign_keys=[suggested_by_id])


class Absence(Model):
    """Until when a member is not asked anything."""

    __tablename__ = "absence"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[Moment]


class DeclaredSkill(Model):
    """A member's own word that they can help with a topic; it stands beside what they have shown, never in it."""

    __tablename__ = "declared_skill"
    __table_args__ = (Index("ix_declared_skill_tag_id", "tag_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[Moment]

    member: Mapped[Member] = relationship()
    tag: Mapped[Tag] = relationship()


class SkillEndorsement(Model):
    """A colleague's word that a member can help with a topic; given only by who shared a conversation with them."""

    __tablename__ = "skill_endorsement"
    __table_args__ = (Index("ix_skill_endorsement_tag_id", "tag_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    endorser_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[Moment]


class HiddenTopic(Model):
    """A topic for which a member does not want to be named, whatever they wrote on it."""

    __tablename__ = "hidden_topic"
    __table_args__ = (Index("ix_hidden_topic_tag_id", "tag_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[Moment]


class DiscountedEvidence(Model):
    """An entry of which its author said that it does not show what they know."""

    __tablename__ = "discounted_evidence"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[Moment]
