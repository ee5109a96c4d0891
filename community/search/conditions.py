"""What a search asks for besides its words, as criteria on the entry table."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, table
from sqlalchemy import column as sql_column
from sqlalchemy.orm import aliased

from community.accounts.models import Member, Viewer
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel.db import UtcDateTime, session
from community.search.filters import Filters
from community.topics.models import Tag

Criterion = ColumnElement[bool]

_question = table("question", sql_column("entry_id"), sql_column("accepted_answer_id"))

# Named once: to describe a table anew takes longer than most statements run.
_meant = aliased(Tag)


def conditions(filters: Filters, viewer: Viewer) -> list[Criterion]:
    """The criteria of `filters`; days are those of the viewer's time zone."""
    return [
        *(_tagged(names) for names in filters.tags),
        *_one_of(filters.kinds, filters.without_kinds, Entry.kind.in_),
        *_one_of((), filters.without_tags, _tagged),
        *_one_of(filters.authors, filters.without_authors, _written_by),
        *_one_of(filters.programs, filters.without_programs, _of_programs),
        *_within(filters, ZoneInfo(viewer.timezone if viewer is not None else "UTC")),
        *([_answered(filters.answered)] if filters.answered is not None else ()),
    ]


def _one_of(
    wanted: Collection[str], unwanted: Collection[str], is_one: Callable[[Collection[str]], Criterion]
) -> list[Criterion]:
    return [*([is_one(wanted)] if wanted else ()), *([~is_one(unwanted)] if unwanted else ())]


def _within(filters: Filters, zone: ZoneInfo) -> list[Criterion]:
    since, before = filters.since, filters.before
    return [
        *([Entry.published_at >= _midnight(since, zone)] if since is not None else ()),
        *([Entry.published_at < _midnight(before, zone)] if before is not None else ()),
    ]


def _tagged(names: Collection[str]) -> ColumnElement[bool]:
    # Asked beforehand: the database has to know which tag it is, to know how many entries bear it.
    ids = session().scalars(select(func.coalesce(_meant.synonym_of_id, _meant.id)).where(_meant.name.in_(names)))
    return exists().where(EntryTag.entry_id == Entry.id, EntryTag.tag_id.in_(ids.all()))


def _written_by(names: Collection[str]) -> ColumnElement[bool]:
    lowered = [name.lower() for name in names]
    people = select(Member.id).where(or_(Member.username.in_(lowered), func.lower(Member.name).in_(lowered)))
    return Entry.author_id.in_(people)


def _of_programs(names: Collection[str]) -> ColumnElement[bool]:
    """Entries of a program: its reminders, and reflections that were written for it."""
    program = table("program", sql_column("id"), sql_column("slug"), sql_column("title"))
    lowered = [name.lower() for name in names]
    ids = select(program.c.id).where(or_(program.c.slug.in_(lowered), func.lower(program.c.title).in_(lowered)))
    return or_(*(_belongs(name, ids) for name in ("reminder", "reflection")))


def _belongs(name: str, ids: Any) -> ColumnElement[bool]:
    rows = table(name, sql_column("entry_id"), sql_column("program_id"))
    return Entry.id.in_(select(rows.c.entry_id).where(rows.c.program_id.in_(ids)))


def _answered(is_answered: bool) -> ColumnElement[bool]:
    accepted = exists().where(_question.c.entry_id == Entry.id, _question.c.accepted_answer_id.is_not(None))
    return and_(Entry.kind == Kind.QUESTION, accepted if is_answered else ~accepted)


def _midnight(day: date, zone: ZoneInfo) -> ColumnElement[datetime]:
    return literal(datetime.combine(day, time(), zone), UtcDateTime)
