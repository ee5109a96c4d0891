"""Whom to ask a question: who wrote about it, who is around, and how the load is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from community.experts.ranking import DEFAULT_WEIGHTS, Weights, decay


class Match(NamedTuple):
    """An earlier entry that the text search found for the question; a higher relevance is a better match."""

    entry_id: int
    author_id: int
    relevance: float
    at: datetime


class Activity(NamedTuple):
    """One answer that a person gave, on anything."""

    person_id: int
    at: datetime


class Routed(NamedTuple):
    """A person to ask, with the two parts of the score, both from 0 to 1, and the entries that matched."""

    person_id: int
    score: float
    on_topic: float
    recently_active: float
    matches: tuple[Match, ...]


def route(
    matches: Iterable[Match],
    activity: Iterable[Activity],
    now: datetime,
    *,
    asker_id: int,
    weights: Weights = DEFAULT_WEIGHTS,
) -> list[Routed]:
    """Return whom to ask a question, the likeliest to answer it first.

    R(person) = on topic / largest + ½ · recently active / largest, where "on
    topic" is the sum of relevance² · 2^(−age / 60 d) over the person's entries
    among the best 1 000, and "recently active" the sum of 2^(−age / 2 d)
    over their answers (numbers and sources: `Weights`). The asker is nobody's expert for their own question.
    """
    found = _found(matches, now, weights)
    on_topic = {person_id: sum(worth for worth, _match in pairs) for person_id, pairs in found.items()}
    topical = _of_largest(on_topic, asker_id)
    active = _of_largest(_recent(activity, now, weights), asker_id)
    routed = [
        Routed(
            person_id,
            topical.get(person_id, 0.0) + weights.activity_share * active.get(person_id, 0.0),
            topical.get(person_id, 0.0),
            active.get(person_id, 0.0),
            tuple(match for _worth, match in found.get(person_id, ())),
        )
        for person_id in topical.keys() | active.keys()
    ]
    return sorted(routed, key=lambda each: (-each.score, each.person_id))


def _found(matches: Iterable[Match], now: datetime, weights: Weights) -> dict[int, list[tuple[float, Match]]]:
    """Return for each author their entries among the best matches, the weightiest first."""
    relevant = (match for match in set(matches) if match.relevance > 0)
    best = sorted(relevant, key=lambda match: (-match.relevance, match.entry_id))[: weights.best_matches]
    found: defaultdict[int, list[tuple[float, Match]]] = defaultdict(list)
    for match in best:
        worth = match.relevance**weights.relevance_power * decay(match.at, now, weights.match_half_life_days)
        found[match.author_id].append((worth, match))
    for pairs in found.values():
        pairs.sort(key=lambda pair: (-pair[0], pair[1].entry_id))
    return found


def _recent(activity: Iterable[Activity], now: datetime, weights: Weights) -> dict[int, float]:
    recent: defaultdict[int, float] = defaultdict(float)
    for act in sorted(activity):
        recent[act.person_id] += decay(act.at, now, weights.activity_half_life_days)
    return recent


def _of_largest(sums: Mapping[int, float], asker_id: int) -> dict[int, float]:
    others = {person_id: total for person_id, total in sums.items() if person_id != asker_id and total > 0}
    largest = max(others.values(), default=1.0)
    return {person_id: total / largest for person_id, total in others.items()}


class Availability(NamedTuple):
    """Whether a person may be invited now. Who did not agree to be listed never is."""

    is_listed: bool = False
    is_away: bool = False
    invitations_this_week: int = 0
    last_invited_at: datetime | None = None


def shortlist(
    routed: Iterable[Routed],
    availability: Mapping[int, Availability],
    now: datetime,
    *,
    knows_topic: Collection[int] = (),
    size: int = 3,
    weekly_load: int = 3,
    rest_days: int = 28,
) -> list[Routed]:
    """Return the few to invite: the best who are free, the last place kept for somebody rested.

    Without that place the same five people would take 55 % of all places (as
    measured where the weights were); whoever gets it has shown that they know
    the topic and was not asked for four weeks.

    Arguments:
        routed: the ranking, the best first.
        knows_topic: people in the directory for the question's tags.
        weekly_load: invitations in a week after which a person is left in peace.
    """
    free = [each for each in routed if is_free(availability.get(each.person_id), weekly_load)]
    first, rest = free[: size - 1], free[size - 1 :]
    since = now - timedelta(days=rest_days)
    rested = (
        each for each in rest if each.person_id in knows_topic and not _was_invited(availability[each.person_id], since)
    )
    last = next(rested, rest[0] if rest else None)
    return [*first, *([last] if last else [])]


def is_free(person: Availability | None, weekly_load: int) -> bool:
    """Whether a person can be invited now: listed, not away, and asked less than the weekly load."""
    if person is None or not person.is_listed or person.is_away:
        return False
    return person.invitations_this_week < weekly_load


def _was_invited(person: Availability, since: datetime) -> bool:
    return person.last_invited_at is not None and person.last_invited_at > since
