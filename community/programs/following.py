"""What a learner does with a program: answer, pause, resume, finish, leave."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import remove_member
from community.events import CheckedIn, EnrollmentChanged
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.programs.models import Barrier, CheckIn, Enrollment, EnrollmentState, Outcome, Pause, Reminder


def check_in(
    enrollment: Enrollment,
    reminder: Reminder,
    *,
    by: Member,
    outcome: str,
    barrier: str = "",
    note: str = "",
    at: datetime | None = None,
    is_new: bool = True,
) -> CheckIn:
    """Answer «did you apply it?»; answering again replaces what was answered.

    Args:
        barrier: why not, where the outcome is blocked or not yet.
        note: a line that only the learner reads again.

    Raises:
        NotAllowed: when it is somebody else's enrollment.
        Refused: for an answer that there is not, or a reminder of another program.
    """
    _needs_learner(enrollment, by)
    if outcome not in set(Outcome) or (barrier and barrier not in set(Barrier)):
        raise Refused(_("Please choose one of the answers."))
    if reminder.program_id != enrollment.cohort.program_id:
        raise Refused(_("This reminder belongs to another program."))
    answer = session().scalar(
        select(CheckIn).where(CheckIn.enrollment_id == enrollment.id, CheckIn.reminder_id == reminder.entry_id)
    )
    if answer is None:
        answer = CheckIn(enrollment_id=enrollment.id, reminder_id=reminder.entry_id)
        session().add(answer)
    answer.outcome, answer.note, answer.at = outcome, note.strip()[:500], at or clock.now()
    answer.barrier = barrier if outcome != Outcome.APPLIED else ""
    session().flush()
    if is_new:
        publish(CheckedIn(actor_id=by.id, check_in_id=answer.id, outcome=outcome))
    return answer


def pause(enrollment: Enrollment, *, by: Member) -> None:
    """Stop the reminders for a while; the rest of them come later by as many days."""
    _needs_learner(enrollment, by)
    if enrollment.state != EnrollmentState.ACTIVE:
        raise Refused(_("Only a program that is running can be paused."))
    enrollment.pauses.append(Pause(from_at=clock.now()))
    _change(enrollment, EnrollmentState.PAUSED, by)


def resume(enrollment: Enrollment, *, by: Member) -> None:
    """Go on where the reminders stopped."""
    _needs_learner(enrollment, by)
    if enrollment.state != EnrollmentState.PAUSED:
        raise Refused(_("This program is not paused."))
    for one in enrollment.pauses:
        one.until_at = one.until_at or clock.now()
    _change(enrollment, EnrollmentState.ACTIVE, by)


def finish(enrollment: Enrollment, *, by: Member) -> None:
    """Say that the program has done its work; no more reminders come."""
    _end(enrollment, EnrollmentState.FINISHED, by)


def leave(enrollment: Enrollment, *, by: Member) -> None:
    """Leave the program and its cohort; what was open to the cohort alone closes at once."""
    _end(enrollment, EnrollmentState.LEFT, by)
    remove_member(session().get_one(Audience, enrollment.cohort.audience_id), by)


def _end(enrollment: Enrollment, state: EnrollmentState, by: Member) -> None:
    _needs_learner(enrollment, by)
    enrollment.ended_at = clock.now()
    for one in enrollment.pauses:
        one.until_at = one.until_at or clock.now()
    _change(enrollment, state, by)


def _change(enrollment: Enrollment, state: EnrollmentState, by: Member) -> None:
    enrollment.state = state.value
    session().flush()
    publish(EnrollmentChanged(actor_id=by.id, enrollment_id=enrollment.id, state=state.value))


def _needs_learner(enrollment: Enrollment, by: Member) -> None:
    if enrollment.member_id != by.id:
        raise NotAllowed(_("Only the learner can do this."))
