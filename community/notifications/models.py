"""What a member should hear of, one row a member, entry and reason."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel.db import Key, Model, Moment, UtcDateTime


class Reason(StrEnum):
    """Why a member hears of an entry."""

    ANSWER = "answer"
    REPLY = "reply"
    COMMENT = "comment"
    THREAD = "thread"
    MENTION = "mention"
    MEMBER = "member"
    TAG = "tag"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    HIDDEN = "hidden"


NEWS = (Reason.ANSWER, Reason.REPLY, Reason.COMMENT, Reason.THREAD, Reason.MEMBER, Reason.TAG)
"""The reasons to hear that an entry appeared; a member hears that of each entry once, for the nearest of them."""


class Notification(Model):
    """One thing that happened and that `member` wants to know; unique, so that telling twice shows once."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("member_id", "entry_id", "reason"),
        Index("ix_notification_member_id_at", "member_id", "at", "id"),
    )

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(20))
    at: Mapped[Moment]
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    entry: Mapped[Entry] = relationship()
    actor: Mapped[Member | None] = relationship(foreign_keys=[actor_id])
