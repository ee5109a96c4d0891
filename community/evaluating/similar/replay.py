"""A site as it was when each question was asked: what came later is neither in the index nor marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Select, delete, select, update

from community.entries import meanings, search_index
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryMeaning
from community.entries.search_document import document_of
from community.kernel.db import session
from community.portability.known import entries_by_ref
from community.portability.site_import import Site
from community.portability.stackexchange import Dump
from community.portability.writing import close_as_duplicate
from community.questions.models import Question

AT_ONCE = 500


class Mark(NamedTuple):
    """That one question was closed as a duplicate of another, and when."""

    at: datetime
    question_id: int
    of_id: int


class Asked(NamedTuple):
    """A question that turned out to be a duplicate, at the moment when it is asked.

    Attributes:
        question_id: the question.
        right: the earlier questions that have its answers.
        was_marked: whether another had been closed into one of them before.
    """

    question_id: int
    right: frozenset[int]
    was_marked: bool


def marks_of(dump: Path) -> list[Mark]:
    """The duplicate marks of a dump that was imported, the oldest first."""
    site = Site.called(dump.resolve().name)
    links = [link for link in Dump(dump).links() if link.is_duplicate and link.created_at is not None]
    ids: dict[str, int] = {}
    refs = [site.question(post) for link in links for post in (link.post_id, link.related_id)]
    for start in range(0, len(refs), AT_ONCE):
        ids |= entries_by_ref(refs[start : start + AT_ONCE])
    found = (
        (link.created_at, ids.get(site.question(link.post_id)), ids.get(site.question(link.related_id)))
        for link in links
    )
    return sorted(Mark(at, asked, other) for at, asked, other in found if at and asked and other and asked != other)


def replayed(marks: Sequence[Mark]) -> Iterator[Asked]:
    """Ask each question of `marks` that has an earlier one as its answer; the site stands as it was then."""
    _begin()
    written = [(row.published_at, row.id) for row in session().execute(_in_order())]
    moments = {entry_id: at for at, entry_id in written}
    right = _right(marks, moments)
    waiting, marked = list(reversed(marks)), set[int]()
    start = 0
    for end, (now, entry_id) in enumerate(written):
        if entry_id not in right:
            continue
        _publish([each for _at, each in written[start:end]])
        start = end
        while waiting and waiting[-1].at < now:
            mark = waiting.pop()
            if mark.question_id not in marked and moments[mark.of_id] < now:
                close_as_duplicate(mark.question_id, of_id=mark.of_id, at=mark.at)
                marked.add(mark.question_id)
        yield Asked(entry_id, right[entry_id], _has_mark(right[entry_id]))


def _begin() -> None:
    search_index.clear(session().connection())
    session().execute(delete(EntryMeaning))
    session().execute(update(Question).values(duplicate_of_id=None, closed_at=None))


def _in_order() -> Select[datetime, int]:
    return select(Entry.published_at, Entry.id).where(Entry.is_live).order_by(Entry.published_at, Entry.id)


def _right(marks: Sequence[Mark], moments: dict[int, datetime]) -> dict[int, frozenset[int]]:
    right: dict[int, set[int]] = {}
    for mark in marks:
        if (moments[mark.of_id], mark.of_id) < (moments[mark.question_id], mark.question_id):
            right.setdefault(mark.question_id, set()).add(mark.of_id)
    return {question_id: frozenset(ids) for question_id, ids in right.items()}


def _has_mark(ids: frozenset[int]) -> bool:
    return session().scalar(select(Question.entry_id).where(Question.duplicate_of_id.in_(ids)).limit(1)) is not None


def _publish(ids: Sequence[int]) -> None:
    for start in range(0, len(ids), AT_ONCE):
        entries = session().scalars(select(Entry).where(Entry.id.in_(ids[start : start + AT_ONCE]))).all()
        search_index.put_many(session().connection(), map(document_of, entries))
        meanings.write(entry for entry in entries if entry.kind == Kind.QUESTION)
        session().flush()
        session().expunge_all()
