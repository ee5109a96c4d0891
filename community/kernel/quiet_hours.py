"""Hours of the day in which somebody is left alone."""

from __future__ import annotations

from typing import Final, NamedTuple


class Quiet(NamedTuple):
    """The hours in which nothing disturbs: from the first up to, not including, the last; the same twice is none."""

    from_hour: int
    until_hour: int

    def holds(self, hour: int) -> bool:
        """Tell whether `hour` is one of them."""
        return (hour - self.from_hour) % 24 < (self.until_hour - self.from_hour) % 24


NO_QUIET: Final = Quiet(0, 0)
USUAL_QUIET: Final = Quiet(20, 7)
