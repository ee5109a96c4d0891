"""A need that a member sees in their own work, what they plan to try, and what helps with it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.models import Entry
from community.kernel.db import Key, Model, Moment, UtcDateTime
from community.topics.models import Tag


class OwnNeedState(StrEnum):
    """How far a need has come, as its owner says."""

    OPEN = "open"
    MET = "met"
    GIVEN_UP = "given_up"


class OwnNeed(Model):
    """A need in its owner's words.

    Its audience is the owner alone until they show it to somebody. It is no sign of a need of the organization: nothing
    counts it, and no page of needs, no search and no feed has it.
    """

    __tablename__ = "own_need"
    __table_args__ = (Index("ix_own_need_member_id_state_id", "member_id", "state", "id"),)

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"), index=True)
    tag_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id", ondelete="SET NULL"))
    words: Mapped[str] = mapped_column(String(300))
    is_for_job: Mapped[bool]
    is_for_organization: Mapped[bool]
    is_for_career: Mapped[bool]
    plan: Mapped[str] = mapped_column(Text)
    look_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    member: Mapped[Member] = relationship()
    audience: Mapped[Audience] = relationship()
    tag: Mapped[Tag | None] = relationship()

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/own-needs/{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether its owner still works on it."""
        return self.state == OwnNeedState.OPEN.value


class OwnNeedLink(Model):
    """An entry that has to do with a need."""

    __tablename__ = "own_need_link"

    need_id: Mapped[int] = mapped_column(ForeignKey("own_need.id", ondelete="CASCADE"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True, index=True)

    entry: Mapped[Entry] = relationship()
