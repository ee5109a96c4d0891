"""A reminder's page, and «did you apply it?» in one tap."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.kernel.db import commit
from community.kernel.errors import NotAllowed
from community.kernel.i18n import _
from community.programs import access, queries
from community.programs.drafting import drafts_from
from community.programs.forms import ReminderActForm
from community.programs.models import Enrollment, Reminder
from community.programs.next_step import CheckIn as Answered
from community.programs.next_step import NextStep, next_step
from community.programs.routes import bp
from community.programs.routes.acting import ACTS, VERBS
from community.programs.standing import Standing, around, standings


@bp.get("/reminders/<int:entry_id>")
@anyone
def reminder(entry_id: int) -> ResponseReturnValue:
    """One reminder: what it says, what it asks, and what the learner answered."""
    found = access.reminder_or_404(entry_id, viewer())
    standing = _mine(found)
    return render_template(
        "programs/reminder.html",
        reminder=found,
        entry=found.entry,
        standing=standing,
        next_step=step_after(standing),
        drafts=drafts_from(found, standing.answer if standing else None),
        around=around(found, viewer(), standing.enrollment.cohort_id if standing else None),
        base=f"/programs/reminders/{entry_id}",
    )


@bp.post(f"/reminders/<int:entry_id>/{VERBS}")
@members
def act(entry_id: int, what: str) -> ResponseReturnValue:
    """Answer a reminder, put it off, or pass over it."""
    found = access.reminder_or_404(entry_id, me())
    form = ReminderActForm()
    said = ACTS[what](_chosen(found, form), found, me(), form)
    commit()
    flash(said)
    return redirect(f"/programs/reminders/{entry_id}#answer", 303)


def step_after(standing: Standing | None) -> NextStep | None:
    """What to offer after the answers so far; nothing while this reminder waits for one."""
    if standing is None or standing.answer is None:
        return None
    answers = queries.check_ins_of(standing.enrollment)
    return next_step([Answered(a.outcome, a.barrier) for a in answers], has_shown=standing.has_shown)


def _mine(found: Reminder) -> Standing | None:
    member = viewer()
    return next(iter(standings(member, found)), None) if member is not None else None


def _chosen(found: Reminder, form: ReminderActForm) -> Enrollment:
    mine = [one.enrollment for one in standings(me(), found)]
    if not mine:
        raise NotAllowed(_("You do not follow this program. Join one of its cohorts first."))
    return next((one for one in mine if one.id == form.enrollment.data), mine[0])
