"""A barrier that somebody raised, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.audiences.models import Audience
from community.kernel.db import Key, Model, Moment, UtcDateTime
from community.topics.models import Tag


class BarrierState(StrEnum):
    """How far a barrier has come."""

    RAISED = "raised"
    LOOKED_AT = "looked_at"
    MENDED = "mended"
    NOT_NOW = "not_now"


OPEN = (BarrierState.RAISED.value, BarrierState.LOOKED_AT.value)
ANSWERED = (BarrierState.MENDED.value, BarrierState.NOT_NOW.value)


class RaisedBarrier(Model):
    """What keeps people from applying what they learned, in somebody's words.

    Who raised it without their name is not kept anywhere, nor the day. Until a coach or an administrator shows such a
    barrier in words of their own (`is_shown`), they alone read it.
    """

    __tablename__ = "raised_barrier"
    __table_args__ = (Index("ix_raised_barrier_state_raised_at_id", "state", "raised_at", "id"),)

    id: Mapped[Key]
    raiser_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"))
    tag_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(150))
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    is_shown: Mapped[bool]
    answer: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    raised_at: Mapped[Moment]

    raiser: Mapped[Member | None] = relationship(foreign_keys=[raiser_id])
    owner: Mapped[Member | None] = relationship(foreign_keys=[owner_id])
    audience: Mapped[Audience] = relationship()
    tag: Mapped[Tag | None] = relationship()

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/barriers/{self.id}"
