"""The workspace of whoever helps teams: the teams of today, what each needs, and a need read step by step."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, only
from community.accounts.models import Role, Team
from community.coaching import access, queries, service
from community.coaching.forms import NoteForm
from community.coaching.models import Reading
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.i18n import _
from community.needs.queries import Need, Picture, picture_of_all, picture_of_team, topics_told_of
from community.topics.models import Tag

bp = Blueprint("coaching", __name__, url_prefix="/coaching")


@bp.get("")
@only(Role.COACH, Role.MANAGER)
def index() -> ResponseReturnValue:
    """The teams that one helps today."""
    return render_template("coaching/index.html", teams=queries.teams_helped_by(me()))


@bp.get("/teams/<int:team_id>")
@only(Role.COACH, Role.MANAGER)
def team(team_id: int) -> ResponseReturnValue:
    """What is told of a team, and what was noted."""
    found = access.team_or_404(team_id, me())
    own, everybody = _own(found), picture_of_all(me(), current_app.config, clock.now())
    told = {need.told.topic for need in own.needs}
    others = [need for need in everybody.needs if need.told.topic not in told]
    noted = queries.noted_topics(found)
    return render_template("coaching/team.html", team=found, picture=own, others=others, noted=noted)


@bp.get("/teams/<int:team_id>/topics/<name>")
@only(Role.COACH, Role.MANAGER)
def topic(team_id: int, name: str) -> ResponseReturnValue:
    """A need, read step by step, with the notes on it."""
    found = access.team_or_404(team_id, me())
    tag = access.topic_or_404(name, found, _told(found))
    return _page(found, tag)


@bp.post("/teams/<int:team_id>/topics/<name>/notes")
@only(Role.COACH, Role.MANAGER)
def note(team_id: int, name: str) -> ResponseReturnValue:
    """Write a note."""
    found, form = access.team_or_404(team_id, me()), NoteForm()
    tag = access.topic_or_404(name, found, _told(found))
    if not form.validate_on_submit():
        # To show the figures again would be another look at them, which is noted; whoever writes has them in mind.
        return _page(found, tag, form, 422)
    service.write_note(found, tag, Reading(form.reading.data), form.words.data or "", by=me())
    commit()
    flash(_("Noted, for you and for whoever helps this team."))
    return redirect(_address(found, tag), 303)


@bp.post("/teams/<int:team_id>/notes/<int:note_id>/deletion")
@only(Role.COACH, Role.MANAGER)
def delete(team_id: int, note_id: int) -> ResponseReturnValue:
    """Take a note of one's own back."""
    found = access.team_or_404(team_id, me())
    service.delete_note(access.own_note_or_404(note_id, found, me()))
    commit()
    flash(_("Gone; nothing of it is kept."))
    return redirect(f"/coaching/teams/{found.id}", 303)


def _own(found: Team) -> Picture:
    return picture_of_team(me(), found, current_app.config, clock.now())


def _told(found: Team) -> frozenset[str]:
    return topics_told_of(found, current_app.config, clock.now())


def _address(found: Team, tag: Tag) -> str:
    return f"/coaching/teams/{found.id}/topics/{quote(tag.name, safe='')}"


def _page(found: Team, tag: Tag, form: NoteForm | None = None, status: int = 200) -> ResponseReturnValue:
    own = everybody = None
    if form is None:
        own = _on(tag, _own(found))
        everybody = _on(tag, picture_of_all(me(), current_app.config, clock.now())) if own is None else None
    page = render_template(
        "coaching/topic.html",
        team=found,
        tag=tag,
        need=own or everybody,
        is_of_team=own is not None,
        notes=queries.notes_on(found, tag),
        form=form or NoteForm(formdata=None),
        address=_address(found, tag),
    )
    return page, status


def _on(tag: Tag, shown: Picture) -> Need | None:
    return next((need for need in shown.needs if need.told.topic == tag.name), None)
