"""What a learner does with a program: answer, pause, resume, begin again, finish, leave."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import remove_member
from community.events import CheckedIn
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.programs.deliveries.models import Delivery
from community.programs.deliveries.planning import look_again_at, look_at, rhythm_of
from community.programs.models import (
    Barrier,
    CheckIn,
    Enrollment,
    EnrollmentState,
    Help,
    Outcome,
    Pause,
    Reminder,
    Wish,
)
from community.programs.states import change_state
from community.programs.wishes import settle

LONGEST_PAUSE = timedelta(days=366)


def check_in(
    enrollment: Enrollment,
    reminder: Reminder,
    *,
    by: Member,
    outcome: str,
    barrier: str = "",
    help: str = "",  # noqa: A002 (what the learner says: with help, or alone)
    note: str = "",
    at: datetime | None = None,
    is_new: bool = True,
) -> CheckIn:
    """Answer «did you apply it?»; answering again replaces what was answered.

    Args:
        barrier: why not, where the outcome is blocked or not yet.
        help: whether somebody helped, where it was applied.
        note: a line that only the learner reads again.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: for an answer that there is not, or a reminder of another program.
    """
    _needs_learner(enrollment, by)
    if outcome not in set(Outcome) or (barrier and barrier not in set(Barrier)) or (help and help not in set(Help)):
        raise Refused(_("Please choose one of the answers."))
    if reminder.program_id != enrollment.cohort.program_id:
        raise Refused(_("This reminder belongs to another program."))
    answer = answer_to(enrollment, reminder)
    if answer is None:
        answer = CheckIn(enrollment_id=enrollment.id, reminder_id=reminder.entry_id)
        session().add(answer)
    answer.outcome, answer.note, answer.at = outcome, note.strip()[:500], at or clock.now()
    answer.barrier = barrier if outcome != Outcome.APPLIED else ""
    answer.help = help if outcome == Outcome.APPLIED else ""
    session().flush()
    if is_new:
        publish(CheckedIn(actor_id=by.id, check_in_id=answer.id, outcome=outcome))
    return answer


def say_whether_useful(enrollment: Enrollment, reminder: Reminder, *, by: Member, is_useful: bool) -> None:
    """Keep whether a reminder was of use to the learner, beside what they answered to it.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: when they have not answered the reminder.
    """
    _needs_learner(enrollment, by)
    answer = answer_to(enrollment, reminder)
    if answer is None:
        raise Refused(_("Please answer first whether you applied it."))
    answer.is_useful = is_useful


def answer_to(enrollment: Enrollment, reminder: Reminder) -> CheckIn | None:
    """What the learner answered to one reminder, if they did."""
    return session().scalar(
        select(CheckIn).where(CheckIn.enrollment_id == enrollment.id, CheckIn.reminder_id == reminder.entry_id)
    )


def pause(enrollment: Enrollment, *, by: Member, until: date | None = None) -> None:
    """Stop the reminders for a while; the rest of them come later by as many days.

    Args:
        until: the day on which they go on by themselves; None until the learner says so.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: when the program does not run, or the day is past or too far away.
    """
    settle(enrollment, by)
    if enrollment.state != EnrollmentState.ACTIVE:
        raise Refused(_("Only a program that is running can be paused."))
    days, now = rhythm_of(by.id).days(), clock.now()
    if until is not None and not days.day_of(now) < until <= days.day_of(now) + LONGEST_PAUSE:
        raise Refused(_("Please choose a day from tomorrow on, within a year."))
    enrollment.pauses.append(Pause(from_at=now, until_at=days.midnight(until) if until else None))
    _change(enrollment, EnrollmentState.PAUSED, by)


def resume(enrollment: Enrollment, *, by: Member) -> None:
    """Go on where the reminders stopped."""
    settle(enrollment, by)
    if enrollment.state != EnrollmentState.PAUSED:
        raise Refused(_("This program is not paused."))
    _end_pauses(enrollment)
    _change(enrollment, EnrollmentState.ACTIVE, by)


def restart(enrollment: Enrollment, *, by: Member) -> None:
    """Begin the program again today; what has come stays in its feed, and comes once more by the new days.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: when the learner has left; they can join again.
    """
    _needs_learner(enrollment, by)
    if enrollment.state == EnrollmentState.LEFT:
        raise Refused(_("You left this program. You can join it again."))
    look_at(by.id, clock.now())
    now = clock.now()
    enrollment.first_turn = _last_turn(enrollment) + 1
    enrollment.starts_on, enrollment.enrolled_at = rhythm_of(by.id).days().day_of(now), now
    enrollment.ended_at = None
    _end_pauses(enrollment)
    _change(enrollment, EnrollmentState.ACTIVE, by)


def choose_mail(enrollment: Enrollment, *, by: Member, by_mail: bool) -> None:
    """Get the reminders by mail as well, or on the page and in the feed alone."""
    _needs_learner(enrollment, by)
    enrollment.by_mail = by_mail


def finish(enrollment: Enrollment, *, by: Member) -> None:
    """Say that the program has done its work; no more reminders come."""
    _end(enrollment, EnrollmentState.FINISHED, by)


def leave(enrollment: Enrollment, *, by: Member) -> None:
    """Leave the program and its cohort; what was open to the cohort alone closes at once."""
    _end(enrollment, EnrollmentState.LEFT, by)
    remove_member(session().get_one(Audience, enrollment.cohort.audience_id), by)


def _end(enrollment: Enrollment, state: EnrollmentState, by: Member) -> None:
    _needs_learner(enrollment, by)
    look_at(by.id, clock.now())
    enrollment.ended_at = clock.now()
    _end_pauses(enrollment)
    _change(enrollment, state, by)


def _end_pauses(enrollment: Enrollment) -> None:
    now = clock.now()
    for one in enrollment.pauses:
        one.until_at = min(one.until_at or now, now)


def _last_turn(enrollment: Enrollment) -> int:
    of_rows = select(func.max(Delivery.turn)).where(Delivery.enrollment_id == enrollment.id)
    of_wishes = select(func.max(Wish.turn)).where(Wish.enrollment_id == enrollment.id)
    found = (session().scalar(of_rows), session().scalar(of_wishes), enrollment.first_turn)
    return max(turn or 0 for turn in found)


def _change(enrollment: Enrollment, state: EnrollmentState, by: Member) -> None:
    change_state(enrollment, state, by_id=by.id)
    look_again_at(enrollment.member_id)


def _needs_learner(enrollment: Enrollment, by: Member) -> None:
    if enrollment.member_id != by.id:
        raise NotAllowed(_("Only the learner can do this."))
