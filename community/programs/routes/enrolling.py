"""Opening cohorts, and letting people in: by name, from a list, by a link, as a team."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit
from community.kernel.i18n import _, ngettext
from community.programs import access, service
from community.programs.forms import CohortForm, EnrollingForm
from community.programs.routes import bp


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
