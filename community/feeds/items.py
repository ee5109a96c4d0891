"""What a feed is made of, whatever it lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

NEWEST = 50
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Outside(NamedTuple):
    """Where on the web an item leads: a page, or a recording with its media type and size in bytes, if known."""

    url: str
    media_type: str = ""
    size: int | None = None

    @property
    def is_recording(self) -> bool:
        """Whether readers can play it: a podcast or a screencast."""
        return self.media_type.startswith(("audio/", "video/"))


@dataclass(frozen=True)
class Item:
    """One entry of a feed; `key` never changes, so that a reader never shows it twice."""

    key: str
    title: str
    path: str
    html: str
    summary: str
    author: str
    published_at: datetime
    updated_at: datetime
    categories: Sequence[str] = ()
    author_path: str = ""
    outside: Outside | None = None
    language: str = ""


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself; `path` is the page that shows the same."""

    title: str
    path: str
    subtitle: str = ""


class Row(NamedTuple):
    """What is known of an item before it is loaded: its key, its entry, when it came and when it last changed.

    `said` is what stands in the item and is not part of the entry.
    """

    key: str
    entry_id: int
    at: datetime
    changed_at: datetime
    said: str = ""


class Span(NamedTuple):
    """Which rows of a list are wanted: the newest, or those of a time."""

    most: int = NEWEST
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Version:
    """Which state of a feed this is: what is in it, and when each was last changed."""

    rows: Sequence[Row]

    def tag(self, *about: str) -> str:
        """A short word that changes whenever anything comes, goes or changes, or what is said `about` it."""
        told = [f"{row.key} {row.at.isoformat()} {row.changed_at.isoformat()} {row.said}" for row in self.rows]
        return sha256("\n".join([*about, *told]).encode("utf-8", "replace")).hexdigest()[:32]

    @property
    def changed_at(self) -> datetime:
        """The latest change of anything that is in the feed."""
        return max((max(row.at, row.changed_at) for row in self.rows), default=EPOCH).replace(microsecond=0)
