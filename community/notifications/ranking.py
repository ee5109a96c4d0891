"""Which lines of a digest are worth their reader's time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from community.kernel.digest import Line, Section

MOST: Final = 12
"""More lines than this are not read."""

WEIGHTS: Final = {
    Section.ASKS: 8.0,
    Section.COMMITMENTS: 4.0,
    Section.NEEDS: 3.0,
    Section.REPLIES: 2.0,
    Section.FOLLOWED: 1.0,
}
HALF_LIFE: Final = timedelta(days=3)


def chosen(lines: Iterable[Line], now: datetime, *, most: int = MOST) -> dict[Section, list[Line]]:
    """The best lines, by section; what leads to the same page stands once.

    Direct asks come before commitments, those before needs, replies and what is followed, each times its freshness:
    half after three days. One question to help with keeps its place.

    Args:
        lines: in the order in which equals stay.
        now: the moment that freshness is counted from.
        most: how many lines there are at most.
    """
    best = sorted(lines, key=lambda line: -_worth(line, now))
    seen: set[str] = set()
    fresh = [line for line in best if not (line.path in seen or seen.add(line.path))]  # type: ignore[func-returns-value]  # adding says nothing
    help_wanted = [line for line in fresh if line.section is Section.HELP][:1]
    others = [line for line in fresh if line.section is not Section.HELP][: most - len(help_wanted)]
    return {
        section: found
        for section in Section
        if (found := [one for one in others + help_wanted if one.section is section])
    }


def _worth(line: Line, now: datetime) -> float:
    age = max(now - line.at, timedelta(0))
    return WEIGHTS.get(line.section, 0.0) * math.exp2(-(age / HALF_LIFE))
