"""What a program is calmly warned of: reminders that ask for nothing, and weeks that are too full."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from community.programs.models import ReminderKind
from community.programs.schedule import CONTACTS_A_WEEK, WEEK

ASKING: Final = frozenset({ReminderKind.RECALL, ReminderKind.SCENARIO, ReminderKind.APPLY, ReminderKind.IF_THEN})
"""Kinds that ask for recall or for use."""


def asks_for_nothing(kinds: Collection[str]) -> bool:
    """Whether there are reminders, and none of them asks for recall or use."""
    return bool(kinds) and not any(kind in ASKING for kind in kinds)


def full_weeks(days: Iterable[int]) -> list[int]:
    """The days with which a week begins that holds more reminders than a learner is sent, each stretch named once."""
    found: list[int] = []
    ordered = sorted(days)
    for first, last in zip(ordered, ordered[CONTACTS_A_WEEK:], strict=False):
        if last - first < WEEK and (not found or first - found[-1] >= WEEK):
            found.append(first)
    return found
