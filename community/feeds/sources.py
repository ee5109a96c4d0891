"""Where feeds come from: a list of entries, or the reminders that have come for a cohort or a learner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from community.entries.models import Entry
from community.feeds.items import Channel, Item, Outside, Row, Span


@dataclass(frozen=True)
class Source:
    """A feed that can be asked cheaply which rows it has, and only then for its items.

    Attributes:
        rows: the rows of a span, the newest first.
        items: the items of rows that it gave out, in their order.
    """

    channel: Channel
    rows: Callable[[Span], Sequence[Row]]
    items: Callable[[Sequence[Row]], Sequence[Item]]


def item_of(entry: Entry, *, parent_title: str = "", outside: Outside | None = None) -> Item:
    """An entry as the item of a feed; a bookmark begins with the page that it leads to."""
    title = entry.title or parent_title
    link = f'<p><a href="{escape(outside.url)}">{escape(title)}</a></p>\n' if outside else ""
    return Item(
        key=f"entry-{entry.id}",
        title=title,
        path=entry.path,
        html=link + entry.html,
        summary=entry.summary,
        author=entry.author.name,
        author_path=f"/members/{entry.author.username}",
        published_at=entry.published_at,
        updated_at=max(entry.edited_at or entry.published_at, entry.published_at),
        categories=entry.tag_names,
        outside=outside,
        language=entry.language,
    )


def reminder_item(row: Row, entry: Entry, *, task: str, ask: str, answer_path: str) -> Item:
    """A reminder that has come, ending in the question that every reminder asks."""
    doing = f"<p><strong>{escape(task)}</strong></p>\n" if task else ""
    return Item(
        key=row.key,
        title=entry.title,
        path=entry.path,
        html=f'{entry.html}{doing}<p><a href="{escape(answer_path)}">{escape(ask)}</a></p>',
        summary=task or entry.summary,
        author=entry.author.name,
        author_path=f"/members/{entry.author.username}",
        published_at=row.at,
        updated_at=max(row.at, entry.edited_at or row.at),
        categories=entry.tag_names,
        language=entry.language,
    )


def cut(rows: Sequence[Row], span: Span) -> list[Row]:
    """Those of `rows` that lie in `span`, the newest first."""
    since, before = span.since, span.before
    inside = [row for row in rows if (since is None or row.at >= since) and (before is None or row.at < before)]
    return sorted(inside, key=lambda row: (row.at, row.entry_id), reverse=True)[: span.most]
