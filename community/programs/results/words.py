"""What figures of results are called, and how a share is said, on the page and in the table alike."""

from __future__ import annotations

from community.kernel.floor import Rate
from community.kernel.i18n import _
from community.programs.results.measures import Measure


def measure_word(measure: Measure) -> str:
    """What a figure counts, in words."""
    return {
        Measure.ENROLLED: _("Enrolled"),
        Measure.ACTIVE: _("Answered something"),
        Measure.USEFUL: _("Found the reminders useful"),
        Measure.REMEMBERED: _("Remembered it after three days or more"),
        Measure.DECIDED: _("Decided a case as is advised"),
        Measure.APPLIED: _("Applied it at work"),
        Measure.WITH_HELP: _("Applied it with help"),
        Measure.ALONE: _("Applied it on their own"),
        Measure.RESULT: _("Wrote what came of it, for all to read"),
    }[measure]


def rate_words(rate: Rate) -> str:
    """A share in words; where one side of it is too small, only that it is."""
    if rate.low == rate.high:
        return _("%(percent)d%%", percent=rate.low)
    return (
        _("at most %(percent)d%%", percent=rate.high)
        if rate.low == 0
        else _("at least %(percent)d%%", percent=rate.low)
    )
