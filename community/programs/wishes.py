"""What a learner wants of single reminders: another day, not at all, fewer of them; and when any may reach them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.programs import schedule
from community.programs.days import LocalDays
from community.programs.delivered import timetable
from community.programs.deliveries.models import Channel, Delivery
from community.programs.deliveries.planning import look_again_at, look_at, rhythm_of
from community.programs.deliveries.queries import learning_of
from community.programs.models import Enrollment, EnrollmentState, Reminder, Wish, WishKind

SOON = timedelta(days=3)
"""When what was forgotten, or not yet tried, comes once more."""

LONGEST_SNOOZE = timedelta(days=366)


def snooze(enrollment: Enrollment, reminder: Reminder, *, by: Member, until: date | None = None) -> date:
    """Bring a reminder that has come once more, from a day on; until then it waits for no answer.

    Args:
        until: the first day on which it may come again; soon by default.

    Returns:
        That day.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: when the program does not run, the day is past or far away, or the reminder has not come yet.
    """
    settle(enrollment, by)
    today = rhythm_of(by.id).days().day_of(clock.now())
    day = until or today + SOON
    if not today < day <= today + LONGEST_SNOOZE:
        raise Refused(_("Please choose a day from tomorrow on, within a year."))
    turn, has_come = _latest_turn(enrollment, reminder)
    if not has_come and turn == enrollment.first_turn:
        raise Refused(_("This reminder has not come yet."))
    _wish(enrollment, reminder, turn + 1 if has_come else turn, WishKind.AGAIN, day)
    look_again_at(by.id)
    return day


def skip(enrollment: Enrollment, reminder: Reminder, *, by: Member) -> None:
    """Pass over a reminder: it waits for no answer, and if it has not come yet, it does not.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: when the program does not run.
    """
    settle(enrollment, by)
    _wish(enrollment, reminder, _latest_turn(enrollment, reminder)[0], WishKind.SKIP)
    look_again_at(by.id)


def halve(enrollment: Enrollment, *, by: Member) -> int:
    """Pass over every other one of the reminders that are still to come; the last one stays.

    Returns:
        How many will not come.
    """
    settle(enrollment, by)
    return _pass_over(enrollment, by, schedule.every_other(_to_come(enrollment, by)))


def skip_kind(enrollment: Enrollment, kind: str, *, by: Member) -> int:
    """Pass over what is still to come and asks for the same as a reminder that is of no use to the learner.

    Returns:
        How many will not come.
    """
    settle(enrollment, by)
    ids = {one.reminder_id for one in _to_come(enrollment, by)}
    alike = session().scalars(select(Reminder.entry_id).where(Reminder.entry_id.in_(ids), Reminder.kind == kind))
    return _pass_over(enrollment, by, alike)


def choose_days(member: Member, *, weekdays: Iterable[int], hour: int) -> None:
    """Say on which days and at which hour reminders come.

    Raises:
        Refused: without any day, or when the hour is a quiet one.
    """
    days = frozenset(weekdays)
    try:
        LocalDays(member.timezone, hour, days, member.quiet)
    except ValueError as error:
        raise Refused(
            _("Please choose at least one day, and an hour that is not quiet, nor the one after it.")
        ) from error
    look_at(member.id, clock.now())
    rhythm = rhythm_of(member.id)
    rhythm.weekdays = "".join(str(day) for day in sorted(days))
    rhythm.hour = hour
    look_again_at(member.id)


def settle(enrollment: Enrollment, by: Member) -> None:
    """Keep what has come, before the learner changes what comes next.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: when the learner has finished or left.
    """
    if enrollment.member_id != by.id:
        raise NotAllowed(_("Only the learner can do this."))
    if enrollment.state not in (EnrollmentState.ACTIVE, EnrollmentState.PAUSED):
        raise Refused(_("You no longer follow this program."))
    rhythm_of(by.id)
    look_at(by.id, clock.now())


def _to_come(enrollment: Enrollment, by: Member) -> list[schedule.Due]:
    now = clock.now()
    rest = schedule.upcoming(timetable(learning_of(by), now), now)
    return [one for one in rest if one.enrollment_id == enrollment.id and one.turn == enrollment.first_turn]


def _pass_over(enrollment: Enrollment, by: Member, reminder_ids: Iterable[int]) -> int:
    ids = list(reminder_ids)
    for reminder_id in ids:
        _write(enrollment.id, reminder_id, enrollment.first_turn, WishKind.SKIP)
    look_again_at(by.id)
    return len(ids)


def _latest_turn(enrollment: Enrollment, reminder: Reminder) -> tuple[int, bool]:
    """Which time the reminder comes, or is to come, last; and whether that has come."""
    wished = session().scalar(
        select(func.max(Wish.turn)).where(Wish.enrollment_id == enrollment.id, Wish.reminder_id == reminder.entry_id)
    )
    turn = max(enrollment.first_turn, wished or 0)
    row = session().scalar(
        select(Delivery.id).where(
            Delivery.enrollment_id == enrollment.id,
            Delivery.reminder_id == reminder.entry_id,
            Delivery.channel == Channel.PAGE,
            Delivery.turn == turn,
        )
    )
    return turn, row is not None


def _wish(enrollment: Enrollment, reminder: Reminder, turn: int, kind: WishKind, day: date | None = None) -> None:
    if reminder.program_id != enrollment.cohort.program_id:
        raise Refused(_("This reminder belongs to another program."))
    _write(enrollment.id, reminder.entry_id, turn, kind, day)


def _write(enrollment_id: int, reminder_id: int, turn: int, kind: WishKind, day: date | None = None) -> None:
    wish = session().get(Wish, (enrollment_id, reminder_id, turn))
    if wish is None:
        wish = Wish(enrollment_id=enrollment_id, reminder_id=reminder_id, turn=turn)
        session().add(wish)
    # A day that was wished for stays with the wish: what came on it has come.
    wish.kind, wish.not_before, wish.at = kind.value, day or wish.not_before, clock.now()
    session().flush()
