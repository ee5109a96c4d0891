"""Where administrators make and name teams."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts import queries, service
from community.accounts.access import team_or_404
from community.accounts.current import only
from community.accounts.forms import TeamForm
from community.accounts.models import Role, Team
from community.accounts.routes import bp
from community.audiences.service import name_team_audience
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.i18n import _


@bp.get("/admin/teams")
@only(Role.ADMINISTRATOR)
def teams() -> ResponseReturnValue:
    """All teams, and the form for another."""
    return _page(TeamForm(formdata=None))


@bp.post("/admin/teams")
@only(Role.ADMINISTRATOR)
def make_team() -> ResponseReturnValue:
    """Make a team."""
    form = TeamForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    try:
        service.make_team(form.name.data)
    except Refused as refusal:
        form.name.errors = [str(refusal)]
        return _page(form, status=422)
    commit()
    flash(_("The team is there. People come into it on their pages."))
    return redirect("/admin/teams", 303)


@bp.get("/admin/teams/<int:team_id>")
@only(Role.ADMINISTRATOR)
def team(team_id: int) -> ResponseReturnValue:
    """The form for a team's name."""
    found = team_or_404(team_id)
    return _page(TeamForm(formdata=None, obj=found), found)


@bp.post("/admin/teams/<int:team_id>")
@only(Role.ADMINISTRATOR)
def rename_team(team_id: int) -> ResponseReturnValue:
    """Call a team otherwise."""
    found, form = team_or_404(team_id), TeamForm()
    if not form.validate_on_submit():
        return _page(form, found, 422)
    try:
        service.rename_team(found, form.name.data)
    except Refused as refusal:
        form.name.errors = [str(refusal)]
        return _page(form, found, 422)
    name_team_audience(found)
    commit()
    flash(_("The team has its new name."))
    return redirect("/admin/teams", 303)


def _page(form: TeamForm, team: Team | None = None, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/teams.html", form=form, team=team, teams=queries.teams()), status
