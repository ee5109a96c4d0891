"""A reminder's page, and «did you apply it?» in one tap."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.kernel.db import commit
from community.kernel.errors import NotAllowed
from community.kernel.i18n import _
from community.programs import access, following, queries
from community.programs.forms import CheckInForm
from community.programs.models import CheckIn, Enrollment, Reminder
from community.programs.next_step import CheckIn as Answered
from community.programs.next_step import NextStep, next_step
from community.programs.routes import bp


@bp.get("/reminders/<int:entry_id>")
@anyone
def reminder(entry_id: int) -> ResponseReturnValue:
    """One reminder: what it says, what it asks, and what the learner answered."""
    found = access.reminder_or_404(entry_id, viewer())
    enrollment, answer = _mine(found)
    return render_template(
        "programs/reminder.html",
        reminder=found,
        entry=found.entry,
        enrollment=enrollment,
        answer=answer,
        next_step=_next_step(enrollment) if answer is not None else None,
    )


@bp.post("/reminders/<int:entry_id>/check-in")
@members
def check_in(entry_id: int) -> ResponseReturnValue:
    """Answer «did you apply it?»."""
    found = access.reminder_or_404(entry_id, me())
    form = CheckInForm()
    enrollment = _chosen(found, form)
    following.check_in(
        enrollment,
        found,
        by=me(),
        outcome=form.outcome.data,
        barrier=form.barrier.data,
        note=form.note.data,
    )
    commit()
    flash(_("Thank you. Only you see your answer; it counts in groups of five people or more."))
    return redirect(f"/programs/reminders/{entry_id}#answer", 303)


def _mine(found: Reminder) -> tuple[Enrollment | None, CheckIn | None]:
    member = viewer()
    answers = queries.answers_of(member, found) if member is not None else []
    return answers[0] if answers else (None, None)


def _chosen(found: Reminder, form: CheckInForm) -> Enrollment:
    answers = queries.answers_of(me(), found)
    if not answers:
        raise NotAllowed(_("You do not follow this program. Join one of its cohorts first."))
    wanted = [enrollment for enrollment, _answer in answers if enrollment.id == form.enrollment.data]
    return wanted[0] if wanted else answers[0][0]


def _next_step(enrollment: Enrollment | None) -> NextStep | None:
    if enrollment is None:
        return None
    answers = queries.check_ins_of(enrollment)
    return next_step([Answered(a.outcome, a.barrier) for a in answers])
