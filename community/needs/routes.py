"""Where people keep getting stuck, for those who can do something about it, and the rules for everybody to read."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members, only
from community.accounts.models import Role
from community.kernel import clock
from community.needs.data_sheet import data_sheet
from community.needs.gate.policy import first_day_of, period_of, policy_of
from community.needs.gate.release import ORGANIZATION
from community.needs.gate.serving import group_names, look, views
from community.needs.lede import lede
from community.needs.queries import picture, scopes_for
from community.needs.sheet import sheet

bp = Blueprint("needs", __name__, url_prefix="/needs")


@bp.get("")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """What groups of people need to learn, and what keeps them from applying what they learned."""
    policy, now = policy_of(current_app.config), clock.now()
    release = look(me(), ORGANIZATION, policy, now)
    shown = picture(release)
    next_on = first_day_of(period_of(now) + 1).date()
    return render_template(
        "needs/index.html",
        picture=shown,
        lede=lede(shown),
        policy=policy,
        next_on=next_on,
        scopes=scopes_for(me(), release),
    )


@bp.get("/needs.csv")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def table() -> ResponseReturnValue:
    """The same as a table to take along."""
    return _table(ORGANIZATION, str(current_app.config["ORGANIZATION_NAME"]))


@bp.get("/groups/<scope>")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def group(scope: str) -> ResponseReturnValue:
    """The same of one team or one cohort, as far as it may be told beside the others."""
    if scope == ORGANIZATION:
        return redirect(url_for(".index"), 303)
    policy, now = policy_of(current_app.config), clock.now()
    release = look(me(), scope, policy, now)
    next_on = first_day_of(period_of(now) + 1).date()
    name = group_names().get(scope, "")
    return render_template(
        "needs/group.html", picture=picture(release), policy=policy, next_on=next_on, name=name, scope=scope
    )


@bp.get("/groups/<scope>/needs.csv")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def table_of_group(scope: str) -> ResponseReturnValue:
    """The needs of one team or one cohort as a table to take along."""
    return _table(scope, group_names().get(scope, ""))


def _table(scope: str, name: str) -> Response:
    policy = policy_of(current_app.config)
    text = sheet(picture(look(me(), scope, policy, clock.now())), name, policy)
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=needs.csv"})


@bp.get("/views")
@only(Role.ADMINISTRATOR)
def viewing() -> ResponseReturnValue:
    """Who looked at which group, and when."""
    return render_template("needs/views.html", views=views(), names=group_names())


@bp.get("/data-sheet")
@members
def rules() -> ResponseReturnValue:
    """What is counted, what is told and to whom, by the settings in force; for everybody to read."""
    return render_template("needs/data_sheet.html", sections=data_sheet(policy_of(current_app.config)))


@bp.get("/data-sheet.txt")
@members
def rules_as_text() -> ResponseReturnValue:
    """The same to take along, as plain text."""
    sections = data_sheet(policy_of(current_app.config))
    text = "\n\n".join("\n".join([section.title, *(f"- {line}" for line in section.lines)]) for section in sections)
    name = "attachment; filename=needs-data-sheet.txt"
    return Response(text + "\n", mimetype="text/plain", headers={"Content-Disposition": name})
