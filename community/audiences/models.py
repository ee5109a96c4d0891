"""An audience is a row with members; every entry has exactly one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.kernel.db import Key, Model, UtcDateTime


class AudienceKind(StrEnum):
    """The shapes of an audience, widest first."""

    PUBLIC = "public"
    ORGANIZATION = "organization"
    TEAM = "team"
    GROUP = "group"
    COHORT = "cohort"
    PAIR = "pair"
    NAMED = "named"
    SELF = "self"


PUBLIC_ID = 1
ORGANIZATION_ID = 2


class Audience(Model):
    """Who may see an entry: everyone on the internet, the organization, or the members listed here.

    `key` names an audience that belongs to something ("team:3", "cohort:7", "self:12", "named:4,9"),
    so that asking for it twice gives the same row. One that has ended is not offered to writers any more, and its
    members read on.
    """

    __tablename__ = "audience"

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(300), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AudienceMember(Model):
    """One member of one audience."""

    __tablename__ = "audience_member"
    __table_args__ = (Index("ix_audience_member_member_id_audience_id", "member_id", "audience_id"),)

    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)

    member: Mapped[Member] = relationship()
