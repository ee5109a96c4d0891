"""What is offered, and what each person said to it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.audiences.models import Audience
from community.kernel.db import Key, Model, Moment
from community.topics.models import Tag


class OfferKind(StrEnum):
    """What is offered."""

    GUIDE = "guide"
    PROGRAM = "program"
    SESSION = "session"
    QUESTION = "question"


class OfferState(StrEnum):
    """How far an offer has come."""

    PROPOSED = "proposed"
    BEGUN = "begun"
    MET = "met"
    WITHDRAWN = "withdrawn"


OPEN = (OfferState.PROPOSED.value, OfferState.BEGUN.value)


class Reply(StrEnum):
    """What somebody said to an offer; that it is not for them is theirs alone and deleted when the offer ends."""

    NAMED = "named"
    UNNAMED = "unnamed"
    NOT_FOR_ME = "not_for_me"


class Offer(Model):
    """Support for a topic, offered to an audience; `wanted` is the band that was told once, when it began."""

    __tablename__ = "support_offer"
    __table_args__ = (Index("ix_support_offer_state_audience_id", "state", "audience_id"),)

    id: Mapped[Key]
    offerer_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(150))
    words: Mapped[str] = mapped_column(Text)
    on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20))
    wanted: Mapped[str] = mapped_column(String(10))
    offered_at: Mapped[Moment]

    offerer: Mapped[Member] = relationship()
    audience: Mapped[Audience] = relationship()
    tag: Mapped[Tag] = relationship()


class OfferReply(Model):
    """What one person said to one offer."""

    __tablename__ = "support_reply"
    __table_args__ = (Index("ix_support_reply_member_id", "member_id"),)

    offer_id: Mapped[int] = mapped_column(ForeignKey("support_offer.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    reply: Mapped[str] = mapped_column(String(20))

    member: Mapped[Member] = relationship()
