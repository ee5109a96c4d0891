"""Tables of the mail that leaves and of what comes back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import Key, Model, Moment, UtcDateTime


class MailState(StrEnum):
    """Where a mail is. Written before a mail goes: `sent` means that it was about to be handed over, or was."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"
    BOUNCED = "bounced"
    UNCLEAR = "unclear"


class OutgoingMail(Model):
    """One mail to one person: what it is about, never its text, which is written when it is sent.

    `key` says for whom, of what and what kind: the same mail is there once, whoever asks for it again.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        Index("ix_outgoing_mail_state_rank_due_at", "state", "rank", "due_at"),
        Index("ix_outgoing_mail_sent_at", "sent_at"),
    )

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    rank: Mapped[int]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    domain: Mapped[str] = mapped_column(String(254))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    subscription: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[str] = mapped_column(String(10), default=MailState.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailAddress(Model):
    """What came back from an address, and since when nothing is sent there."""

    __tablename__ = "mail_address"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    soft_bounces: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[Moment]
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReceivedMail(Model):
    """A mail that arrived here and was dealt with, so that reading it again changes nothing."""

    __tablename__ = "received_mail"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20))
    at: Mapped[Moment]
