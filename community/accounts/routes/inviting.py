"""Where administrators ask people to join."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts import queries, service
from community.accounts.access import invitation_or_404, team_or_404
from community.accounts.current import me, only
from community.accounts.forms import InvitationForm
from community.accounts.models import Role
from community.accounts.routes import bp
from community.accounts.routes.choices import TEAMS_NONE, team_choices
from community.accounts.routes.limiting import limited
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.i18n import _


@bp.get("/admin/invitations")
@only(Role.ADMINISTRATOR)
def invitations() -> ResponseReturnValue:
    """Who was asked and has not joined, and the form for asking more."""
    return _page(_form(data={"team": TEAMS_NONE}))


@bp.post("/admin/invitations")
@only(Role.ADMINISTRATOR)
@limited("200 per hour")
def invite() -> ResponseReturnValue:
    """Send an invitation."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form, 422)
    team = team_or_404(int(form.team.data)) if form.team.data else None
    try:
        _check_open()
        service.invite(form.email.data, by=me(), role=Role(form.role.data), team=team)
    except Refused as refusal:
        form.email.errors = [str(refusal)]
        return _page(form, 422)
    commit()
    flash(_("The invitation is on its way to %(email)s.", email=form.email.data))
    return redirect("/admin/invitations", 303)


@bp.post("/admin/invitations/<int:invitation_id>/withdrawal")
@only(Role.ADMINISTRATOR)
def take_back(invitation_id: int) -> ResponseReturnValue:
    """Let an invitation lead nowhere."""
    service.take_back(invitation_or_404(invitation_id))
    commit()
    flash(_("The invitation is taken back."))
    return redirect("/admin/invitations", 303)


def _check_open() -> None:
    if current_app.config["SIGNUP"] == "closed":
        raise Refused(_("Joining is closed by the settings of this site, so an invitation would lead nowhere."))


def _form(**values: object) -> InvitationForm:
    form = InvitationForm(**values)
    form.team.choices = team_choices()
    return form


def _page(form: InvitationForm, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/invitations.html", form=form, invitations=queries.open_invitations()), status
