"""Where people keep getting stuck: topics whose questions are served badly, ranked by who is behind them.

Everything is counted in distinct people, so that one loud person weighs no
more than a quiet one, and nothing leaves `recurring_needs` below the floor.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from community.kernel.floor import Band, Floor


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


@dataclass(slots=True)
class People:
    """Who stands behind one topic: who asked, who of them was served poorly, and who showed each sign."""

    asked: set[int] = field(default_factory=set)
    poorly_served: set[int] = field(default_factory=set)
    by_kind: defaultdict[SignalKind, set[int]] = field(default_factory=lambda: defaultdict(set))


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
    return needs_of(grouped(asked, signals), floor or Floor(), weights=weights)


def needs_of(topics: Mapping[int, People], floor: Floor, *, weights: Weights = DEFAULT_WEIGHTS) -> list[RecurringNeed]:
    """Return the same as `recurring_needs` where the people of each topic are grouped already."""
    needs = []
    for topic in _scores(topics, weights):
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
    return _scores(grouped(asked, signals), weights)


def grouped(asked: Iterable[Asked], signals: Iterable[Signal]) -> dict[int, People]:
    """Return who stands behind each topic, each person once."""
    topics: defaultdict[int, People] = defaultdict(People)
    for question in asked:
        topic = topics[question.topic_id]
        topic.asked.add(question.person_id)
        if question.is_poorly_served:
            topic.poorly_served.add(question.person_id)
    for signal in signals:
        topics[signal.topic_id].by_kind[signal.kind].add(signal.person_id)
    return dict(topics)


def _scores(topics: Mapping[int, People], weights: Weights) -> list[TopicScore]:
    count = sum(len(topic.asked) for topic in topics.values())
    mean = sum(len(topic.poorly_served) for topic in topics.values()) / count if count else 0.0
    prior = weights.prior if count >= weights.small_below else weights.prior_of_a_small_organization
    scores = [
        _score(topic_id, topic, mean, prior, weights)
        for topic_id, topic in topics.items()
        if any(topic.by_kind.values())
    ]
    return sorted(scores, key=lambda topic: (-topic.score, topic.topic_id))


def _score(topic_id: int, topic: People, mean: float, prior: float, weights: Weights) -> TopicScore:
    people = len(set().union(*topic.by_kind.values()))
    asked, bad = len(topic.asked), len(topic.poorly_served)
    rate = shrunken_rate(bad, asked, mean, prior)
    agreeing = sum(len(who) >= weights.people_per_kind for who in topic.by_kind.values())
    bonus = 1 + weights.bonus_per_kind * max(agreeing - 1, 0)
    # Where nobody is served poorly, no topic is worse than the others.
    ratio = rate / mean if mean else 1.0
    by_kind = {kind: len(who) for kind, who in topic.by_kind.items() if who}
    return TopicScore(topic_id, people, by_kind, asked, bad, rate, math.log1p(people) * ratio * bonus)


def shrunken_rate(bad: int, count: int, mean: float, prior: float) -> float:
    """Return the bad rate of `count` cases drawn towards `mean`, as if `prior` average cases came on top.

    So three bad questions of three do not beat sixty of a hundred.
    """
    return (bad + prior * mean) / (count + prior)
