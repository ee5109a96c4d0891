"""What the site has to hold in the busiest hour, and whether it does."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles
from typing import Final, NamedTuple

from benchmarks.load.plan import Answer


class Objective(NamedTuple):
    """So many of a hundred answers of a kind take less than so many milliseconds."""

    kind: str
    percentile: int
    below_ms: float

    @property
    def name(self) -> str:
        """What its figure is called."""
        return f"{self.kind}_p{self.percentile}_ms"


OBJECTIVES: Final = (
    Objective("read", 95, 300),
    Objective("read", 99, 1000),
    Objective("write", 95, 500),
    Objective("feed", 95, 300),
    Objective("search", 95, 500),
)
"""Beside these: no errors in the whole day."""


def percentile(answers: Sequence[Answer], kind: str, part: int) -> float:
    """The milliseconds within which so many of a hundred answers of a kind came; not a number where none came."""
    found = [answer.milliseconds for answer in answers if answer.kind == kind]
    if len(found) < 2:
        return found[0] if found else float("nan")
    return quantiles(found, n=100, method="inclusive")[part - 1]


def share_met(answers: Sequence[Answer], busiest: Sequence[Answer]) -> float:
    """The share of the objectives that are met.

    Args:
        answers: of the whole day.
        busiest: those of them that came in the busiest hour.
    """
    met = [percentile(busiest, one.kind, one.percentile) < one.below_ms for one in OBJECTIVES]
    met.append(not any(answer.trouble for answer in answers))
    return sum(met) / len(met)
