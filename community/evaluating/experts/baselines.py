"""What a ranking of people has to beat: the usual ways to name somebody for a question.

Each is told of the answers in the order of time and then says how strong each person is at a moment; where the
question's words matter, it is given them.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from community.evaluating.experts.history import Answered, Asked

DAMPING: Final = 0.85
ROUNDS: Final = 20
SMOOTHING: Final = 0.5


class Baseline(Protocol):
    """A way to rank people for a question."""

    def learn(self, answer: Answered) -> None:
        """Hear of one more answer; they come in the order of time."""

    def scores(self, question: Asked, words: Sequence[str]) -> Mapping[int, float]:
        """How strong each person is for a question; who is missing is the weakest."""


class AtRandom:
    """Everybody who ever answered, in an order of chance."""

    def __init__(self) -> None:
        self._people: dict[int, None] = {}

    def learn(self, answer: Answered) -> None:
        """Hear of one more answer."""
        self._people[answer.person_id] = None

    def scores(self, question: Asked, _words: Sequence[str]) -> Mapping[int, float]:
        """A number of chance for each person, the same one each time for the same question."""
        chance = random.Random(question.id)  # noqa: S311 (a repeatable draw, no secret)
        return {person_id: chance.random() for person_id in self._people}


class AnswerCount:
    """Who answered most: in-degree in the network of who helped whom."""

    def __init__(self) -> None:
        self._given: Counter[int] = Counter()

    def learn(self, answer: Answered) -> None:
        """Hear of one more answer."""
        self._given[answer.person_id] += 1

    def scores(self, _question: Asked, _words: Sequence[str]) -> Mapping[int, float]:
        """The number of answers of each person."""
        return self._given


class ZScore:
    """Z = (a − q) / √(a + q) of a answers and q questions (Zhang, Ackerman and Adamic 2007)."""

    def __init__(self, questions: Iterable[Asked]) -> None:
        self._waiting = sorted(questions, key=lambda asked: asked.at, reverse=True)
        self._asked: Counter[int] = Counter()
        self._given: Counter[int] = Counter()

    def learn(self, answer: Answered) -> None:
        """Hear of one more answer."""
        self._given[answer.person_id] += 1

    def scores(self, question: Asked, _words: Sequence[str]) -> Mapping[int, float]:
        """How far each person's answers outnumber their questions."""
        while self._waiting and self._waiting[-1].at < question.at:
            self._asked[self._waiting.pop().asker_id] += 1
        return {who: (a - self._asked[who]) / math.sqrt(a + self._asked[who]) for who, a in self._given.items()}


class ExpertiseRank:
    """PageRank from those who asked to those who answered (Zhang, Ackerman and Adamic 2007), anew each thirty days."""

    _ANEW: Final = timedelta(days=30)

    def __init__(self) -> None:
        self._helped: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._ranks: dict[int, float] = {}
        self._ranked_at: datetime | None = None

    def learn(self, answer: Answered) -> None:
        """Hear of one more answer."""
        self._helped[answer.asker_id][answer.person_id] += 1

    def scores(self, question: Asked, _words: Sequence[str]) -> Mapping[int, float]:
        """The rank of each person."""
        if self._ranked_at is None or question.at - self._ranked_at > self._ANEW:
            self._ranks, self._ranked_at = self._ranked(), question.at
        return self._ranks

    def _ranked(self) -> dict[int, float]:
        people = {*self._helped, *(who for helpers in self._helped.values() for who in helpers)}
        ranks = dict.fromkeys(people, 1 / max(len(people), 1))
        for _round in range(ROUNDS):
            passed = dict.fromkeys(people, (1 - DAMPING) / max(len(people), 1))
            for asker_id, helpers in self._helped.items():
                share = DAMPING * ranks[asker_id] / helpers.total()
                for helper_id, times in helpers.items():
                    passed[helper_id] += share * times
            ranks = passed
        return ranks


class Recency:
    """Recent activity alone: the sum of 2^(−age / half-life) over a person's answers."""

    def __init__(self, half_life: timedelta) -> None:
        self._half_life = half_life
        self._sums: dict[int, tuple[float, datetime]] = {}

    def learn(self, answer: Answered) -> None:
        """Hear of one more answer."""
        self._sums[answer.person_id] = (self._now(answer.person_id, answer.at) + 1, answer.at)

    def scores(self, question: Asked, _words: Sequence[str]) -> Mapping[int, float]:
        """What is left of each person's activity."""
        return {person_id: self._now(person_id, question.at) for person_id in self._sums}

    def _now(self, person_id: int, at: datetime) -> float:
        total, then = self._sums.get(person_id, (0.0, at))
        return float(total * 2 ** (-((at - then) / self._half_life)))


class DocumentModel:
    """A language model of each document, summed over a person's (model 2 of Balog, Azzopardi and de Rijke 2006).

    p(question | person) = Σ over their documents of Π over the words of (1 − λ) p(word | document) + λ p(word),
    with λ = ½; an answer's document is the question that it answers.
    """

    def __init__(self, words: Mapping[int, Sequence[str]]) -> None:
        self._words = words
        self._answerers: defaultdict[int, list[int]] = defaultdict(list)
        self._known: set[int] = set()
        self._having: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._uses: Counter[str] = Counter()
        self._documents: Counter[int] = Counter()

    def learn(self, answer: Answered) -> None:
        """Hear of one more answer."""
        self._answerers[answer.question_id].append(answer.person_id)
        self._documents[answer.person_id] += 1
        if answer.question_id not in self._known:
            self._known.add(answer.question_id)
            words = self._words[answer.question_id]
            self._uses.update(words)
            for word, times in Counter(words).items():
                self._having[word][answer.question_id] = times / len(words)

    def scores(self, _question: Asked, words: Sequence[str]) -> Mapping[int, float]:
        """How likely each person's documents make the question, by how much more than no document would."""
        total = max(self._uses.total(), 1)
        likely: defaultdict[int, float] = defaultdict(lambda: 1.0)
        for word in {word for word in words if self._uses[word]}:
            background = SMOOTHING * self._uses[word] / total
            for document, share in self._having[word].items():
                likely[document] *= 1 + (1 - SMOOTHING) * share / background
        sums: defaultdict[int, float] = defaultdict(float, {who: float(n) for who, n in self._documents.items()})
        for document, times in likely.items():
            for person_id in self._answerers[document]:
                sums[person_id] += times - 1
        return sums
