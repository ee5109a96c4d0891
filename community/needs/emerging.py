"""What is beginning to matter: topics on which more people than before show a need, told from chance.

For each topic the people of the last weeks stand against those of the weeks before, each counted once in a block of
four weeks. If nothing changed, how many of all of them fall into the last weeks is binomial, with the share of those
weeks in everybody's activity as its chance (Przyborowski and Wilenski 1940, the exact conditional test of two Poisson
rates). Of many topics some stand out by chance; how many may is held by Benjamini and Hochberg's procedure (1995).

Topics are chosen for testing by all their people and never by the recent ones: chosen by the recent ones, a quarter of
releases of a real community's data with shuffled dates had an alarm instead of the tenth that was asked for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

BLOCK: Final = timedelta(weeks=4)


class Shown(NamedTuple):
    """Somebody asked, searched in vain or was stuck on a topic at a moment."""

    topic_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True)
class Rule:
    """Which weeks are compared, in blocks of four, and how much has to speak for a rise."""

    recent: int = 2
    before: int = 6
    false_discoveries: float = 0.10
    least_total: int = 8
    least_recent: int = 5
    least_ratio: float = 1.5


RISING: Final = Rule()
EARLY: Final = Rule(recent=1, before=3, false_discoveries=0.05)
"""A shorter look, which finds less and errs more easily; what it finds is called weak."""


class Rise(NamedTuple):
    """A topic that rose: how many in the recent weeks and before, and how likely that is by chance."""

    topic_id: int
    recent: int
    before: int
    ratio: float
    chance: float


def rises(shown: Iterable[Shown], until: datetime, rule: Rule = RISING) -> list[Rise]:
    """Return the topics that rose until a moment, the clearest first; usually there are none.

    Args:
        shown: every sign of the time, on any topic.
        until: the end of the recent weeks.
    """
    topics, active = _counted(shown, until, rule)
    if not active[True] or not active[False]:
        return []
    usual = active[True] / sum(active.values())
    tested = []
    for topic_id, people in topics.items():
        recent, before = people[True], people[False]
        if recent + before >= rule.least_total:
            ratio = ((recent + 0.5) / active[True]) / ((before + 0.5) / active[False])
            tested.append(Rise(topic_id, recent, before, ratio, tail(recent, recent + before, usual)))
    clear = discoveries({each.topic_id: each.chance for each in tested}, rule.false_discoveries)
    found = [each for each in tested if each.topic_id in clear and _is_large(each, rule)]
    return sorted(found, key=lambda each: (each.chance, each.topic_id))


def tail(least: int, count: int, chance: float) -> float:
    """The chance that at least `least` of `count` fall on a side that each falls on by `chance` (exact binomial)."""
    if least <= 0:
        return 1.0
    if chance <= 0 or chance >= 1:
        return float(chance >= 1)
    logs = (
        math.lgamma(count + 1)
        - math.lgamma(hit + 1)
        - math.lgamma(count - hit + 1)
        + hit * math.log(chance)
        + (count - hit) * math.log1p(-chance)
        for hit in range(least, count + 1)
    )
    return min(1.0, math.fsum(math.exp(each) for each in logs))


def discoveries(chances: Mapping[int, float], share: float) -> Collection[int]:
    """Return whose chances are small enough for at most `share` of them to be false (Benjamini and Hochberg 1995)."""
    ranked = sorted(chances.items(), key=lambda pair: pair[1])
    last = max((place for place, (_, p) in enumerate(ranked, start=1) if p <= share * place / len(ranked)), default=0)
    return {key for key, _chance in ranked[:last]}


def _is_large(rise: Rise, rule: Rule) -> bool:
    return rise.recent >= rule.least_recent and rise.ratio >= rule.least_ratio


def _counted(shown: Iterable[Shown], until: datetime, rule: Rule) -> tuple[dict[int, Counter[bool]], Counter[bool]]:
    """How many people showed a sign recently and before: by topic, and on anything at all."""
    on_topic: set[tuple[int, int, int]] = set()
    for each in shown:
        block = (until - each.at) // BLOCK
        if each.at <= until and block < rule.recent + rule.before:
            on_topic.add((each.topic_id, each.person_id, block))
    topics: dict[int, Counter[bool]] = {}
    for topic_id, _person, block in on_topic:
        topics.setdefault(topic_id, Counter())[block < rule.recent] += 1
    active = Counter(block < rule.recent for _person, block in {(person, block) for _, person, block in on_topic})
    return topics, active
