"""Whom a question goes to, measured: the product's routing beside the baselines, on one part of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import process_time
from typing import Final

from sqlalchemy import select

from community.accounts.models import Member
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.evaluating.experts.baselines import (
    AnswerCount,
    AtRandom,
    Baseline,
    DocumentModel,
    ExpertiseRank,
    Recency,
    ZScore,
)
from community.evaluating.experts.history import Case, History
from community.evaluating.experts.readers import somebody
from community.evaluating.experts.rolling import RollingIndex
from community.evaluating.statistics import hit, mean, reciprocal_rank, top_share
from community.experts.queries import routing_of
from community.experts.ranking import Weights
from community.experts.routing import route
from community.kernel import terms
from community.kernel.db import session

OURS: Final = "ours"
RECENCY: Final = "recency, half-life 30 d"
LISTED: Final = 5
_FOREVER: Final = 1e9

COMBSUM: Final = {
    "CombSUM of the best 200": Weights(
        best_matches=200, relevance_power=1, match_half_life_days=_FOREVER, activity_share=0
    ),
    "CombSUM of 1 000, half-life 60 d": Weights(relevance_power=1, activity_share=0),
}
"""The product's own search with other weights: sums of scores (Macdonald and Ounis 2006)."""


@dataclass
class Method:
    """What one method made of the cases: the measures of each, and whom it named first."""

    reciprocal: list[float] = field(default_factory=list)
    hits: dict[int, list[float]] = field(default_factory=lambda: {1: [], 5: [], 10: []})
    named: list[Sequence[int]] = field(default_factory=list)

    def judge(self, ranked: Sequence[int], case: Case) -> None:
        """Note how well a ranking of candidates met those who did answer."""
        self.reciprocal.append(reciprocal_rank(ranked, case.right))
        for most, found in self.hits.items():
            found.append(hit(ranked, case.right, most))
        self.named.append(ranked[:LISTED])

    @property
    def mrr(self) -> float:
        """The mean reciprocal rank."""
        return mean(self.reciprocal)

    @property
    def concentration(self) -> float:
        """The share of the first five places that the five most named people take."""
        return top_share(self.named)

    @property
    def people(self) -> int:
        """How many different people were ever named."""
        return len({who for ranked in self.named for who in ranked})


@dataclass
class Outcome:
    """Every method on the same cases, and the processor time that ours took for each, in milliseconds."""

    methods: dict[str, Method]
    milliseconds: list[float]


def measure(history: History, cases: Sequence[Case], tell: Callable[[int], None]) -> Outcome:
    """Rank the candidates of each case by every method, with what existed when the question was asked.

    Args:
        cases: the oldest first.
        tell: hears how many are done.
    """
    baselines = _baselines(history)
    outcome = Outcome({name: Method() for name in [*baselines, *COMBSUM, OURS]}, [])
    index = RollingIndex(cases[0].question.at) if cases else None
    viewer = somebody()
    learned = 0
    for done, case in enumerate(cases):
        at = case.question.at
        known = history.before(at)
        for answer in known[learned:]:
            for baseline in baselines.values():
                baseline.learn(answer)
        learned = len(known)
        assert index is not None  # noqa: S101 (there is a first case)
        index.advance(at)
        _judge(outcome, case, baselines, viewer)
        tell(done + 1)
    return outcome


def _judge(outcome: Outcome, case: Case, baselines: dict[str, Baseline], viewer: Member) -> None:
    question = session().get_one(Entry, case.question.id)
    words = _words(question.title, question.text, question.language)
    for name, baseline in baselines.items():
        scores = baseline.scores(case.question, words)
        ranked = sorted(case.candidates, key=lambda who: (-scores.get(who, 0.0), who))
        outcome.methods[name].judge(ranked, case)
    for name, named in _ours(question, case.question.at, viewer, outcome.milliseconds):
        outcome.methods[name].judge([who for who in named if who in case.candidates], case)
    session().expunge(question)


def _ours(
    question: Entry, at: datetime, viewer: Member, milliseconds: list[float]
) -> Iterator[tuple[str, Sequence[int]]]:
    """What the product's routing names, and what it would name with other weights for the same matches."""
    started = process_time()
    routing = routing_of(viewer, question, as_of=at)
    milliseconds.append((process_time() - started) * 1000)
    yield OURS, [each.person_id for each in routing.ranked]
    matches = [match for each in routing.ranked for match in each.matches]
    for name, weights in COMBSUM.items():
        ranked = route(matches, [], at, asker_id=question.author_id, weights=weights)
        yield name, [each.person_id for each in ranked]


def _baselines(history: History) -> dict[str, Baseline]:
    return {
        "random": AtRandom(),
        "answer count": AnswerCount(),
        "Z-score": ZScore(history.questions),
        "ExpertiseRank (PageRank)": ExpertiseRank(),
        "language model of documents": DocumentModel(_words_of_questions()),
        RECENCY: Recency(timedelta(days=30)),
        "recency, half-life 2 d": Recency(timedelta(days=2)),
    }


def _words_of_questions() -> dict[int, list[str]]:
    rows = session().execute(
        select(Entry.id, Entry.title, Entry.text, Entry.language).where(Entry.kind == Kind.QUESTION)
    )
    return {entry_id: _words(title, text, language) for entry_id, title, text, language in rows}


def _words(title: str, text: str, language: str) -> list[str]:
    """The stems that say something, the title's twice."""
    found = terms.words(f"{title} {title} {text}")
    return terms.stems([word for word in found if not terms.is_stop_word(word, language)], language)
