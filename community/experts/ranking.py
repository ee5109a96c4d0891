"""Who has shown that they know a skill: the directory, with what each person's place rests on.

It sees only what it is given, so whoever calls it decides which entries may
count. Whom to ask a question is another matter, and another ranking: routing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple


class ContributionKind(StrEnum):
    """What somebody published on a skill."""

    ANSWER = "answer"
    GUIDE = "guide"
    DEMONSTRATION = "demonstration"
    REFLECTION = "reflection"
    BOOKMARK = "bookmark"


_WORTH: Final = {
    ContributionKind.ANSWER: 1.0,
    ContributionKind.GUIDE: 1.0,
    ContributionKind.DEMONSTRATION: 0.7,
    ContributionKind.REFLECTION: 0.3,
    ContributionKind.BOOKMARK: 0.2,
}


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of both rankings and where they come from.

    Directory: on six years of a travel community's Stack Exchange data, 130
    frequent terms at four cut-offs (520 lists), where the truth was the votes
    earned on a term in the following nine months, the count of answers decayed
    with a half-life of 180 days ranked best (nDCG@5 .393), before the plain
    count (.287), all votes (.254) and mean quality (.065). So amount counts,
    and votes are shown but not ranked by. The worth of other kinds, and the
    caps against gaming, are judgments.

    Routing: on the last fifth of the same data (1 200 questions, everybody with
    five or more earlier answers as candidates, only what existed when the
    question was asked) the text scores of a person's answers, squared and
    summed, with a half-life of 60 days, plus half of their recent activity with
    one of 2 days, each divided by its largest value. The sum of scores is
    CombSUM (Macdonald and Ounis 2006); squaring lets few good matches weigh
    more than many poor ones. The numbers were chosen on the fifth before; the
    figures, and what else was tried, are in docs/decisions and printed by
    `flask evaluate experts`. In communities with some hundred questions it
    only ties with recent activity.
    """

    worth: Mapping[ContributionKind, float] = field(default_factory=lambda: _WORTH)
    worth_of_acceptance: float = 0.5
    half_life_days: float = 180
    most_in_a_day: int = 3
    most_for_one_asker: int = 5
    asker_window_days: int = 90
    worth_of_endorser: float = 0.05
    most_by_endorsers: float = 0.20

    best_matches: int = 1000
    relevance_power: float = 2
    match_half_life_days: float = 60
    activity_half_life_days: float = 2
    activity_share: float = 0.5


DEFAULT_WEIGHTS: Final = Weights()


class Contribution(NamedTuple):
    """Something that a person published on the skill; `asker_id` is whom an answer was for."""

    entry_id: int
    person_id: int
    kind: ContributionKind
    at: datetime
    is_accepted: bool = False
    asker_id: int | None = None


class Endorsement(NamedTuple):
    """Somebody's word that a person can help with the skill; it counts only between people who shared a thread."""

    person_id: int
    endorser_id: int
    is_from_shared_thread: bool


class Evidence(NamedTuple):
    """One contribution and what it is still worth."""

    contribution: Contribution
    worth: float


class Standing(NamedTuple):
    """A person's place in the directory, with what it rests on, the weightiest first."""

    person_id: int
    score: float
    evidence: tuple[Evidence, ...]
    endorser_ids: tuple[int, ...]


def directory(
    contributions: Iterable[Contribution],
    now: datetime,
    *,
    endorsements: Iterable[Endorsement] = (),
    weights: Weights = DEFAULT_WEIGHTS,
) -> list[Standing]:
    """Return who has shown that they know a skill, the strongest first.

    E(person) = sum of worth(kind) · 2^(−age / half-life) over their
    contributions, of which at most three a day and five for the same asker in
    90 days count, and answers to oneself never; raised by a twentieth for each
    endorser, by a fifth at most.

    Arguments:
        contributions: everything on the skill that may count.
        endorsements: everybody's word on the skill; without evidence it makes nobody an expert.
    """
    vouching = _endorsers(endorsements)
    theirs: defaultdict[int, list[Contribution]] = defaultdict(list)
    for contribution in sorted(set(contributions), key=lambda each: (each.at, each.entry_id)):
        if contribution.asker_id != contribution.person_id:
            theirs[contribution.person_id].append(contribution)
    standings = [
        _standing(person_id, _within_caps(done, weights), vouching.get(person_id, set()), now, weights)
        for person_id, done in theirs.items()
    ]
    return sorted(standings, key=lambda standing: (-standing.score, standing.person_id))


def _endorsers(endorsements: Iterable[Endorsement]) -> dict[int, set[int]]:
    endorsers: defaultdict[int, set[int]] = defaultdict(set)
    for word in endorsements:
        if word.is_from_shared_thread and word.endorser_id != word.person_id:
            endorsers[word.person_id].add(word.endorser_id)
    return endorsers


def _standing(
    person_id: int, counted: list[Contribution], endorser_ids: set[int], now: datetime, weights: Weights
) -> Standing:
    evidence = [Evidence(each, _worth(each, weights) * decay(each.at, now, weights.half_life_days)) for each in counted]
    evidence.sort(key=lambda piece: (-piece.worth, piece.contribution.entry_id))
    raised = 1 + min(weights.worth_of_endorser * len(endorser_ids), weights.most_by_endorsers)
    score = sum(piece.worth for piece in evidence) * raised
    return Standing(person_id, score, tuple(evidence), tuple(sorted(endorser_ids)))


def _worth(contribution: Contribution, weights: Weights) -> float:
    return weights.worth[contribution.kind] + weights.worth_of_acceptance * contribution.is_accepted


def decay(at: datetime, now: datetime, half_life_days: float) -> float:
    """Return what is left of 1 after the time since `at`; what is dated ahead of `now` counts as new."""
    age = max((now - at) / timedelta(days=1), 0.0)
    return float(2 ** (-age / half_life_days))


def _within_caps(done: list[Contribution], weights: Weights) -> list[Contribution]:
    """Return those of one person's contributions, oldest first, that count."""
    window = timedelta(days=weights.asker_window_days)
    counted: list[Contribution] = []
    for_asker: defaultdict[int, deque[datetime]] = defaultdict(lambda: deque(maxlen=weights.most_for_one_asker))
    for contribution in _best_of_each_day(done, weights):
        if contribution.asker_id is not None:
            latest = for_asker[contribution.asker_id]
            if len(latest) == latest.maxlen and contribution.at - latest[0] < window:
                continue
            latest.append(contribution.at)
        counted.append(contribution)
    return counted


def _best_of_each_day(done: list[Contribution], weights: Weights) -> list[Contribution]:
    by_day: defaultdict[object, list[Contribution]] = defaultdict(list)
    for contribution in done:
        by_day[contribution.at.date()].append(contribution)
    best = (sorted(day, key=lambda each: -_worth(each, weights))[: weights.most_in_a_day] for day in by_day.values())
    return sorted((each for day in best for each in day), key=lambda each: (each.at, each.entry_id))
