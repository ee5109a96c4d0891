"""Searches that somebody keeps, and what was looked for in vain."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import Key, Model, Moment

LONGEST_SAVED = 200
"""Characters of a search that is kept: what fits, written as an address, into the scope of a feed's secret."""


class SavedSearch(Model):
    """What a member searches again and again; `seen_at` is when they last looked at what it finds."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("member_id", "text"),)

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(LONGEST_SAVED))
    in_digest: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]


class SearchSalt(Model):
    """What a day's searchers are made unrecognizable with; it is gone when the day is over."""

    __tablename__ = "search_salt"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))


class FruitlessSearch(Model):
    """Somebody looked for a topic on a day and found nothing; whoever they are, the row does not tell."""

    __tablename__ = "fruitless_search"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True)
    person_key: Mapped[str] = mapped_column(String(32), primary_key=True)
