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
    SUGGESTED = "suggested"
    INVITED = "invited"
    STEWARD = "steward"
    HIDDEN = "hidden"


NEWS = (Reason.ANSWER, Reason.REPLY, Reason.COMMENT, Reason.THREAD, Reason.MEMBER, Reason.TAG)
"""The reasons to hear that an entry appeared; a member hears that of each entry once, for the nearest of them."""


class Notification(Model):
    """One thing that happened and that `member` wants to know; unique, so that telling twice shows once.

    One that `is_quiet` is told by mail alone: the site neither shows nor counts it.
    """

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
    is_quiet: Mapped[bool] = mapped_column(default=False)

    entry: Mapped[Entry] = relationship()
    actor: Mapped[Member | None] = relationship(foreign_keys=[actor_id])


class Choice(Model):
    """How a member wants to hear of one topic, where that differs from the usual."""

    __tablename__ = "notification_choice"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(20), primary_key=True)
    site: Mapped[bool]
    mail: Mapped[str] = mapped_column(String(10))
    push: Mapped[bool]


class Hours(Model):
    """When a member's digest is due; hour and weekday in their own zone."""

    __tablename__ = "notification_hours"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    digest_hour: Mapped[int] = mapped_column(default=8)
    digest_weekday: Mapped[int] = mapped_column(default=0)


class MutedThread(Model):
    """A member wants to hear nothing more of an entry and what hangs below it, except where they are named."""

    __tablename__ = "muted_thread"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[Moment]


class PushDevice(Model):
    """A browser that a member lets be told at once, by the push service of its maker; only it can read what is sent."""

    __tablename__ = "push_device"

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    endpoint: Mapped[str] = mapped_column(String(1000))
    endpoint_hash: Mapped[str] = mapped_column(String(64), unique=True)
    public_key: Mapped[str] = mapped_column(String(120))
    secret: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(120), default="")
    added_at: Mapped[Moment]

    member: Mapped[Member] = relationship()


class OutgoingPush(Model):
    """News of an entry on its way to a device; unique, so that it is told there once."""

    __tablename__ = "outgoing_push"
    __table_args__ = (
        UniqueConstraint("device_id", "entry_id"),
        Index("ix_outgoing_push_is_waiting_due_at", "is_waiting", "due_at"),
    )

    id: Mapped[Key]
    device_id: Mapped[int] = mapped_column(ForeignKey("push_device.id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    is_waiting: Mapped[bool] = mapped_column(default=True)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Moment]

    device: Mapped[PushDevice] = relationship()
