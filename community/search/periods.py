"""Days and spans of days as people write them in a search."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_EARLIEST, _LATEST = 1970, 2200


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` up to, but without, `before`; an open end is None."""

    since: date | None
    before: date | None

    def within(self, other: Period) -> Period:
        """The days that are in both."""
        since = max(filter(None, (self.since, other.since)), default=None)
        before = min(filter(None, (self.before, other.before)), default=None)
        return Period(since, before)


EVER = Period(None, None)

_iso = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_dotted = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_named = re.compile(
    r"(?:(?P<which>this|last|past)\W)?(?:(?P<count>\d{1,4})\W?)?(?P<unit>d|w|m|y|day|week|month|year)s?"
)
_compared = re.compile(r"(>=|<=|>|<)\s*(.+)")


def period(text: str, today: date) -> Period | None:
    """The days that `text` means.

    Args:
        text: a day, month or year (`2026-01-31`, `31.1.2026`, `2026-01`, `2026`), `today`, `yesterday`,
            `this week`, `last month`, `last 30 days` or `30d`; any of them after `>`, `>=`, `<` or `<=`, or two of
            them joined by `..`, of which one may be missing.
        today: the day on which it is asked.

    Returns:
        The period, or None for a text that means none.
    """
    text = text.strip().casefold()
    if ".." in text:
        first, _, last = text.partition("..")
        return between(first, last, today)
    if compared := _compared.fullmatch(text):
        return _beside(compared[1], _single(compared[2].strip(), today))
    return _single(text, today)


def between(first: str, last: str, today: date) -> Period | None:
    """The days from the beginning of `first` to the end of `last`, in whichever order; an empty one is open."""
    ends = [_single(text.strip(), today) if text.strip() else EVER for text in (first, last)]
    if None in ends or ends == [EVER, EVER]:
        return None
    left, right = (end or EVER for end in ends)
    if left.since and right.since and left.since > right.since:
        left, right = right, left
    return Period(left.since, right.before)


def _beside(sign: str, middle: Period | None) -> Period | None:
    if middle is None:
        return None
    return {
        ">": Period(middle.before, None),
        ">=": Period(middle.since, None),
        "<": Period(None, middle.since),
        "<=": Period(None, middle.before),
    }[sign]


def _single(text: str, today: date) -> Period | None:
    if written := _iso.fullmatch(text):
        return _calendar(*(int(part) if part else None for part in written.groups()))
    if written := _dotted.fullmatch(text):
        return _calendar(int(written[3]), int(written[2]), int(written[1]))
    if text in {"today", "yesterday"}:
        day = today - timedelta(days=text == "yesterday")
        return Period(day, day + timedelta(days=1))
    if named := _named.fullmatch(text):
        return _relative(named["which"], named["count"], named["unit"][0], today)
    return None


def _calendar(year: int | None, month: int | None, day: int | None) -> Period | None:
    if year is None or not _EARLIEST <= year <= _LATEST:
        return None
    try:
        since = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Period(since, since + timedelta(days=1))
    return Period(since, _next(since, "m" if month else "y"))


def _relative(which: str | None, count: str | None, unit: str, today: date) -> Period:
    """`last 3 weeks` ends today; `last week` is the whole week before this one, from Monday."""
    if count:
        return Period(_back(today, int(count), unit), today + timedelta(days=1))
    if which == "past":
        return Period(_back(today, 1, unit), today + timedelta(days=1))
    start = _start(today, unit)
    if which == "last":
        start = _start(start - timedelta(days=1), unit)
    return Period(start, _next(start, unit))


def _start(day: date, unit: str) -> date:
    starts = {
        "d": day,
        "w": day - timedelta(days=day.weekday()),
        "m": day.replace(day=1),
        "y": day.replace(month=1, day=1),
    }
    return starts[unit]


def _next(start: date, unit: str) -> date:
    lengths = {"d": 1, "w": 7, "m": monthrange(start.year, start.month)[1]}
    return date(start.year + 1, 1, 1) if unit == "y" else start + timedelta(days=lengths[unit])


def _back(day: date, count: int, unit: str) -> date:
    """The day `count` units before `day`, but never before the earliest."""
    earliest = date(_EARLIEST, 1, 1)
    if unit in "dw":
        return max(earliest, day - timedelta(days=count * (7 if unit == "w" else 1)))
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if year < _EARLIEST:
        return earliest
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
