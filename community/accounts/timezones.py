"""The time zones that a member can choose."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

# Old names, offsets and machine settings: no place where anybody lives.
NO_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/")


@cache
def time_zones() -> tuple[str, ...]:
    """The zones by their place, such as Europe/Berlin, in the order of the alphabet, after UTC."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(NO_PLACES))
    return ("UTC", *sorted(places))
