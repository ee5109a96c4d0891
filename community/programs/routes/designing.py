"""Designing a program: its text, its reminders, its cohorts."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit
from community.kernel.i18n import _, ngettext
from community.programs import access, service
from community.programs.forms import CohortForm, EnrollingForm, ProgramForm, ReminderForm
from community.programs.models import Program, Reminder
from community.programs.routes import bp


@bp.get("/new")
@members
def new() -> ResponseReturnValue:
    """The form for a program."""
    form = ProgramForm()
    form.offer(me())
    return render_template("programs/form.html", form=form, program=None)


@bp.post("/new")
@members
def make() -> ResponseReturnValue:
    """Begin a program."""
    form = ProgramForm()
    form.offer(me())
    if not form.validate_on_submit():
        return render_template("programs/form.html", form=form, program=None), 422
    program = service.make_program(
        owner=me(),
        audience=form.chosen_audience(),
        title=form.title.data,
        source=form.source.data,
        skills=form.chosen("skills"),
        resource_tags=form.chosen("resource_tags"),
    )
    commit()
    flash(_("Your program is begun. Now give it reminders."))
    return redirect(f"/programs/{program.slug}", 303)


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@members
def describe(slug: str) -> ResponseReturnValue:
    """Change what a program says about itself."""
    program = access.program_to_run_or_404(slug, me())
    form = ProgramForm(data=_described(program))
    form.offer(me(), program.audience)
    form.audience.data = form.audience.data or form.audience.choices[0].value
    if not form.validate_on_submit():
        return render_template("programs/form.html", form=form, program=program), 422 if form.errors else 200
    service.describe_program(
        program,
        by=me(),
        title=form.title.data,
        source=form.source.data,
        skills=form.chosen("skills"),
        resource_tags=form.chosen("resource_tags"),
    )
    commit()
    return redirect(f"/programs/{program.slug}", 303)


@bp.route("/<slug>/reminders/new", methods=["GET", "POST"])
@members
def add_reminder(slug: str) -> ResponseReturnValue:
    """Give a program one more reminder."""
    program = access.program_to_run_or_404(slug, me())
    form = ReminderForm()
    if not form.validate_on_submit():
        return _reminder_page(form, program)
    service.add_reminder(program, form.step(), by=me())
    commit()
    flash(_("The reminder is part of the program."))
    return redirect(f"/programs/{program.slug}", 303)


@bp.route("/reminders/<int:entry_id>/edit", methods=["GET", "POST"])
@members
def revise_reminder(entry_id: int) -> ResponseReturnValue:
    """Change a reminder."""
    reminder = access.reminder_to_run_or_404(entry_id, me())
    form = ReminderForm(obj=reminder, data=_said(reminder))
    if not form.validate_on_submit():
        return _reminder_page(form, reminder.program, reminder)
    service.revise_reminder(reminder, form.step(), by=me())
    commit()
    flash(_("The reminder was changed."))
    return redirect(f"/programs/reminders/{entry_id}", 303)


@bp.route("/<slug>/cohorts/new", methods=["GET", "POST"])
@members
def open_cohort(slug: str) -> ResponseReturnValue:
    """Begin a run of a program."""
    program = access.program_to_run_or_404(slug, me())
    form = CohortForm()
    if not form.validate_on_submit():
        return render_template("programs/cohort.html", form=form, program=program), 422 if form.errors else 200
    service.open_cohort(program, by=me(), name=form.name.data, starts_on=form.starts_on.data)
    commit()
    flash(_("The cohort is open. Learners can join it from the program's page."))
    return redirect(f"/programs/{program.slug}", 303)


@bp.route("/cohorts/<int:cohort_id>/enrolling", methods=["GET", "POST"])
@members
def enroll_others(cohort_id: int) -> ResponseReturnValue:
    """Enroll people by their usernames."""
    cohort = access.cohort_or_404(cohort_id, me())
    access.program_to_run_or_404(cohort.program.slug, me())
    form = EnrollingForm()
    if not form.validate_on_submit():
        return render_template("programs/enrolling.html", form=form, cohort=cohort), 422 if form.errors else 200
    for member in form.found:
        service.enroll_learner(cohort, member, by=me())
    commit()
    flash(ngettext("%(num)d learner is in the cohort.", "%(num)d learners are in the cohort.", len(form.found)))
    return redirect(f"/programs/{cohort.program.slug}", 303)


def _reminder_page(form: ReminderForm, program: Program, reminder: Reminder | None = None) -> ResponseReturnValue:
    page = render_template("programs/reminder_form.html", form=form, program=program, reminder=reminder)
    return page, 422 if form.errors else 200


def _described(program: Program) -> dict[str, str]:
    return {
        "title": program.title,
        "source": program.source,
        "skills": ", ".join(program.skills),
        "resource_tags": ", ".join(program.resource_tags),
    }


def _said(reminder: Reminder) -> dict[str, object]:
    return {
        "title": reminder.entry.title,
        "source": reminder.entry.source,
        "offset_days": reminder.offset_days,
        "kind": reminder.kind,
        "task": reminder.task,
        "recall_question": reminder.recall_question,
        "recall_answer": reminder.recall_answer,
    }
