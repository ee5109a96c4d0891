"""What keeps learners from applying what they learned, for each program, split by who can mend it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from community.kernel.floor import Band, Floor


class Barrier(StrEnum):
    """What stood in the way: a need for knowledge, the workplace's to mend, or the reminder's to mend."""

    COULD_NOT = "could_not"
    NO_CHANCE = "no_chance"
    FORGOT = "forgot"


class ProgramBarriers(NamedTuple):
    """What may be told of a program: about how many learners were kept, and by what, the most frequent first."""

    program_id: int
    people: Band
    by_barrier: dict[Barrier, Band]

    @property
    def is_kept_by_work(self) -> bool:
        """Whether chances are lacking rather than knowledge: enough people had none, too few could not do it."""
        return Barrier.NO_CHANCE in self.by_barrier and Barrier.COULD_NOT not in self.by_barrier


def program_barriers(kept: Mapping[int, Mapping[str, Collection[int]]], floor: Floor) -> list[ProgramBarriers]:
    """Return the programs with enough learners who were kept, those with the most first.

    A program below the floor is missing, as one whose learners apply all is. So is a barrier below it.

    Arguments:
        kept: for each program the learners who named each barrier; what is no barrier of the three is left out.
    """
    shown = []
    for program_id, by_barrier in kept.items():
        people = {barrier: set(by_barrier.get(barrier, ())) for barrier in Barrier}
        band = floor.band(len(set().union(*people.values())))
        if band is not None:
            shown.append(ProgramBarriers(program_id, band, _most_frequent_first(floor.release(people))))
    # Bands and names alone decide the order, so that it tells no more than they do.
    return sorted(shown, key=lambda each: (-each.people.low, each.program_id))


def _most_frequent_first(bands: dict[Barrier, Band]) -> dict[Barrier, Band]:
    order = list(Barrier)
    return dict(sorted(bands.items(), key=lambda pair: (-pair[1].low, order.index(pair[0]))))
