"""Opening cohorts, and letting people in: by name, from a list, by a link, as a team or a community."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts import queries as accounts
from community.accounts.current import me, members
from community.accounts.people_form import PeopleForm
from community.groups import queries as groups
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _, ngettext
from community.programs import access, service
from community.programs.designing.enrolling import (
    Line,
    Why,
    change_link,
    cohort_of_link,
    enroll_all,
    enroll_from,
    link_token,
)
from community.programs.designing.forms import GroupForm, ListForm, TeamForm
from community.programs.designing.queries import members_of
from community.programs.forms import CohortForm
from community.programs.models import Cohort
from community.programs.routes import bp


@bp.route("/<slug>/cohorts/new", methods=["GET", "POST"])
@members
def open_cohort(slug: str) -> ResponseReturnValue:
    """Begin a run of a program."""
    program = access.program_to_run_or_404(slug, me())
    form = CohortForm()
    if not form.validate_on_submit():
        return render_template("programs/cohort.html", form=form, program=program), 422 if form.errors else 200
    is_open = not form.is_closed.data
    service.open_cohort(program, by=me(), name=form.name.data, starts_on=form.starts_on.data, is_open=is_open)
    commit()
    said = _("Learners can join it from the program's page.") if is_open else _("Now let people in.")
    flash(f"{_('The cohort is open.')} {said}")
    return redirect(f"/programs/{program.slug}", 303)


@bp.route("/cohorts/<int:cohort_id>/enrolling", methods=["GET", "POST"])
@members
def enroll_others(cohort_id: int) -> ResponseReturnValue:
    """Enroll people by their usernames."""
    cohort = _to_run_or_404(cohort_id)
    form = PeopleForm()
    if not form.validate_on_submit():
        return _page(cohort, form=form), 422 if form.errors else 200
    return _answered(cohort, enroll_all(cohort, form.found, by=me()))


@bp.post("/cohorts/<int:cohort_id>/list")
@members
def enroll_list(cohort_id: int) -> ResponseReturnValue:
    """Enroll the people of a list, and say of each line what became of it."""
    cohort = _to_run_or_404(cohort_id)
    form = ListForm()
    if not form.validate_on_submit():
        return _page(cohort, list_form=form), 422
    lines = enroll_from(cohort, form.read, by=me())
    commit()
    return render_template("programs/enrolled.html", cohort=cohort, lines=lines)


@bp.post("/cohorts/<int:cohort_id>/team")
@members
def enroll_team(cohort_id: int) -> ResponseReturnValue:
    """Enroll a whole team, as far as its members may see the program."""
    cohort = _to_run_or_404(cohort_id)
    form = TeamForm()
    form.offer(accounts.teams())
    if not form.validate_on_submit():
        return _page(cohort, team_form=form), 422
    team = accounts.team_by_id(int(form.team.data))
    return _answered(cohort, enroll_all(cohort, members_of(team) if team else [], by=me()))


@bp.post("/cohorts/<int:cohort_id>/group")
@members
def enroll_group(cohort_id: int) -> ResponseReturnValue:
    """Enroll everybody of a community that one belongs to, as far as they may see the program."""
    cohort = _to_run_or_404(cohort_id)
    form = _group_form()
    if not form.validate_on_submit():
        return _page(cohort, group_form=form), 422
    people = groups.everybody_in(int(form.group.data))
    return _answered(cohort, enroll_all(cohort, people, by=me()))


@bp.post("/cohorts/<int:cohort_id>/link/<any(new, over):verb>")
@members
def renew_link(cohort_id: int, verb: str) -> ResponseReturnValue:
    """Make a link by which people join, or take it back."""
    cohort = _to_run_or_404(cohort_id)
    change_link(cohort, by=me(), has_link=verb == "new")
    commit()
    said = _("Whoever gets this link and may see the program can join.") if verb == "new" else _("The link is over.")
    flash(said)
    return redirect(f"/programs/cohorts/{cohort_id}/enrolling#link", 303)


@bp.get("/join/<token>")
@members
def look_at_link(token: str) -> ResponseReturnValue:
    """What a link lets one join; looking at it changes nothing."""
    return render_template("programs/join.html", cohort=_linked_or_404(token), path=f"/programs/join/{token}")


@bp.post("/join/<token>")
@members
def join_by_link(token: str) -> ResponseReturnValue:
    """Join a cohort by its link."""
    cohort = _linked_or_404(token)
    service.enroll_learner(cohort, me(), by=me(), by_link=True)
    commit()
    flash(_("You are in. What is due will show up here, on your first page and in your feeds."))
    return redirect("/programs/mine", 303)


def _linked_or_404(token: str) -> Cohort:
    cohort = cohort_of_link(token)
    if cohort is None or not service.may_follow(cohort.program, me()):
        raise NotFound(_("This link is over, or it is not meant for you. Ask the person who gave it to you."))
    return cohort


def _to_run_or_404(cohort_id: int) -> Cohort:
    cohort = access.cohort_or_404(cohort_id, me())
    access.program_to_run_or_404(cohort.program.slug, me())
    return cohort


def _group_form() -> GroupForm:
    """The communities of the one who enrolls: of others, who is in them is not theirs to know."""
    form = GroupForm()
    form.offer([(group.id, group.name) for group in groups.groups_of(me())])
    return form


def _page(
    cohort: Cohort,
    *,
    form: PeopleForm | None = None,
    list_form: ListForm | None = None,
    team_form: TeamForm | None = None,
    group_form: GroupForm | None = None,
) -> str:
    """The ways to let people in; the form that was sent comes with what is wrong in it."""
    if team_form is None:
        team_form = TeamForm(formdata=None)
        team_form.offer(accounts.teams())
    token = link_token(cohort)
    return render_template(
        "programs/enrolling.html",
        cohort=cohort,
        form=form or PeopleForm(formdata=None),
        list_form=list_form or ListForm(formdata=None),
        team_form=team_form,
        group_form=group_form or _group_form(),
        link=f"{current_app.config['SITE_URL'].rstrip('/')}/programs/join/{token}" if token else "",
    )


def _answered(cohort: Cohort, lines: list[Line]) -> ResponseReturnValue:
    commit()
    taken = sum(line.why is Why.TAKEN for line in lines)
    if taken < len(lines) or not lines:
        return render_template("programs/enrolled.html", cohort=cohort, lines=lines)
    flash(ngettext("%(num)d learner is in the cohort.", "%(num)d learners are in the cohort.", taken))
    return redirect(f"/programs/{cohort.program.slug}", 303)
