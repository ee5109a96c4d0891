"""Where people keep getting stuck: topics whose questions are served badly, ranked by who is behind them.

Everything is counted in distinct people, so that one loud person weighs no
more than a quiet one, and nothing leaves `recurring_needs` below the floor.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from community.needs.floor import Band, Floor


class SignalKind(StrEnum):
    """What shows that somebody lacks something."""

    UNANSWERED = "unanswered"
    REPEATED = "repeated"
    FRUITLESS_SEARCH = "fruitless_search"
    BLOCKED = "blocked"
    STRUGGLE = "struggle"


class Asked(NamedTuple):
    """Somebody asked a question on a topic; it is poorly served without a useful answer for a week."""

    topic_id: int
    person_id: int
    is_poorly_served: bool


class Signal(NamedTuple):
    """Somebody showed a need on a topic. Whoever collects signals leaves out service accounts."""

    topic_id: int
    kind: SignalKind
    person_id: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of the ranking and where they come from.

    The prior of 60 was measured on a travel community's Stack Exchange data:
    twenty topics picked on one year by their shrunken rate had 1.49 times the
    bad questions of the average in the following half year, over 1 354
    questions; picked by the raw rate, 1.45 times over 77 questions; by mere
    count, 1.22 times. A small organization has too few questions for that
    prior, so it gets a third of it. The bonus for kinds that agree is a judgment.
    """

    prior: float = 60
    prior_of_a_small_organization: float = 20
    small_below: int = 1000
    bonus_per_kind: float = 0.25
    people_per_kind: int = 2


DEFAULT_WEIGHTS: Final = Weights()


class TopicScore(NamedTuple):
    """The exact numbers of a topic. They are for ranking and measuring, never for showing."""

    topic_id: int
    people: int
    people_by_kind: dict[SignalKind, int]
    asked: int
    poorly_served: int
    bad_rate: float
    score: float


class RecurringNeed(NamedTuple):
    """A need as it may be shown: about how many people, which kinds of signal, the share served poorly."""

    topic_id: int
    people: Band
    kinds: dict[SignalKind, Band]
    poorly_served_percent: int | None


def recurring_needs(
    asked: Iterable[Asked],
    signals: Iterable[Signal],
    *,
    floor: Floor | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
) -> list[RecurringNeed]:
    """Return the needs with enough people behind them, the most pressing first.

    A topic below the floor is missing, as one without any signal is. So are a
    kind of signal and a share below it.

    Arguments:
        asked: every question of the window, served well or not.
        signals: every sign of need of the window.
    """
    floor = floor or Floor()
    needs = []
    for topic in score_topics(asked, signals, weights=weights):
        people = floor.band(topic.people)
        if people is not None:
            bands = {kind: floor.band(count) for kind, count in sorted(topic.people_by_kind.items())}
            kinds = {kind: band for kind, band in bands.items() if band is not None}
            share = floor.share(topic.poorly_served, topic.asked)
            needs.append(RecurringNeed(topic.topic_id, people, kinds, share))
    return needs


def score_topics(
    asked: Iterable[Asked], signals: Iterable[Signal], *, weights: Weights = DEFAULT_WEIGHTS
) -> list[TopicScore]:
    """Return every topic with a signal, the most pressing first.

    score = ln(1 + people) · r / m · (1 + ¼ · (kinds − 1)), where r is the
    shrunken bad rate (bad + prior · m) / (asked + prior), m the organization's
    bad rate, and kinds those with at least two people behind them.
    """
    everyone = _Questions(asked)
    kinds_of = _people_by_kind(signals)
    prior = weights.prior if everyone.count >= weights.small_below else weights.prior_of_a_small_organization
    scores = [
        _score(topic_id, people_by_kind, everyone, prior, weights) for topic_id, people_by_kind in kinds_of.items()
    ]
    return sorted(scores, key=lambda topic: (-topic.score, topic.topic_id))


class _Questions:
    """Who asked on which topic, and who of them was served poorly at least once."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self.askers: defaultdict[int, set[int]] = defaultdict(set)
        self.poorly_served: defaultdict[int, set[int]] = defaultdict(set)
        for question in asked:
            self.askers[question.topic_id].add(question.person_id)
            if question.is_poorly_served:
                self.poorly_served[question.topic_id].add(question.person_id)
        self.count = sum(map(len, self.askers.values()))
        self.bad_rate = sum(map(len, self.poorly_served.values())) / self.count if self.count else 0.0


def _people_by_kind(signals: Iterable[Signal]) -> dict[int, dict[SignalKind, set[int]]]:
    topics: defaultdict[int, defaultdict[SignalKind, set[int]]] = defaultdict(lambda: defaultdict(set))
    for signal in signals:
        topics[signal.topic_id][signal.kind].add(signal.person_id)
    return {topic_id: dict(kinds) for topic_id, kinds in topics.items()}


def _score(
    topic_id: int,
    people_by_kind: dict[SignalKind, set[int]],
    questions: _Questions,
    prior: float,
    weights: Weights,
) -> TopicScore:
    people = len(set().union(*people_by_kind.values()))
    asked = len(questions.askers.get(topic_id, ()))
    bad = len(questions.poorly_served.get(topic_id, ()))
    rate = shrunken_rate(bad, asked, questions.bad_rate, prior)
    agreeing = sum(len(who) >= weights.people_per_kind for who in people_by_kind.values())
    bonus = 1 + weights.bonus_per_kind * max(agreeing - 1, 0)
    # Where nobody is served poorly, no topic is worse than the others.
    ratio = rate / questions.bad_rate if questions.bad_rate else 1.0
    return TopicScore(
        topic_id,
        people,
        {kind: len(who) for kind, who in people_by_kind.items()},
        asked,
        bad,
        rate,
        math.log1p(people) * ratio * bonus,
    )


def shrunken_rate(bad: int, count: int, mean: float, prior: float) -> float:
    """Return the bad rate of `count` cases drawn towards `mean`, as if `prior` average cases came on top.

    So three bad questions of three do not beat sixty of a hundred.
    """
    return (bad + prior * mean) / (count + prior)
