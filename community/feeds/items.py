"""What a feed is made of, whatever it lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

NEWEST = 50
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


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


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself; `path` is the page that shows the same."""

    title: str
    path: str
    subtitle: str = ""


@dataclass(frozen=True)
class Version:
    """Which state of a feed this is: what is in it, and when each was last changed."""

    parts: Sequence[tuple[str, datetime]]

    @property
    def tag(self) -> str:
        """A short word that changes whenever anything comes, goes or changes."""
        told = "\n".join(f"{key} {changed.isoformat()}" for key, changed in self.parts)
        return sha256(told.encode()).hexdigest()[:32]

    @property
    def changed_at(self) -> datetime:
        """The latest change of anything that is in the feed."""
        return max((changed for _key, changed in self.parts), default=EPOCH).replace(microsecond=0)
