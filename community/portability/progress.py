"""Says while a long import runs how far it is and how fast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from community.kernel.i18n import _

SECONDS_BETWEEN_LINES = 2.0


@dataclass(slots=True)
class Progress:
    """Tells `write` a line every other second and one at the end of each part."""

    write: Callable[[str], None]
    _what: str = ""
    _count: int = 0
    _started: float = field(default_factory=monotonic)
    _told: float = field(default_factory=monotonic)

    def begin(self, what: str) -> None:
        """Begin to count `what` ("questions")."""
        self._what, self._count = what, 0
        self._started = self._told = monotonic()

    def add(self, count: int) -> None:
        """Count so many more rows as read."""
        self._count += count
        if monotonic() - self._told >= SECONDS_BETWEEN_LINES:
            self._tell()

    def end(self) -> None:
        """Say what it came to."""
        self._tell()

    def _tell(self) -> None:
        self._told = monotonic()
        rate = self._count / max(self._told - self._started, 0.001)
        self.write(_("%(what)s: %(count)d rows, %(rate)d rows/s", what=self._what, count=self._count, rate=int(rate)))
