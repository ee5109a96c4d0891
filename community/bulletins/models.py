"""Tables of bulletins: the series, its issues, and who asked for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.audiences.models import PUBLIC_ID, Audience
from community.bulletins.composing import Occasion, Section
from community.entries.models import Entry
from community.kernel.db import Key, Model, Moment, UtcDateTime


class Bulletin(Model):
    """A series with an editor; its audience is that of each of its issues."""

    __tablename__ = "bulletin"

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(String(600), default="")
    editor_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"))
    last_number: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[Moment]

    editor: Mapped[Member] = relationship()
    audience: Mapped[Audience] = relationship()

    @property
    def path(self) -> str:
        """Where its issues stand."""
        return f"/bulletins/series/{self.id}"

    @property
    def is_public(self) -> bool:
        """Whether somebody without an account may read it, and subscribe with a mail address."""
        return self.audience_id == PUBLIC_ID


class BulletinIssue(Model):
    """What an issue has beyond its entry: its parts, its number, and how far its mails are.

    The entry's text holds all words of the editor's own, for search and feeds. What the editor picked stands here by
    id alone and is looked up for each reader, so that nothing stays in an issue that was taken back or closed.
    `queued_to` is the last subscriber for whom a mail is written down; `queued_at` says that all are.
    """

    __tablename__ = "bulletin_issue"
    __table_args__ = (
        UniqueConstraint("bulletin_id", "number"),
        Index("ix_bulletin_issue_queued_at_send_at", "queued_at", "send_at"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    number: Mapped[int | None]
    intro: Mapped[str] = mapped_column(Text, default="")
    intro_html: Mapped[str] = mapped_column(Text, default="")
    sections_kept: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    occasions_kept: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    send_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    queued_to: Mapped[int] = mapped_column(default=0)
    queued: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    entry: Mapped[Entry] = relationship()
    bulletin: Mapped[Bulletin] = relationship()

    @property
    def sections(self) -> list[Section]:
        """Its sections, in their order."""
        return [Section.read(kept) for kept in self.sections_kept]

    @property
    def occasions(self) -> list[Occasion]:
        """Its events, the first one first."""
        return [Occasion.read(kept) for kept in self.occasions_kept]

    @property
    def picks(self) -> list[int]:
        """The ids of all entries in it."""
        return [entry_id for section in self.sections for entry_id in section.picks]

    @property
    def waits(self) -> bool:
        """Whether it goes out at a moment that was chosen and has not come."""
        return self.number is None and self.send_at is not None


class BulletinSubscriber(Model):
    """Who asked for a bulletin: a member, or a mail address that was confirmed.

    A member's row stays when they leave, so that they are one reader whatever they do while an issue goes out; an
    address that leaves is forgotten.
    """

    __tablename__ = "bulletin_subscriber"
    __table_args__ = (
        UniqueConstraint("bulletin_id", "member_id"),
        UniqueConstraint("bulletin_id", "address"),
    )

    id: Mapped[Key]
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    address: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(10), default="en")
    since: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    bulletin: Mapped[Bulletin] = relationship()
    member: Mapped[Member | None] = relationship()
