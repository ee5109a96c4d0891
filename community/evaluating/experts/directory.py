"""Who is listed for a topic, measured: do those who come first earn the votes on it in the time that follows?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from community.accounts.models import Member
from community.evaluating.experts.history import Answered, History
from community.evaluating.experts.readers import somebody
from community.evaluating.experts.skills import Votes, first_and_last, frequent_skills, questions_by_skill
from community.evaluating.statistics import mean, ndcg, top_share
from community.experts.queries import standings_on

OURS: Final = "ours"
MONTHS_AHEAD: Final = timedelta(days=270)
CUTS: Final = 4
LISTED: Final = 5
HALF_LIFE: Final = timedelta(days=180)
_PRIOR: Final = 5.0

Scores = Mapping[int, float]


class Cut(NamedTuple):
    """A moment at which directories are made, and until when votes tell who was right."""

    at: datetime
    until: datetime


@dataclass
class Directories:
    """The nDCG of the first five of each list by method, and whom each method named."""

    measures: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    named: defaultdict[str, list[Sequence[int]]] = field(default_factory=lambda: defaultdict(list))

    def judge(self, name: str, ranked: Sequence[int], gains: Scores) -> None:
        """Note how well a list met those who earned votes afterwards."""
        self.measures[name].append(ndcg(ranked, gains, LISTED))
        self.named[name].append(ranked[:LISTED])

    def concentration(self, name: str) -> float:
        """The share of all first five places that the five most named people take."""
        return top_share(self.named[name])


def cuts_of(history: History) -> list[Cut]:
    """Four moments near the end of the history, the earliest first, each with time enough after it."""
    first, last = first_and_last(answer.at for answer in history.answers)
    ahead = min(MONTHS_AHEAD, (last - first) / 6)
    return [Cut(last - ahead - step * ahead * 2 / 3, last - step * ahead * 2 / 3) for step in reversed(range(CUTS))]


def measure(history: History, folder: Path) -> Directories:
    """Make the directory of each frequent topic at each cut, and see who earned votes on the topic afterwards."""
    votes, cuts, viewer = Votes(folder), cuts_of(history), somebody()
    questions = questions_by_skill(frequent_skills(cuts[0].at))
    found = Directories()
    for cut in cuts:
        votes.accept_until(cut.at, {answer.id: answer.question_id for answer in history.answers if answer.at < cut.at})
        past = _Past(history, votes, cut)
        for skill, asked in questions.items():
            gains = past.gains(asked)
            if gains:
                _judge(found, skill, gains, past, viewer)
    return found


def _judge(found: Directories, skill: str, gains: Scores, past: _Past, viewer: Member) -> None:
    standings = standings_on(viewer, skill, as_of=past.cut.at)
    found.judge(OURS, [standing.person_id for standing in standings], gains)
    for name, scores in past.baselines(skill):
        found.judge(name, sorted(scores, key=lambda who: (-scores[who], who)), gains)


class _Past:
    """What was known at a cut, and what came after it."""

    def __init__(self, history: History, votes: Votes, cut: Cut) -> None:
        self.cut = cut
        self._votes = votes
        self._answers = history.answers
        self._known = history.before(cut.at)
        self._beginning = history.answers[0].at
        self._everywhere = _sums((answer.person_id, self._decay(answer)) for answer in self._known)
        self._on_topic: list[Answered] = []

    def gains(self, asked: set[int]) -> Scores:
        """The votes that each person earned by what they answered on the questions `asked` after the cut."""
        on_topic = [answer for answer in self._answers if answer.question_id in asked and answer.at < self.cut.until]
        self._on_topic = [answer for answer in on_topic if answer.at < self.cut.at]
        later = on_topic[len(self._on_topic) :]
        earned = _sums((answer.person_id, self._earned(answer)) for answer in later)
        return {who: votes for who, votes in earned.items() if votes}

    def _earned(self, answer: Answered) -> float:
        return self._votes.earned(answer.id, self.cut.at, self.cut.until)

    def baselines(self, skill: str) -> Iterator[tuple[str, Scores]]:
        """Each baseline's score of everybody who answered on the topic before, by its name."""
        mine = self._on_topic
        had = {answer.id: self._votes.earned(answer.id, self._beginning, self.cut.at) for answer in mine}
        count = Counter(answer.person_id for answer in mine)
        total = _sums((answer.person_id, had[answer.id]) for answer in mine)
        usual = mean([float(each) for each in had.values()])
        chance = Random(skill)  # noqa: S311 (a repeatable draw, no secret)
        yield "random", {who: chance.random() for who in sorted(count)}
        yield "answer count", {who: float(n) for who, n in count.items()}
        yield "sum of votes", total
        yield "mean votes, with prior", {who: (total[who] + _PRIOR * usual) / (n + _PRIOR) for who, n in count.items()}
        yield "recent activity on anything", self._everywhere
        yield (
            "recent answers, by log of votes",
            _sums((answer.person_id, self._decay(answer) * (1 + math.log1p(had[answer.id]))) for answer in mine),
        )
        yield "recent answers, no caps", _sums((answer.person_id, self._decay(answer)) for answer in mine)

    def _decay(self, answer: Answered) -> float:
        return float(2 ** (-((self.cut.at - answer.at) / HALF_LIFE)))


def _sums(pairs: Iterator[tuple[int, float]]) -> dict[int, float]:
    sums: defaultdict[int, float] = defaultdict(float)
    for who, worth in pairs:
        sums[who] += worth
    return dict(sums)
