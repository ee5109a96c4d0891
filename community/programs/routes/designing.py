"""Designing a program: its text, the pattern with which it begins, and its reminders."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.entries.forms import choice_of
from community.entries.kinds import State
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.i18n import _, ngettext
from community.programs import access, service
from community.programs.designing import service as designing
from community.programs.designing.forms import MoveForm, PatternForm
from community.programs.designing.patterns import steps_on
from community.programs.designing.queries import TAKEN_OUT, reminders_to_design
from community.programs.designing.warnings import asks_for_nothing, full_weeks
from community.programs.forms import ProgramForm, ReminderForm
from community.programs.models import Program, Reminder
from community.programs.queries import cohorts_of
from community.programs.routes import bp
from community.programs.routes.crediting import begun_from, forget_who_runs


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
    forget_who_runs()
    flash(_("Your program is begun. Now give it reminders."))
    return redirect(f"/programs/{program.slug}/design", 303)


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@members
def describe(slug: str) -> ResponseReturnValue:
    """Change what a program says about itself."""
    program = access.program_to_run_or_404(slug, me())
    form = ProgramForm(data=_described(program))
    form.offer(me(), program.audience)
    form.audience.data = form.audience.data or choice_of(program.audience)
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
    if form.audience.data != choice_of(program.audience):
        designing.open_program_to(program, form.chosen_audience(), by=me())
    commit()
    return redirect(f"/programs/{program.slug}/design", 303)


@bp.get("/<slug>/design")
@members
def design(slug: str) -> ResponseReturnValue:
    """The program as who runs it works on it: its reminders in order, and what is to be thought of."""
    return _design_page(access.program_to_run_or_404(slug, me()), PatternForm())


@bp.post("/<slug>/pattern")
@members
def begin(slug: str) -> ResponseReturnValue:
    """Begin an empty program with a pattern."""
    program = access.program_to_run_or_404(slug, me())
    form = PatternForm()
    if not form.validate_on_submit():
        return _design_page(program, form), 422
    made = designing.begin_with(program, steps_on(form.chosen_days(), topic=program.title), by=me())
    commit()
    said = ngettext("%(num)d reminder is begun.", "%(num)d reminders are begun.", len(made))
    flash(f"{said} {_('Make their texts your own. Then launch them: nobody gets a draft.')}")
    return redirect(f"/programs/{slug}/design", 303)


@bp.route("/<slug>/reminders/new", methods=["GET", "POST"])
@members
def add_reminder(slug: str) -> ResponseReturnValue:
    """Give a program one more reminder."""
    program = access.program_to_run_or_404(slug, me())
    form = ReminderForm(data=begun_from(program))
    if not form.validate_on_submit():
        return _reminder_page(form, program)
    service.add_reminder(program, form.step(), by=me(), is_draft=True)
    commit()
    flash(_("The reminder is kept as a draft. Nobody gets it before you launch it."))
    return redirect(f"/programs/{program.slug}/design", 303)


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


@bp.post("/<slug>/launch")
@members
def launch(slug: str) -> ResponseReturnValue:
    """Let all drafts of a program come to its learners."""
    program = access.program_to_run_or_404(slug, me())
    number = designing.launch(program, by=me())
    commit()
    flash(_launched(number))
    return redirect(f"/programs/{slug}/design", 303)


@bp.post("/reminders/<int:entry_id>/launch")
@members
def launch_reminder(entry_id: int) -> ResponseReturnValue:
    """Let one draft come to the learners."""
    reminder = access.reminder_to_run_or_404(entry_id, me())
    designing.launch_reminder(reminder, by=me())
    commit()
    flash(_launched(1))
    return redirect(f"/programs/{reminder.program.slug}/design", 303)


@bp.post("/reminders/<int:entry_id>/day")
@members
def move_reminder(entry_id: int) -> ResponseReturnValue:
    """Let a reminder come on another day."""
    reminder = access.reminder_to_run_or_404(entry_id, me())
    form = MoveForm()
    form.offset_days.id = f"day-{entry_id}"  # as the page calls it, which holds one for each reminder
    if not form.validate_on_submit():
        return _design_page(reminder.program, PatternForm(formdata=None), moving=form), 422
    designing.move_reminder(reminder, form.offset_days.data, by=me())
    commit()
    flash(_("“%(title)s” comes on day %(day)d.", title=reminder.entry.title, day=reminder.offset_days))
    return redirect(f"/programs/{reminder.program.slug}/design", 303)


@bp.post("/reminders/<int:entry_id>/removal")
@members
def remove_reminder(entry_id: int) -> ResponseReturnValue:
    """Take a reminder out of its program."""
    reminder = access.reminder_to_run_or_404(entry_id, me())
    designing.remove_reminder(reminder, by=me())
    commit()
    flash(_("The reminder is out of the program. You can bring it back below."))
    return redirect(f"/programs/{reminder.program.slug}/design", 303)


def _design_page(program: Program, form: PatternForm, moving: MoveForm | None = None) -> str:
    reminders = reminders_to_design(program)
    return render_template(
        "programs/design.html",
        program=program,
        reminders=reminders,
        drafts=[one for one in reminders if one.entry.state == State.DRAFT],
        removed=reminders_to_design(program, TAKEN_OUT),
        cohorts=cohorts_of(program),
        today=clock.now().date(),
        form=form,
        moving=moving,
        asks_for_nothing=asks_for_nothing([one.kind for one in reminders]),
        full_weeks=full_weeks(one.offset_days for one in reminders),
    )


def _launched(number: int) -> str:
    if not number:
        return _("No draft waits to be launched.")
    said = ngettext("%(num)d reminder is launched.", "%(num)d reminders are launched.", number)
    return f"{said} {_('Learners get each on its day.')}"


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
