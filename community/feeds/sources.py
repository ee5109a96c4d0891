"""Where feeds come from: a list of entries, or the reminders that have come for a cohort or a learner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.entries.models import Entry
from community.feeds.items import Channel, Item, Version


@dataclass(frozen=True)
class Source:
    """A feed that can be asked cheaply for its version, and only then for its items."""

    channel: Channel
    version: Version
    items: Callable[[], Sequence[Item]]


def item_of(entry: Entry, *, parent_title: str = "") -> Item:
    """An entry as the item of a feed."""
    return Item(
        key=f"entry-{entry.id}",
        title=entry.title or parent_title,
        path=entry.path,
        html=entry.html,
        summary=entry.summary,
        author=entry.author.name,
        published_at=entry.published_at,
        updated_at=max(entry.edited_at or entry.published_at, entry.published_at),
        categories=entry.tag_names,
    )


def reminder_item(at: datetime, entry: Entry, *, key: str, task: str, ask: str) -> Item:
    """A reminder that has come, ending in the question that every reminder asks."""
    return Item(
        key=key,
        title=entry.title,
        path=entry.path,
        html=f'{entry.html}<p><a href="{entry.path}#answer">{ask}</a></p>',
        summary=task or entry.summary,
        author=entry.author.name,
        published_at=at,
        updated_at=max(at, entry.edited_at or at),
        categories=entry.tag_names,
    )
