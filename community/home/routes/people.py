"""The directory of people, and the page of each."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, members, viewer
from community.accounts.queries import teams
from community.entries.queries import is_following
from community.home import queries
from community.home.access import page_owner_or_404, shelf_or_404
from community.home.routes import bp
from community.kernel.forms import clean
from community.kernel.paging import id_from, place_from

LONGEST_SEARCH = 100


@bp.get("/members")
@members
def directory() -> ResponseReturnValue:
    """Everybody here by name, perhaps of one team or with something in the name."""
    text = clean(request.args.get("q", ""))[:LONGEST_SEARCH].strip()
    team = request.args.get("team", "")
    page = queries.directory(text=text, team_slug=team, after=id_from(request.args.get("after", "")))
    return render_template("home/directory.html", page=page, text=text, team=team, teams=teams())


@bp.get("/members/<username>")
@anyone
def member(username: str) -> ResponseReturnValue:
    """What a member says of themselves and shares with whoever asks."""
    owner = page_owner_or_404(username, viewer())
    shelf = shelf_or_404(request.args.get("show", ""))
    page = queries.writings(owner, viewer(), *shelf.kinds, after=place_from(request.args.get("after")))
    return render_template(
        "home/member.html",
        member=owner,
        page=page,
        shelf=shelf,
        shelves=queries.SHELVES,
        tags=queries.tags_of(owner, viewer()),
        following=is_following(viewer(), "member", owner.id),
    )
