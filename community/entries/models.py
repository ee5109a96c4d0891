"""Tables of the common core: entries and what readers do to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.audiences.models import ORGANIZATION_ID, Audience
from community.entries.kinds import Feedback, Kind, State, address
from community.entries.origins import origin_url
from community.kernel.db import Key, Model, Moment, UtcDateTime
from community.topics.models import Tag

_FOR_FEW = text(f"audience_id > {ORGANIZATION_ID}")


class Entry(Model):
    """Anything published: its text, its audience and its state.

    `is_live` says that the entry and everything above it is published; `visible_to` reads it.
    `html`, `text` and `summary` are made when the entry is written, never when it is read.
    """

    __tablename__ = "entry"
    __table_args__ = (
        # Nearly everything is live, so an index that began with it would lure the planner away from better ones.
        Index("ix_entry_published_at_id", "published_at", "id"),
        Index("ix_entry_kind_published_at_id", "kind", "published_at", "id"),
        Index("ix_entry_root_id_published_at_id", "root_id", "published_at", "id"),
        Index("ix_entry_author_id_kind_published_at_id", "author_id", "kind", "published_at", "id"),
        # For the lists of a single group alone: what is read by everybody is left out, so it serves no other list.
        Index(
            "ix_entry_audience_id_published_at_id",
            "audience_id",
            "published_at",
            "id",
            sqlite_where=_FOR_FEW,
            postgresql_where=_FOR_FEW,
        ),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"))
    title: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(String(400), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    tag_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(20), default=State.PUBLISHED.value)
    is_live: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]
    published_at: Mapped[Moment]
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[Moment]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    root_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    root_kind: Mapped[str | None] = mapped_column(String(20))
    score: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    revision_count: Mapped[int] = mapped_column(default=0)
    feedback: Mapped[str] = mapped_column(String(10), default=Feedback.OPEN.value)
    comments_closed: Mapped[bool] = mapped_column(default=False)
    source_ref: Mapped[str | None] = mapped_column(String(200), unique=True)

    author: Mapped[Member] = relationship()
    audience: Mapped[Audience] = relationship()
    parent: Mapped[Entry | None] = relationship(remote_side="Entry.id", foreign_keys=[parent_id])

    @property
    def safe_html(self) -> Markup:
        """The sanitised HTML, as it was stored when the entry was written."""
        return Markup(self.html)  # noqa: S704 (sanitised by kernel.markup before it was stored)

    @property
    def path(self) -> str:
        """Where this entry is read."""
        return address(self.kind, self.id, self.root_kind, self.root_id)

    @property
    def origin_url(self) -> str | None:
        """Where this is to be read on the site that it was imported from."""
        return origin_url(self.source_ref)

    @property
    def is_comment(self) -> bool:
        """Whether this is a remark on something else."""
        return self.kind == Kind.COMMENT

    @property
    def takes_comments(self) -> bool:
        """Whether others may comment."""
        return not self.comments_closed and self.feedback != Feedback.NONE and self.is_live


class EntryTag(Model):
    """A tag on an entry; the moment is kept here too, so that a tag's newest are found without sorting."""

    __tablename__ = "entry_tag"
    __table_args__ = (Index("ix_entry_tag_tag_id_published_at_entry_id", "tag_id", "published_at", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    published_at: Mapped[Moment]

    tag: Mapped[Tag] = relationship()


class EntryImage(Model):
    """A picture that an entry shows, or showed before a change and can show again."""

    __tablename__ = "entry_image"
    __table_args__ = (Index("ix_entry_image_image_name", "image_name"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    image_name: Mapped[str] = mapped_column(ForeignKey("image.name", ondelete="CASCADE"), primary_key=True)
    is_shown: Mapped[bool] = mapped_column(default=True)


class Revision(Model):
    """An entry's text as it was before a change."""

    __tablename__ = "revision"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(Text)
    tag_names: Mapped[list[str]] = mapped_column(JSON)
    editor_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    note: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[Moment]

    editor: Mapped[Member] = relationship()


class Vote(Model):
    """What a member thinks of somebody else's entry: useful (1) or not (-1)."""

    __tablename__ = "vote"
    __table_args__ = (Index("ix_vote_member_id", "member_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[int]
    at: Mapped[Moment]


class Follow(Model):
    """A member wants to hear of an entry, a tag or a member."""

    __tablename__ = "follow"
    __table_args__ = (Index("ix_follow_subject_subject_id", "subject", "subject_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[Moment]


class Flag(Model):
    """A reader's request that somebody looks at an entry."""

    __tablename__ = "flag"
    __table_args__ = (UniqueConstraint("entry_id", "member_id"),)

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[Moment]
    outcome: Mapped[str] = mapped_column(String(20), default="", index=True)
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    entry: Mapped[Entry] = relationship()
    member: Mapped[Member] = relationship(foreign_keys=[member_id])


class Draft(Model):
    """What a member was typing in a form, kept until it is published or thrown away.

    `window` is the open page that kept it last, so that two of them do not write over each other.
    """

    __tablename__ = "draft"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[Moment]
    window: Mapped[str] = mapped_column(String(40), default="")


class SentForm(Model):
    """A form that arrived, so that sending the same once more publishes nothing twice."""

    __tablename__ = "sent_form"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    sent_at: Mapped[Moment]


class EntryMeaning(Model):
    """Which way an entry's text points among others: see `kernel.meaning`.

    It is written after the entry, and may be missing; nothing is shown by it that the entry's audience does not allow.
    """

    __tablename__ = "entry_meaning"
    __table_args__ = (Index("ix_entry_meaning_kind_written_at", "kind", "written_at"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    model: Mapped[str] = mapped_column(String(40))
    direction: Mapped[bytes] = mapped_column(LargeBinary)
    written_at: Mapped[Moment]
