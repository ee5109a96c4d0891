"""What was released: bands, rounded shares and months, as they are stored and served."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from community.kernel.floor import Band
from community.needs.barriers import Barrier
from community.needs.recurring import DEFAULT_WEIGHTS, SignalKind

ORGANIZATION: Final = "organization"
MANY: Final = 10


class Sureness(StrEnum):
    """How much speaks for a need, said by what was released of it alone."""

    CLEAR = "clear"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class ReleasedNeed:
    """A recurring need of a group, as far as it may be told; `tag_id` is None for a skill that no entry bears."""

    topic: str
    tag_id: int | None
    is_skill: bool
    people: Band
    kinds: Mapping[SignalKind, Band]
    percent: int | None
    since: date

    @property
    def sureness(self) -> Sureness:
        """Many people and signs that agree make it clear, one of both likely."""
        signs = (self.people.low >= MANY) + (len(self.kinds) > 1)
        return (Sureness.POSSIBLE, Sureness.LIKELY, Sureness.CLEAR)[signs]

    def weight(self, usual_percent: int | None) -> float:
        """How pressing it is, by the formula of the ranking with what is told in the place of exact numbers.

        Nothing but what is told decides the order, so that the order tells nothing more.
        """
        ratio = self.percent / usual_percent if self.percent is not None and usual_percent else 1.0
        agreeing = 1 + DEFAULT_WEIGHTS.bonus_per_kind * max(len(self.kinds) - 1, 0)
        return math.log1p(self.people.low) * ratio * agreeing


@dataclass(frozen=True)
class ReleasedRise:
    """A topic that is beginning to matter; `is_weak` where only the shorter look says so."""

    topic: str
    tag_id: int | None
    people: Band
    is_weak: bool


@dataclass(frozen=True)
class ReleasedProgram:
    """What kept the learners of a program from applying it."""

    program_id: int
    people: Band
    by_barrier: Mapping[Barrier, Band]

    @property
    def is_kept_by_work(self) -> bool:
        """Whether chances are lacking rather than knowledge: enough people had none, too few could not do it."""
        return Barrier.NO_CHANCE in self.by_barrier and Barrier.COULD_NOT not in self.by_barrier


@dataclass(frozen=True)
class Release:
    """All that is told of a scope until a day; what is left out and what is not there look the same."""

    until: date
    needs: Sequence[ReleasedNeed] = ()
    rises: Sequence[ReleasedRise] = ()
    programs: Sequence[ReleasedProgram] = ()
    groups: Sequence[tuple[str, str]] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told."""
        return not (self.needs or self.rises or self.programs)

    def stored(self) -> dict[str, Any]:
        """As plain values for the database."""
        plain = asdict(self)
        for need in plain["needs"]:
            need["since"] = need["since"].isoformat()
        as_json: dict[str, Any] = json.loads(json.dumps({**plain, "until": self.until.isoformat()}))
        return as_json


def read(plain: Mapping[str, Any]) -> Release:
    """What `Release.stored` wrote."""
    return Release(
        until=date.fromisoformat(plain["until"]),
        needs=[_need(each) for each in plain["needs"]],
        rises=[ReleasedRise(**{**each, "people": Band(*each["people"])}) for each in plain["rises"]],
        programs=[_program(each) for each in plain["programs"]],
        groups=[(scope, name) for scope, name in plain["groups"]],
    )


def _need(plain: Mapping[str, Any]) -> ReleasedNeed:
    kinds = {SignalKind(kind): Band(*band) for kind, band in plain["kinds"].items()}
    since, people = date.fromisoformat(plain["since"]), Band(*plain["people"])
    return ReleasedNeed(**{**plain, "kinds": kinds, "people": people, "since": since})


def _program(plain: Mapping[str, Any]) -> ReleasedProgram:
    by_barrier = {Barrier(barrier): Band(*band) for barrier, band in plain["by_barrier"].items()}
    return ReleasedProgram(plain["program_id"], Band(*plain["people"]), by_barrier)
