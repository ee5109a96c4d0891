"""A feed with one entry for each finished day, week or month, that lists what came; nothing for the running one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from community.feeds.items import Item, Row, Span
from community.feeds.periods import Edition, Period, finished
from community.feeds.sources import Source
from community.kernel.i18n import _, ngettext
from community.kernel.templating import day, month

MOST = 500
"""So many of the newest rows are looked at. A period that begins before the oldest of them is left out: half of it
would be told as the whole."""


def in_editions(source: Source, edition: Edition, *, key: str, author: str, now: datetime, zone: str) -> Source:
    """`source` with one item for each finished period in which something came.

    Args:
        key: what tells this feed from others, the same for ever.
        author: who puts the editions together.
        zone: whose midnight ends a period: the reader's.
    """
    periods = finished(edition, now, zone)

    def rows(_span: Span) -> Sequence[Row]:
        found = source.rows(Span(MOST, periods[-1].starts_at, periods[0].ends_at))
        return found if len(found) < MOST else _whole(found, periods)

    def items(rows: Sequence[Row]) -> list[Item]:
        return [_item(period, rows) for period, rows in _by_period(rows, periods)]

    def _item(period: Period, rows: Sequence[Row]) -> Item:
        return Item(
            key=f"{key}-edition-{period.name}",
            title=f"{source.channel.title}: {_called(edition, period)}",
            path=source.channel.path,
            html=_listed(source.items(rows)),
            summary=ngettext("%(num)d entry", "%(num)d entries", len(rows)),
            author=author,
            published_at=period.ends_at.astimezone(UTC),
            updated_at=max(period.ends_at.astimezone(UTC), *(row.changed_at for row in rows)),
        )

    return Source(source.channel, rows, items)


def _whole(rows: Sequence[Row], periods: Sequence[Period]) -> list[Row]:
    """Those of the newest rows whose periods are whole; of a single one that is too large, the newest rows."""
    torn = next(period for period in periods if period.starts_at <= rows[-1].at)
    return [row for row in rows if row.at >= torn.ends_at] or list(rows)


def _by_period(rows: Sequence[Row], periods: Sequence[Period]) -> list[tuple[Period, list[Row]]]:
    grouped = [(one, [row for row in rows if one.starts_at <= row.at < one.ends_at]) for one in periods]
    return [(period, inside) for period, inside in grouped if inside]


def _called(edition: Edition, period: Period) -> str:
    if edition is Edition.MONTH:
        return month(period.first)
    if edition is Edition.WEEK:
        return _("%(first)s to %(last)s", first=day(period.first), last=day(period.last))
    return day(period.first)


def _listed(items: Sequence[Item]) -> str:
    lines = [
        f'<li><a href="{escape(item.path)}">{escape(item.title or item.summary[:80])}</a>'
        f" – {escape(item.author)}<br>{escape(item.summary)}</li>"
        for item in items
    ]
    return "<ul>\n" + "\n".join(lines) + "\n</ul>"
