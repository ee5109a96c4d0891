"""Resources on the web, one a normalized address, and the bookmarks that members made of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.entries.models import Entry
from community.kernel.db import Key, Model, Moment, UtcDateTime


class Resource(Model):
    """A page on the web; `key` is its normalized address, so that two spellings are one resource.

    `media_type` is what the site called it, and `size` its length in bytes, where the site told: a recording has both.

    `fetch_state` is "waiting" until the page was looked at for its title, then "done", "failed" or "refused".
    """

    __tablename__ = "resource"
    __table_args__ = (Index("ix_resource_fetch_state_fetch_due_at", "fetch_state", "fetch_due_at"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(2100), unique=True)
    url: Mapped[str] = mapped_column(String(2100))
    title: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    site_name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(10), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int | None] = mapped_column(BigInteger)
    first_saved_at: Mapped[Moment]
    fetch_state: Mapped[str] = mapped_column(String(10), default="waiting")
    fetch_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fetch_attempts: Mapped[int] = mapped_column(default=0)
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fetch_note: Mapped[str] = mapped_column(String(300), default="")


class Bookmark(Model):
    """One member's saving of one resource; the entry holds title, note, tags and audience."""

    __tablename__ = "bookmark"
    __table_args__ = (UniqueConstraint("member_id", "resource_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), index=True)
    is_to_read: Mapped[bool] = mapped_column(default=False)
    is_archived: Mapped[bool] = mapped_column(default=False)

    entry: Mapped[Entry] = relationship()
    resource: Mapped[Resource] = relationship()
