"""Patterns with which a program can begin: on which days something comes, and texts to be made one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import cycle
from typing import Final

from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.programs.models import ReminderKind
from community.programs.service import LARGEST_OFFSET, MOST_REMINDERS, Step


class Pattern(StrEnum):
    """How the reminders of a program are spread over time."""

    SPACED = "spaced"
    DAILY = "daily"
    WEEKLY = "weekly"
    DATES = "dates"
    CUSTOM = "custom"


SPACED_DAYS: Final = (2, 7, 16, 35, 70)
"""Gaps that grow: what is recalled just before it is forgotten stays longest (Cepeda and others 2008)."""

A_WEEK, A_MONTH, A_YEAR = 7, 30, 365

ORDER: Final = (
    ReminderKind.RECALL,
    ReminderKind.SCENARIO,
    ReminderKind.APPLY,
    ReminderKind.IF_THEN,
    ReminderKind.APPLY,
)


def days_of(pattern: Pattern, *, count: int = 0, days: Iterable[int] = ()) -> list[int]:
    """The days after the start on which something comes, in order and each once.

    Args:
        count: how many, where the pattern itself does not say.
        days: those that were chosen one by one.

    Raises:
        Refused: when there are none, too many, or some too far away.
    """
    chosen = sorted(set(_chosen(pattern, count, days)))
    if not chosen:
        raise Refused(_("Please say on which days reminders come."))
    if len(chosen) > MOST_REMINDERS:
        raise Refused(_("A program has %(most)d reminders at most.", most=MOST_REMINDERS))
    if not 0 <= chosen[0] <= chosen[-1] <= LARGEST_OFFSET:
        raise Refused(_("A reminder comes from 0 to %(most)d days after the start.", most=LARGEST_OFFSET))
    return chosen


def with_tail(days: Sequence[int]) -> list[int]:
    """`days`, and then one a month until a year is full."""
    return [*days, *range(days[-1] + A_MONTH, A_YEAR + 1, A_MONTH)]


def steps_on(days: Sequence[int], *, topic: str) -> list[Step]:
    """A reminder for each of `days`, each asking for something to answer, with a text to be changed."""
    return [_step(day, kind, topic) for day, kind in zip(days, cycle(ORDER), strict=False)]


def days_between(first_day: date, dates: Iterable[date]) -> list[int]:
    """Fixed dates as days after the first day of a cohort."""
    return [(one - first_day).days for one in dates]


def _chosen(pattern: Pattern, count: int, days: Iterable[int]) -> Iterable[int]:
    match pattern:
        case Pattern.SPACED:
            return SPACED_DAYS
        case Pattern.DAILY:
            return range(1, count + 1)
        case Pattern.WEEKLY:
            return range(A_WEEK, A_WEEK * count + 1, A_WEEK)
        case Pattern.DATES | Pattern.CUSTOM:
            return days


def _step(day: int, kind: ReminderKind, topic: str) -> Step:
    short = topic[:120]
    match kind:
        case ReminderKind.RECALL:
            return Step(
                day,
                kind,
                _("What do you remember of %(topic)s?", topic=short),
                _("Answer without looking it up. Trying to remember is what makes it stay."),
                recall_question=_("Which three things from %(topic)s do you want to keep?", topic=short),
                recall_answer=_("Compare your three with your notes. What is missing is worth another look."),
            )
        case ReminderKind.SCENARIO:
            return Step(
                day,
                kind,
                _("A case for %(topic)s", topic=short),
                _("Think of a situation from last week in which this would have helped. What would you do now?"),
                task=_("Decide what you would do first, and say it in one sentence."),
            )
        case ReminderKind.IF_THEN:
            return Step(
                day,
                kind,
                _("When will you use %(topic)s?", topic=short),
                _("A plan that names the moment is kept more often than a good intention."),
                task=_("Name a moment in the coming days, and what you will do then."),
            )
        case _:
            return Step(
                day,
                kind,
                _("Use %(topic)s today", topic=short),
                _("Choose one small thing from what you learned, small enough for one day."),
                task=_("Do it once at work, then answer how it went."),
            )
