"""Where people keep getting stuck, for those who can do something about it."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import only
from community.accounts.models import Role
from community.kernel import clock
from community.kernel.floor import Floor
from community.needs.queries import picture

bp = Blueprint("needs", __name__, url_prefix="/needs")


@bp.get("")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """What groups of people need to learn, and what keeps them from applying what they learned."""
    floor = Floor(current_app.config["NEEDS_FLOOR"])
    return render_template("needs/index.html", picture=picture(floor, clock.now()), floor=floor.people)
