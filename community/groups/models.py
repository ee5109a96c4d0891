"""Tables of communities of practice: what each is for, and who belongs to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.audiences.models import Audience
from community.kernel.db import Key, Model, Moment, UtcDateTime


class JoinRule(StrEnum):
    """How one comes into a group."""

    OPEN = "open"
    ASK = "ask"
    INVITED = "invited"


class Place(StrEnum):
    """Where a person stands to a group: in it, asking to join, or asked to."""

    IN = "in"
    ASKS = "asks"
    INVITED = "invited"


class Group(Model):
    """A community of practice; it owns the audience of those who are in it, and ends without losing anything."""

    __tablename__ = "practice_group"
    __table_args__ = (Index("ix_practice_group_name_id", "name", "id"),)

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(600))
    join_rule: Mapped[str] = mapped_column(String(10))
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"), unique=True)
    started_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    audience: Mapped[Audience] = relationship()

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/groups/{self.slug}"


class GroupMember(Model):
    """A person of a group, or one who may become it; only who is in stands in the group's audience."""

    __tablename__ = "practice_group_member"
    __table_args__ = (Index("ix_practice_group_member_member_id", "member_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("practice_group.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(10))
    is_facilitator: Mapped[bool] = mapped_column(default=False)
    since: Mapped[Moment]

    group: Mapped[Group] = relationship()
    member: Mapped[Member] = relationship()

    @property
    def is_in(self) -> bool:
        """Whether the person belongs to the group."""
        return self.place == Place.IN
