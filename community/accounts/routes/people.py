"""Where administrators look after people."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts import queries, service
from community.accounts.access import person_or_404, team_or_404
from community.accounts.current import only
from community.accounts.forms import PersonForm
from community.accounts.models import Member, MemberState, Role
from community.accounts.routes import bp
from community.accounts.routes.choices import TEAMS_NONE, team_choices
from community.audiences.service import set_team
from community.kernel.db import commit
from community.kernel.forms import one_line
from community.kernel.i18n import _
from community.kernel.paging import place_from


@bp.get("/administration")
@only(Role.ADMINISTRATOR)
def administration() -> ResponseReturnValue:
    """Where the work of an administrator begins."""
    return redirect("/admin/people")


@bp.get("/admin/people")
@only(Role.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    """Everybody with an account, narrowed by name, role, state or team."""
    wanted = {name: one_line(request.args.get(name))[:100] for name in ("q", "role", "state", "team")}
    page = queries.people(
        place_from(request.args.get("after")),
        like=wanted["q"],
        role=wanted["role"] if wanted["role"] in set(Role) else "",
        state=wanted["state"] if wanted["state"] in set(MemberState) else "",
        team_id=int(wanted["team"]) if wanted["team"] in dict(team_choices()) and wanted["team"] else None,
    )
    return render_template("accounts/people.html", page=page, wanted=wanted, teams=team_choices(), roles=list(Role))


@bp.get("/admin/people/<int:member_id>")
@only(Role.ADMINISTRATOR)
def person(member_id: int) -> ResponseReturnValue:
    """What can be decided about one member."""
    member = person_or_404(member_id)
    manager = member.manager.username if member.manager else ""
    data = {"role": member.role, "team": str(member.team_id or TEAMS_NONE), "manager": manager}
    return _page(member, _form(data=data))


@bp.post("/admin/people/<int:member_id>")
@only(Role.ADMINISTRATOR)
def change_person(member_id: int) -> ResponseReturnValue:
    """Change role, team and reporting line of a member, all or nothing."""
    member, form = person_or_404(member_id), _form()
    if not form.validate_on_submit():
        return _page(member, form, 422)
    manager = queries.member_by_username(form.manager.data.lstrip("@")) if form.manager.data else None
    if form.manager.data and manager is None:
        form.manager.errors = [_("Nobody here is called %(names)s.", names=form.manager.data)]
        return _page(member, form, 422)
    service.set_manager(member, manager)
    service.change_role(member, Role(form.role.data))
    set_team(member, team_or_404(int(form.team.data)) if form.team.data else None)
    commit()
    flash(_("The change is saved."))
    return redirect(f"/admin/people/{member.id}", 303)


@bp.post("/admin/people/<int:member_id>/suspension")
@only(Role.ADMINISTRATOR)
def suspend(member_id: int) -> ResponseReturnValue:
    """Close the site to a member."""
    member = person_or_404(member_id)
    service.suspend(member)
    commit()
    flash(_("%(name)s is suspended and signed out everywhere.", name=member.name))
    return redirect(f"/admin/people/{member.id}", 303)


@bp.post("/admin/people/<int:member_id>/return")
@only(Role.ADMINISTRATOR)
def reactivate(member_id: int) -> ResponseReturnValue:
    """Open the site to a member again."""
    member = person_or_404(member_id)
    service.reactivate(member)
    commit()
    flash(_("%(name)s can sign in again.", name=member.name))
    return redirect(f"/admin/people/{member.id}", 303)


def _form(**values: object) -> PersonForm:
    form = PersonForm(**values)
    form.team.choices = team_choices()
    return form


def _page(member: Member, form: PersonForm, status: int = 200) -> ResponseReturnValue:
    line = queries.reporting_line(member)
    return render_template("accounts/person.html", member=member, form=form, line=line), status
