"""Questions like a text, in two lanes, as far as the viewer may see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.similar import Text, alike, text_of, typed
from community.kernel.db import session
from community.questions.lanes import Evidence, lanes
from community.questions.models import Question
from community.questions.queries import questions_by_id

_canonical, _closed, _next, _open = aliased(Entry), aliased(Entry), aliased(Question), aliased(Question)


LIKELY_BY_WORDS, LIKELY_BY_MEANING = 0.3, 0.4
"""How much alike two texts are, at the least, that may well ask the same; below it chance is at work as often."""


class Similar(NamedTuple):
    """Questions that have the answers of others like the text, and other questions like it, the best first.

    Attributes:
        marks: for each of the first, of how many questions it has the answers.
        is_likely: whether one of them is near enough to be looked at before the same is asked again.
    """

    answered: Sequence[Question]
    others: Sequence[Question]
    marks: dict[int, int]
    is_likely: bool

    def __bool__(self) -> bool:
        return bool(self.answered or self.others)


class ClosedInto(NamedTuple):
    """The newest of the questions whose answers another has, and how many there are."""

    newest: Sequence[Question]
    total: int


def similar_to_typed(viewer: Viewer, title: str, more: str = "") -> Similar:
    """What was asked before and is like what somebody is typing."""
    return _similar(viewer, typed(viewer, title, more))


def similar_to(viewer: Viewer, question: Question) -> Similar:
    """What else was asked that is like `question`."""
    return _similar(viewer, text_of(question.entry), besides=question.entry_id)


def evidence_for(viewer: Viewer, text: Text, *, besides: int | None = None) -> Evidence:
    """What is known of the questions that are like `text`; the lanes are made of it.

    Args:
        besides: the question that the text is from.
    """
    found = alike(viewer, text, Kind.QUESTION, besides=besides)
    ids = [each.entry_id for each in found]
    canonical_of = _canonical_of(ids)
    marks = _marks(viewer, {*ids, *canonical_of.values()} - {besides})
    return Evidence(found, canonical_of, marks)


def questions_closed_into(viewer: Viewer, question: Question, limit: int = 5) -> ClosedInto:
    """The questions whose answers `question` has, as far as `viewer` sees them."""
    closed = (
        select(Entry.id)
        .join(Question, Question.entry_id == Entry.id)
        .where(Question.duplicate_of_id == question.entry_id, listed_for(viewer, Entry))
    )
    count = session().scalar(select(func.count()).select_from(closed.subquery())) or 0
    ids = session().scalars(closed.order_by(Entry.id.desc()).limit(limit)).all() if count else []
    found = questions_by_id(viewer, ids)
    return ClosedInto([found[each] for each in ids if each in found], count)


def _similar(viewer: Viewer, text: Text, *, besides: int | None = None) -> Similar:
    evidence = evidence_for(viewer, text, besides=besides)
    best = lanes(evidence)
    found = questions_by_id(viewer, [*best.answered, *best.similar])
    return Similar(
        [found[each] for each in best.answered if each in found],
        [found[each] for each in best.similar if each in found],
        {each: evidence.marks[each] for each in best.answered},
        any(each.words >= LIKELY_BY_WORDS or each.meaning >= LIKELY_BY_MEANING for each in evidence.candidates),
    )


def _canonical_of(ids: Collection[int]) -> dict[int, int]:
    """For those of the questions that were closed, the one that has their answers, also where that was closed since."""
    if not ids:
        return {}
    statement = (
        select(Question.entry_id, func.coalesce(_next.duplicate_of_id, Question.duplicate_of_id))
        .join(_next, _next.entry_id == Question.duplicate_of_id)
        .where(Question.entry_id.in_(ids))
    )
    return dict(session().execute(statement).all())


def _marks(viewer: Viewer, ids: Collection[int]) -> dict[int, int]:
    """How many questions were closed into each of `ids`, as far as the viewer may see the one and the others."""
    if not ids:
        return {}
    statement = (
        select(_canonical.id, func.count())
        .join(Question, Question.duplicate_of_id == _canonical.id)
        .join(_closed, _closed.id == Question.entry_id)
        .join(_open, and_(_open.entry_id == _canonical.id, _open.duplicate_of_id.is_(None)))
        .where(_canonical.id.in_(ids), listed_for(viewer, _canonical), listed_for(viewer, _closed))
        .group_by(_canonical.id)
    )
    return dict(session().execute(statement).all())
