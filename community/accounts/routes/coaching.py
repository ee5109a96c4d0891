"""Where administrators say which coach helps which team, and how long."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.access import scope_or_404, team_or_404
from community.accounts.coached_teams import scopes, today
from community.accounts.current import only
from community.accounts.forms import ScopeForm
from community.accounts.models import Role
from community.accounts.routes import bp
from community.accounts.service.coaching import end_scope, give_scope
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.i18n import _


@bp.get("/admin/coaching")
@only(Role.ADMINISTRATOR)
def coaching() -> ResponseReturnValue:
    """Who helps which team, and the form for one more."""
    return _page(ScopeForm.start(today()))


@bp.post("/admin/coaching")
@only(Role.ADMINISTRATOR)
def give_coach() -> ResponseReturnValue:
    """Let a coach help a team."""
    form = ScopeForm.start()
    if not form.validate_on_submit():
        return _page(form, 422)
    team = team_or_404(form.team.data)
    try:
        give_scope(form.member, team, first_on=form.first_on.data, last_on=form.last_on.data)
    except Refused as refusal:
        form.coach.errors = [str(refusal)]
        return _page(form, 422)
    commit()
    flash(_("%(name)s helps %(team)s from then on.", name=form.member.name, team=team.name))
    return redirect("/admin/coaching", 303)


@bp.post("/admin/coaching/<int:scope_id>/end")
@only(Role.ADMINISTRATOR)
def end_coaching(scope_id: int) -> ResponseReturnValue:
    """End it at once."""
    end_scope(scope_or_404(scope_id), today=today())
    commit()
    flash(_("Ended."))
    return redirect("/admin/coaching", 303)


def _page(form: ScopeForm, status: int = 200) -> ResponseReturnValue:
    page = render_template("accounts/coaching.html", form=form, scopes=scopes(), today=today())
    return page, status
