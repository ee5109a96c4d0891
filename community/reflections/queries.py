"""Reading reflections and blogs, with the audience rule inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Integer, cast, extract, func, literal, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Member, Viewer
from community.audiences.visibility import listed_for, visible_to
from community.entries import queries as entries
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import Page, Place
from community.reflections.models import Reflection


@dataclass(frozen=True)
class Month:
    """A month of a blog's archive, and how many reflections in it the viewer may see."""

    year: int
    month: int
    count: int

    @property
    def first_day(self) -> date:
        """The day with which it begins."""
        return date(self.year, self.month, 1)


def reflection_for(viewer: Viewer, entry_id: int) -> Reflection | None:
    """The reflection with this id, with what its page shows, if `viewer` may see it."""
    return session().scalar(
        select(Reflection)
        .join(Entry, Reflection.entry_id == Entry.id)
        .options(contains_eager(Reflection.entry).options(joinedload(Entry.author), joinedload(Entry.audience)))
        .where(Reflection.entry_id == entry_id, visible_to(viewer, Entry))
    )


def reflections(viewer: Viewer, after: Place | None = None) -> Page[Entry]:
    """The newest reflections that `viewer` may see."""
    return entries.newest(entries.listed(viewer, Kind.REFLECTION), after)


def blog(author: Member, viewer: Viewer, after: Place | None = None, month: date | None = None) -> Page[Entry]:
    """The reflections of `author`, perhaps of the month that begins with a day, as far as `viewer` may see them."""
    statement = entries.listed(viewer, Kind.REFLECTION).where(Entry.author_id == author.id)
    if month is not None:
        start, end = _bounds(month.year, month.month)
        statement = statement.where(
            Entry.published_at >= literal(start, UtcDateTime), Entry.published_at < literal(end, UtcDateTime)
        )
    return entries.newest(statement, after)


def archive(author: Member, viewer: Viewer) -> Sequence[Month]:
    """The months in which `author` reflected, the newest first, counted as far as `viewer` may see."""
    year = cast(extract("year", Entry.published_at), Integer).label("year")
    month = cast(extract("month", Entry.published_at), Integer).label("month")
    rows = session().execute(
        select(year, month, func.count(Entry.id))
        .where(Entry.author_id == author.id, Entry.kind == Kind.REFLECTION, listed_for(viewer, Entry))
        .group_by(year, month)
        .order_by(year.desc(), month.desc())
    )
    return [Month(*row) for row in rows]


def neighbors(entry: Entry, viewer: Viewer) -> tuple[Entry | None, Entry | None]:
    """The reflections before and after `entry` in its author's blog, as far as `viewer` may see them."""
    here = tuple_(literal(entry.published_at, UtcDateTime), entry.id)
    place = tuple_(Entry.published_at, Entry.id)
    mine = (Entry.author_id == entry.author_id, Entry.kind == Kind.REFLECTION, listed_for(viewer, Entry))
    older = select(Entry.id).where(*mine, place < here).order_by(Entry.published_at.desc(), Entry.id.desc()).limit(1)
    newer = select(Entry.id).where(*mine, place > here).order_by(Entry.published_at, Entry.id).limit(1)
    found = (
        session().scalars(select(Entry).where(Entry.id.in_([older.scalar_subquery(), newer.scalar_subquery()]))).all()
    )
    before = next((e for e in found if (e.published_at, e.id) < (entry.published_at, entry.id)), None)
    after = next((e for e in found if (e.published_at, e.id) > (entry.published_at, entry.id)), None)
    return before, after


def _bounds(year: int, month: int) -> tuple[datetime, datetime]:
    start = datetime(year, month, 1, tzinfo=UTC)
    return start, datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
