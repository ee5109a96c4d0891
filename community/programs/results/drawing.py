"""Where the bars and places of the charts of results are drawn; the words beside them are the page's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from community.kernel.floor import Rate
from community.programs.results.measures import Measure
from community.programs.results.quadrant import Place
from community.programs.results.queries import Figure

WIDTH: Final = 400
FULL: Final = 284
"""How long a bar of a hundred percent is; its words stand behind it."""
ROW: Final = 46
LEFT, TOP, SIDE = 26, 12, 362
"""Where the square of the quadrant begins, and how long its sides are."""
SMALLEST: Final = 10
STEP: Final = 22

SHARES: Final = (Measure.ACTIVE, Measure.USEFUL, Measure.REMEMBERED, Measure.DECIDED, Measure.APPLIED)
"""What is drawn side by side: shares of all learners; how the others are split is in the table."""


class Bar(NamedTuple):
    """One figure: a bar as far as it is sure, and a soft one as far as it may go; no bar where nothing may be told."""

    figure: Figure
    top: int
    sure: float
    perhaps: float


class Spot(NamedTuple):
    """One place of the quadrant: the field in which it lies, and where its number stands."""

    place: Place
    number: int
    left: float
    top: float
    width: float
    height: float
    x: float
    y: float


def bars(figures: Sequence[Figure]) -> list[Bar]:
    """The shares of all learners, one below the other."""
    shown = [figure for figure in figures if figure.measure in SHARES]
    return [_bar(figure, number * ROW) for number, figure in enumerate(shown)]


def spots(places: Sequence[Place]) -> list[Spot]:
    """The fields of the quadrant; numbers that would stand on one another are put side by side."""
    found: list[Spot] = []
    for number, place in enumerate(places, start=1):
        spot = _spot(place, number)
        while any(abs(spot.x - one.x) < STEP and abs(spot.y - one.y) < STEP for one in found):
            spot = spot._replace(x=round(spot.x - STEP, 1))
        found.append(spot)
    return found


def _bar(figure: Figure, top: int) -> Bar:
    rate = figure.all.rate or Rate(0, 0)
    return Bar(figure, top, _long(rate.low), _long(rate.high - rate.low))


def _long(percent: int) -> float:
    return round(percent * FULL / 100, 1)


def _spot(place: Place, number: int) -> Spot:
    left, width = _span(place.knows)
    bottom, height = _span(place.applies)
    left, top = LEFT + left, TOP + SIDE - bottom - height
    x, y = left + width / 2, top + height / 2
    return Spot(place, number, *(round(value, 1) for value in (left, top, width, height, x, y)))


def _span(rate: Rate) -> tuple[float, float]:
    """Where a rate begins on a side of the square and how far it goes; a rate that is sure is a point to be seen."""
    first, length = rate.low * SIDE / 100, (rate.high - rate.low) * SIDE / 100
    if length >= SMALLEST:
        return first, length
    return min(max(first - SMALLEST / 2, 0), SIDE - SMALLEST), SMALLEST
