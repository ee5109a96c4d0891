"""The first page: what asks for the member today, then what is new."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, viewer
from community.entries import queries
from community.kernel.paging import place_from

bp = Blueprint("home", __name__)


@bp.get("/")
@anyone
def index() -> ResponseReturnValue:
    """The stream of what is new for whoever asks."""
    page = queries.stream(viewer(), place_from(request.args.get("after")))
    return render_template("home/index.html", page=page)
