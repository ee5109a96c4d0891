"""Do people know it, and do they apply it? Where they know and do not apply, something else is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from community.kernel.floor import Band, Counted, Floor, Rate
from community.programs.models import Barrier, Outcome
from community.programs.results.evidence import Answer, Evidence
from community.programs.results.measures import OF_USE, Measure, knowing, measured

MENDED = (Barrier.COULD_NOT, Barrier.NO_CHANCE, Barrier.FORGOT)
"""What stands in the way and can be mended, each by somebody else."""


class Corner(StrEnum):
    """Where a reminder stands: most know it or not, most apply it or not."""

    KNOWN_AND_APPLIED = "known_and_applied"
    KNOWN_NOT_APPLIED = "known_not_applied"
    APPLIED_NOT_KNOWN = "applied_not_known"
    NEITHER = "neither"


class Place(NamedTuple):
    """One reminder, or the whole program where `reminder_id` is None: how many know it, and how many apply it."""

    reminder_id: int | None
    title: str
    knows: Rate
    applies: Rate

    @property
    def corner(self) -> Corner:
        """In which of the four corners it stands."""
        if self.knows.is_most:
            return Corner.KNOWN_AND_APPLIED if self.applies.is_most else Corner.KNOWN_NOT_APPLIED
        return Corner.APPLIED_NOT_KNOWN if self.applies.is_most else Corner.NEITHER


@dataclass(frozen=True)
class Quadrant:
    """Where the program and its reminders stand, as far as enough people answered, and what stood in the way."""

    whole: Place | None
    reminders: Sequence[Place]
    barriers: Mapping[Barrier, Band]

    @property
    def is_known_and_not_applied(self) -> bool:
        """Whether the program as a whole is known and is not applied."""
        return self.whole is not None and self.whole.corner is Corner.KNOWN_NOT_APPLIED


def quadrant_of(evidence: Evidence, titles: Mapping[int, str], floor: Floor) -> Quadrant:
    """Place a program and each of its reminders that asks for use.

    Args:
        titles: of the reminders that may be named, in their order.
    """
    knows, applies = knowing(evidence).counted, measured(evidence)[Measure.APPLIED].counted
    places = [_place(evidence, reminder_id, title, floor) for reminder_id, title in titles.items()]
    return Quadrant(
        _placed(None, "", knows, applies, floor),
        [place for place in places if place is not None],
        _barriers(evidence.answers, floor),
    )


def _place(evidence: Evidence, reminder_id: int, title: str, floor: Floor) -> Place | None:
    """Where one reminder stands: of those who answered it, who knows the topic, and who applied it."""
    answers = [one for one in evidence.answers if one.reminder_id == reminder_id and one.kind in OF_USE]
    people = {one.learner.member_id for one in answers}
    applied = {one.learner.member_id for one in answers if one.outcome == Outcome.APPLIED}
    know = knowing(evidence)
    knows = Counted(len(know.did & people), len(know.known & people))
    return _placed(reminder_id, title, knows, Counted(len(applied), len(people)), floor)


def _placed(reminder_id: int | None, title: str, knows: Counted, applies: Counted, floor: Floor) -> Place | None:
    known, applied = floor.rate(*knows), floor.rate(*applies)
    return Place(reminder_id, title, known, applied) if known is not None and applied is not None else None


def _barriers(answers: Sequence[Answer], floor: Floor) -> dict[Barrier, Band]:
    """About how many people named each barrier, the most frequent first.

    How many were kept at all is not told beside them, so that nothing can be had by subtraction.
    """
    kept = {barrier: {one.learner.member_id for one in answers if one.barrier == barrier.value} for barrier in MENDED}
    bands = floor.release(kept)
    return dict(sorted(bands.items(), key=lambda pair: (-pair[1].low, MENDED.index(pair[0]))))
