"""Whom to ask about a text: what listed members wrote of the same, and who answered lately, read for the routing."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import CTE, Float, Integer, cast, func, null, select, union_all
from sqlalchemy.orm import aliased

from community.accounts.expert_listing import is_listed
from community.accounts.models import Member, Viewer
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.text_matches import MOST_FOUND
from community.experts.contributions import KINDS, Rows, counts_for
from community.experts.exclusions import hides_topic_of, is_discounted
from community.experts.routing import Activity, Match
from community.kernel.db import session
from community.kernel.join_order import few, in_order

MOST_MATCHES: Final = 1000
MOST_ANSWERS: Final = 1000
"""The newest answers that show who is around; with a half-life of some days older ones weigh nothing."""

# Named once: to describe a table anew takes longer than most statements run.
_asked = aliased(Entry, name="asked")
_answer = aliased(Entry, name="answer")


class Candidates(NamedTuple):
    """What the routing ranks, and for each answer among the matches its question."""

    matches: list[Match]
    activity: list[Activity]
    questions: dict[int, int]


def candidates_for(
    viewer: Viewer, like: CTE, *, besides: int | None = None, as_of: datetime | None = None
) -> Candidates:
    """What was written on the same as a text, in one query.

    An answer counts by its own words and by those of its question, because a good one seldom repeats them.

    Args:
        like: the entries that match the text.
        besides: the question that is asked; neither it nor what hangs below it is evidence for itself.
        as_of: only what was published before counts, for looking back; everything if None.
    """
    found: dict[int, Match] = {}
    questions: dict[int, int] = {}
    activity: list[Activity] = []
    statement = union_all(
        _matching(viewer, few(like, MOST_FOUND), besides, as_of),
        _answering(viewer, few(like, MOST_FOUND), besides, as_of),
        _recent(viewer, as_of),
    )
    for entry_id, author_id, question_id, relevance, at in session().execute(statement):
        if relevance is None:
            activity.append(Activity(author_id, at))
            continue
        before = found[entry_id].relevance if entry_id in found else 0.0
        found[entry_id] = Match(entry_id, author_id, before + relevance, at)
        if question_id is not None:
            questions[entry_id] = question_id
    return Candidates(list(found.values()), activity, questions)


def _matching(viewer: Viewer, like: Any, besides: int | None, as_of: datetime | None) -> Rows:
    """Answers and other evidence that match by their own words."""
    kinds = [Kind.ANSWER.value, *(kind.value for kind in KINDS)]
    joined = in_order(like, (Entry, Entry.id == like.c.entry_id), (Member, Member.id == Entry.author_id))
    statement = (
        select(Entry.id, Entry.author_id, Entry.parent_id, like.c.relevance, Entry.published_at)
        .select_from(joined)
        .where(Entry.kind.in_(kinds), counts_for(viewer, Entry), is_listed(Member), ~is_discounted(Entry))
        .where(~hides_topic_of(Entry.author_id, func.coalesce(Entry.parent_id, Entry.id)))
    )
    if besides is not None:
        statement = statement.where(Entry.id != besides, func.coalesce(Entry.root_id, 0) != besides)
    return _best(_before(statement, as_of, Entry), like.c.relevance, Entry.id)


def _answering(viewer: Viewer, like: Any, besides: int | None, as_of: datetime | None) -> Rows:
    """Answers to questions that match."""
    joined = in_order(
        like,
        (_asked, _asked.id == like.c.entry_id),
        (_answer, _answer.parent_id == _asked.id),
        (Member, Member.id == _answer.author_id),
    )
    statement = (
        select(_answer.id, _answer.author_id, _answer.parent_id, like.c.relevance, _answer.published_at)
        .select_from(joined)
        .where(_asked.kind == Kind.QUESTION, _answer.kind == Kind.ANSWER, _answer.author_id != _asked.author_id)
        .where(counts_for(viewer, _asked), counts_for(viewer, _answer), is_listed(Member))
        .where(~is_discounted(_answer), ~hides_topic_of(_answer.author_id, _asked.id))
    )
    if besides is not None:
        statement = statement.where(_asked.id != besides)
    return _best(_before(statement, as_of, _answer), like.c.relevance, _answer.id)


def _recent(viewer: Viewer, as_of: datetime | None) -> Rows:
    """The newest answers on anything."""
    no_question, no_relevance = cast(null(), Integer).label("question_id"), cast(null(), Float).label("relevance")
    statement = (
        select(Entry.id, Entry.author_id, no_question, no_relevance, Entry.published_at)
        .select_from(in_order(Entry, (Member, Member.id == Entry.author_id)))
        .where(Entry.kind == Kind.ANSWER, counts_for(viewer, Entry), is_listed(Member))
        .order_by(Entry.published_at.desc(), Entry.id.desc())
        .limit(MOST_ANSWERS)
    )
    return select(_before(statement, as_of, Entry).subquery("recent"))


def _before(statement: Rows, as_of: datetime | None, entry: Any) -> Rows:
    return statement if as_of is None else statement.where(entry.published_at < as_of)


def _best(statement: Rows, relevance: Any, key: Any) -> Rows:
    return select(statement.order_by(relevance.desc(), key).limit(MOST_MATCHES).subquery())
