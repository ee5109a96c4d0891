"""Reading questions, with the audience rule inside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import CompoundSelect, Select, case, func, literal, select, tuple_, union
from sqlalchemy.orm import aliased, contains_eager, joinedload, with_expression

from community.accounts.models import Member, Viewer
from community.audiences.visibility import listed_for, visible_to
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag, Follow
from community.entries.queries import place_of
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import PAGE_SIZE, Page, Place
from community.questions.models import DuplicateMark, Question
from community.topics.models import Tag

# Made once: an alias costs more than the statement that it stands in.
_mine, _theirs, _parents = aliased(Entry), aliased(Entry), aliased(Entry)
_tags, _own_tags = aliased(EntryTag), aliased(EntryTag)

_marked = select(DuplicateMark.id).where(
    DuplicateMark.question_id == Question.entry_id, DuplicateMark.ended_at.is_(None)
)

Q = TypeVar("Q", Question, Entry)

MOST_CONSIDERED = 300
"""Open questions that are looked through for those that somebody could answer."""


class Order(StrEnum):
    """The lists of questions."""

    NEWEST = "newest"
    UNANSWERED = "unanswered"
    UNACCEPTED = "unaccepted"
    ACTIVE = "active"


class WaitingTopic(NamedTuple):
    """A tag, how many questions with it wait for help, and how many of these nobody answered."""

    tag: Tag
    waiting: int
    unanswered: int


def question_for(viewer: Viewer, question_id: int) -> Question | None:
    """The question with this id, with what its page shows, if `viewer` may see it."""
    statement = _with_card().options(with_expression(Question.is_marked, _marked.correlate(Question).exists()))
    return session().scalar(statement.where(Question.entry_id == question_id, visible_to(viewer, Entry)))


def questions_by_id(viewer: Viewer, ids: Collection[int]) -> dict[int, Question]:
    """Those of the questions with these ids that belong in a list for `viewer`, with their cards."""
    if not ids:
        return {}
    rows = session().scalars(_with_card().where(Question.entry_id.in_(ids), listed_for(viewer, Entry)))
    return {question.entry_id: question for question in rows}


def question_of_answer(viewer: Viewer, answer_id: int) -> tuple[Question, Entry] | None:
    """The answer with this id and its question, if `viewer` may see both."""
    answer = session().scalar(
        select(Entry).where(Entry.id == answer_id, Entry.kind == Kind.ANSWER, visible_to(viewer, Entry))
    )
    question = question_for(viewer, answer.parent_id) if answer is not None and answer.parent_id else None
    return (question, answer) if question is not None and answer is not None else None


def duplicate_target(viewer: Viewer, question: Question) -> Entry | None:
    """The question that has the answers of a closed one, if `viewer` may see it."""
    if question.duplicate_of_id is None:
        return None
    return session().scalar(select(Entry).where(Entry.id == question.duplicate_of_id, listed_for(viewer, Entry)))


def questions(
    viewer: Viewer, order: Order, *, tag: Tag | None = None, after: Place | None = None, size: int = PAGE_SIZE
) -> Page[Question]:
    """A page of one of the lists of questions, as far as `viewer` may see them."""
    statement = _with_card().where(listed_for(viewer, Entry))
    if order is not Order.ACTIVE:
        # Told that these are questions, the planner reads the newest from the index of kinds.
        statement = statement.where(Entry.kind == Kind.QUESTION)
    if tag is not None:
        tagged = select(EntryTag.entry_id).where(EntryTag.tag_id == tag.id)
        statement = statement.where(Entry.id.in_(tagged))
    statement = _filtered(statement, order)
    return _page(statement, order, after, size)


def entries_in(viewer: Viewer, order: Order) -> Select[Entry]:
    """The entries of one of the lists of questions, for a feed."""
    statement = (
        select(Entry)
        .join(Question, Question.entry_id == Entry.id)
        .where(listed_for(viewer, Entry))
        .options(joinedload(Entry.author))
    )
    return _filtered(statement, order)


def questions_to_answer(member: Member, *, after: Place | None = None, size: int = PAGE_SIZE) -> Page[Question]:
    """Open questions of others on topics that `member` has answered, written on or follows, the newest first.

    The topics come from what the member did, never from what others think of them.
    """
    open_ones = (
        select(Entry.id, Entry.published_at)
        .join(Question, Question.entry_id == Entry.id)
        .where(listed_for(member, Entry), Entry.kind == Kind.QUESTION, Entry.author_id != member.id)
        .where(Question.accepted_answer_id.is_(None), Question.duplicate_of_id.is_(None))
    )
    considered = _after(open_ones, Order.NEWEST, after, MOST_CONSIDERED).subquery("considered")
    answered = select(_mine.parent_id).where(_mine.author_id == member.id, _mine.kind == Kind.ANSWER, _mine.is_live)
    on_topic = EntryTag.tag_id.in_(_topics_of(member))
    statement = (
        _with_card()
        .join(considered, considered.c.id == Entry.id)
        .where(select(EntryTag.entry_id).where(EntryTag.entry_id == considered.c.id, on_topic).exists())
        .where(considered.c.id.not_in(answered))
        # By the columns of what is considered, or PostgreSQL would walk through all entries in their order.
        .order_by(considered.c.published_at.desc(), considered.c.id.desc())
        .limit(size + 1)
    )
    rows = session().scalars(statement).all()
    return Page.of(rows, lambda question: place_of(question.entry), size)


def waiting_topics(viewer: Viewer, *, since: datetime, limit: int = 100) -> list[WaitingTopic]:
    """The tags of questions that wait for help, those with most that nobody answered first.

    A question waits that has no answer which was accepted or found useful. What is counted is what `viewer` may read,
    never who asked.

    Args:
        since: only questions published since then count.
        limit: how many tags at most.
    """
    unanswered, waiting = func.count(case((Question.answer_count == 0, 1))), func.count()
    statement = (
        select(Tag, waiting, unanswered)
        .join(EntryTag, EntryTag.tag_id == Tag.id)
        .join(Entry, Entry.id == EntryTag.entry_id)
        .join(Question, Question.entry_id == Entry.id)
        .where(EntryTag.published_at >= since, Entry.kind == Kind.QUESTION, listed_for(viewer, Entry))
        .where(Question.accepted_answer_id.is_(None), Question.duplicate_of_id.is_(None))
        .where(Question.best_answer_score <= 0)
        .group_by(Tag.id)
    )
    rows = session().execute(statement.order_by(unanswered.desc(), waiting.desc(), Tag.name).limit(limit))
    return [WaitingTopic(*row) for row in rows]


def sorted_answers(question: Question, below: Sequence[Entry]) -> list[Entry]:
    """The answers among `below`: the accepted one, then by votes, then the oldest."""
    answers = [entry for entry in below if entry.kind == Kind.ANSWER]
    return sorted(answers, key=lambda a: (a.id != question.accepted_answer_id, -a.score, a.published_at, a.id))


def _topics_of(member: Member) -> CompoundSelect[int]:
    """The tags of what the member wrote, of the questions they answered, and those that they follow."""
    answered = select(_tags.tag_id).join(_parents, _parents.parent_id == _tags.entry_id)
    written = select(_own_tags.tag_id).join(_theirs, _theirs.id == _own_tags.entry_id)
    written_kinds = [Kind.REFLECTION.value, Kind.BOOKMARK.value]
    return union(
        answered.where(_parents.author_id == member.id, _parents.kind == Kind.ANSWER, _parents.is_live),
        written.where(_theirs.author_id == member.id, _theirs.kind.in_(written_kinds), _theirs.is_live),
        select(Follow.subject_id).where(Follow.member_id == member.id, Follow.subject == "tag"),
    )


def _with_card() -> Select[Question]:
    return (
        select(Question)
        .join(Entry, Question.entry_id == Entry.id)
        .options(contains_eager(Question.entry).options(joinedload(Entry.author), joinedload(Entry.audience)))
    )


def _filtered(statement: Select[Q], order: Order) -> Select[Q]:
    if order is Order.UNANSWERED:
        return statement.where(Question.answer_count == 0, Question.duplicate_of_id.is_(None))
    if order is Order.UNACCEPTED:
        return statement.where(
            Question.answer_count > 0,
            Question.accepted_answer_id.is_(None),
            Question.duplicate_of_id.is_(None),
        )
    return statement


def _page(statement: Select[Question], order: Order, after: Place | None, size: int) -> Page[Question]:
    rows = session().scalars(_after(statement, order, after, size + 1)).all()

    def place(question: Question) -> Place:
        moment = question.active_at if order is Order.ACTIVE else question.entry.published_at
        return Place(moment, question.entry_id)

    return Page.of(rows, place, size)


def _after(statement: Any, order: Order, after: Place | None, limit: int) -> Any:
    at = Question.active_at if order is Order.ACTIVE else Entry.published_at
    key = Question.entry_id if order is Order.ACTIVE else Entry.id
    if after is not None:
        statement = statement.where(tuple_(at, key) < tuple_(literal(after.at, UtcDateTime), after.id))
    return statement.order_by(at.desc(), key.desc()).limit(limit)
