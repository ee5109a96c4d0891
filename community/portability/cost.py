"""What a command cost: time and memory."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from time import monotonic

from community.kernel.i18n import _

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Measures from the moment at which it is made."""

    started: float = field(default_factory=monotonic)

    def sentence(self) -> str:
        """The seconds since then, and the most memory that this process ever held."""
        seconds = f"{monotonic() - self.started:.1f}"
        peak = peak_memory()
        if peak is None:
            return _("%(seconds)s s.", seconds=seconds)
        return _("%(seconds)s s, at most %(memory)d MB of memory.", seconds=seconds, memory=peak // MEBIBYTE)


def peak_memory() -> int | None:
    """The most bytes that this process ever held; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 (Windows has no such module)

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
