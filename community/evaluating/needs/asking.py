"""The questions of a site with the words of their titles as topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select

from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel import terms
from community.kernel.db import session
from community.questions.models import Question

PATIENCE: Final = timedelta(days=7)


class Asking(NamedTuple):
    """A question: who asked it when, on which topics, and whether it was served poorly."""

    person_id: int
    at: datetime
    topics: frozenset[int]
    is_poorly_served: bool


def questions() -> list[Asking]:
    """Every question of the site, the oldest first; topics are the stems of its title, by number."""
    columns = (Entry.author_id, Entry.published_at, Entry.title, Entry.language)
    served = (Question.first_answered_at, Question.best_answer_score, Question.accepted_answer_id)
    statement = select(*columns, *served).join(Question, Question.entry_id == Entry.id)
    rows = session().execute(statement.where(Entry.kind == Kind.QUESTION).order_by(Entry.published_at, Entry.id))
    numbers: dict[str, int] = {}
    return [
        Asking(
            person_id,
            at,
            frozenset(numbers.setdefault(stem, len(numbers)) for stem in _stems(title, language)),
            first is None or first - at > PATIENCE or (best <= 0 and accepted is None),
        )
        for person_id, at, title, language, first, best, accepted in rows
    ]


def most_frequent(asked: Sequence[Asking], most: int) -> set[int]:
    """The topics that most questions are on."""
    counts = Counter(topic for question in asked for topic in question.topics)
    return {topic for topic, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]}


def _stems(title: str, language: str) -> set[str]:
    said = [word for word in terms.words(title) if not terms.is_stop_word(word, language) and word.isalpha()]
    return {stem for stem in terms.stems(said, language) if len(stem) > 1}
