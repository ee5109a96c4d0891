"""Whether topics that were served poorly in one year are so in the half year after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from community.evaluating.needs.asking import Asking
from community.needs.recurring import Asked, Signal, SignalKind, TopicScore, score_topics

YEAR: Final = timedelta(days=365)
HALF: Final = timedelta(days=183)
Worth = Callable[[TopicScore], float]

PICKED: Final = 20
FEWEST: Final = 5
"""Topics that fewer people asked about are below every floor and are never named."""


class Lift(NamedTuple):
    """What a list is worth: how much more often its questions fare badly, over how many, and how many topics last."""

    bad: int
    questions: int
    expected: float
    lasting: int
    topics: int

    @property
    def lift(self) -> float:
        """The bad questions of the list in the half year after, by those that the average would have."""
        return self.bad / self.expected if self.expected else 0.0

    def plus(self, other: Lift) -> Lift:
        """Both together."""
        return Lift(
            self.bad + other.bad,
            self.questions + other.questions,
            self.expected + other.expected,
            self.lasting + other.lasting,
            self.topics + other.topics,
        )


NOTHING: Final = Lift(0, 0, 0.0, 0, 0)


def lifts(asked: Sequence[Asking]) -> dict[str, Lift]:
    """For each way of picking topics what its lists are worth, over all half years of a site."""
    found: defaultdict[str, Lift] = defaultdict(lambda: NOTHING)
    for moment in _moments(asked):
        year = [each for each in asked if moment - YEAR <= each.at < moment]
        after = [each for each in asked if moment <= each.at < moment + HALF]
        for way, topics in _picked(year).items():
            found[way] = found[way].plus(_lift(topics, after))
    return dict(found)


def _moments(asked: Sequence[Asking]) -> Iterable[datetime]:
    moment = asked[0].at + YEAR if asked else None
    while moment is not None and moment + HALF <= asked[-1].at:
        yield moment
        moment += HALF


def _picked(year: Sequence[Asking]) -> Mapping[str, list[int]]:
    questions = [Asked(topic, each.person_id, each.is_poorly_served) for each in year for topic in each.topics]
    signs = [
        Signal(each.topic_id, SignalKind.UNANSWERED, each.person_id) for each in questions if each.is_poorly_served
    ]
    scores = [each for each in score_topics(questions, signs) if each.asked >= FEWEST]
    return {
        "shrunken rate": _best(scores, lambda each: each.bad_rate),
        "raw rate": _best(scores, lambda each: each.poorly_served / each.asked),
        "people": _best(scores, lambda each: each.poorly_served),
        "as the page ranks": _best(scores, lambda each: each.score),
    }


def _best(scores: Iterable[TopicScore], worth: Worth) -> list[int]:
    return [each.topic_id for each in sorted(scores, key=lambda each: (-worth(each), each.topic_id))[:PICKED]]


def _lift(topics: Sequence[int], after: Sequence[Asking]) -> Lift:
    usual = sum(each.is_poorly_served for each in after) / len(after) if after else 0.0
    on_list = [each for each in after if each.topics & set(topics)]
    bad = sum(each.is_poorly_served for each in on_list)
    by_topic = {topic: [each.is_poorly_served for each in after if topic in each.topics] for topic in topics}
    met = [served for served in by_topic.values() if served]
    lasting = sum(sum(served) / len(served) > usual for served in met)
    return Lift(bad, len(on_list), usual * len(on_list), lasting, len(met))
