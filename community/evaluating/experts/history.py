"""What a site asked and answered, in the order of time, and who could have been named when a question was asked."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from community.accounts.expert_listing import is_listed
from community.accounts.models import Member
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import session

PARTS: Final = {"development": (0.6, 0.8), "test": (0.8, 1.0)}
"""Split by time: the first three fifths are history alone, weights are chosen on the fourth and judged on the last."""

# Named once: to describe a table anew takes longer than most statements run.
_asked = aliased(Entry)


class Asked(NamedTuple):
    """A question."""

    id: int
    asker_id: int
    at: datetime


class Answered(NamedTuple):
    """An answer that somebody else than the asker gave, and to what; `score` is the sum of its votes."""

    id: int
    person_id: int
    at: datetime
    question_id: int
    asker_id: int
    score: int


class Case(NamedTuple):
    """A question with everybody who could be named for it, and those among them who did answer it."""

    question: Asked
    candidates: frozenset[int]
    right: frozenset[int]


class Account(NamedTuple):
    """How many questions a part of the history has, and why some of them tell nothing of a ranking."""

    questions: int
    unanswered: int
    without_candidate: int


class History:
    """All questions and answers of a site, the oldest first; whoever may not be named as an expert answers nothing."""

    def __init__(self) -> None:
        self.questions = _questions()
        self.answers = _answers()
        self._by_question: defaultdict[int, list[Answered]] = defaultdict(list)
        for answer in self.answers:
            self._by_question[answer.question_id].append(answer)
        self._moments = [answer.at for answer in self.answers]

    def part(self, name: str) -> Sequence[Asked]:
        """The questions of one part of the time."""
        begin, end = PARTS[name]
        return self.questions[int(begin * len(self.questions)) : int(end * len(self.questions))]

    def before(self, at: datetime) -> Sequence[Answered]:
        """The answers that existed at a moment."""
        return self.answers[: bisect_left(self._moments, at)]

    def cases(self, questions: Sequence[Asked], *, least_answers: int) -> tuple[list[Case], Account]:
        """The questions that somebody answered who could have been named.

        Args:
            questions: the oldest first.
            least_answers: earlier answers that make somebody a candidate.
        """
        cases, unanswered = [], 0
        for question, counts in self._counted(questions):
            answerers = {answer.person_id for answer in self._by_question[question.id]}
            unanswered += not answerers
            named = frozenset(who for who, n in counts.items() if n >= least_answers and who != question.asker_id)
            if right := named & answerers:
                cases.append(Case(question, named, right))
        return cases, Account(len(questions), unanswered, len(questions) - unanswered - len(cases))

    def _counted(self, questions: Sequence[Asked]) -> Iterator[tuple[Asked, Counter[int]]]:
        """Each question with how many answers each person had given when it was asked."""
        counts: Counter[int] = Counter()
        done = 0
        for question in questions:
            known = bisect_left(self._moments, question.at)
            counts.update(answer.person_id for answer in self.answers[done:known])
            done = known
            yield question, counts


def evenly(cases: Sequence[Case], most: int) -> list[Case]:
    """At most so many of `cases`, spread evenly over the time."""
    if not most or len(cases) <= most:
        return list(cases)
    return [cases[place * len(cases) // most] for place in range(most)]


def _questions() -> list[Asked]:
    statement = select(Entry.id, Entry.author_id, Entry.published_at).where(Entry.kind == Kind.QUESTION, Entry.is_live)
    rows = session().execute(statement.order_by(Entry.published_at, Entry.id))
    return [Asked(*row) for row in rows]


def _answers() -> list[Answered]:
    statement = (
        select(Entry.id, Entry.author_id, Entry.published_at, _asked.id, _asked.author_id, Entry.score)
        .join(_asked, Entry.parent_id == _asked.id)
        .join(Member, Member.id == Entry.author_id)
        .where(Entry.kind == Kind.ANSWER, Entry.is_live, _asked.is_live, Entry.author_id != _asked.author_id)
        .where(is_listed(Member))
    )
    rows = session().execute(statement.order_by(Entry.published_at, Entry.id))
    return [Answered(*row) for row in rows]
