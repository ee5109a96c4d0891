"""Bookmarks from a file, and back into one."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.bookmarks import netscape, pinboard, queries
from community.bookmarks.forms import ImportForm
from community.bookmarks.importing import import_file
from community.bookmarks.routes import bp
from community.kernel.db import commit


@bp.get("/import")
@members
def choose_file() -> ResponseReturnValue:
    """The form for a bookmark file."""
    return render_template("bookmarks/import.html", form=ImportForm.start(me()))


@bp.post("/import")
@members
def take_file() -> ResponseReturnValue:
    """Take the links of a file, and report on each that was left out."""
    form = ImportForm.start(me())
    if not form.validate_on_submit():
        return render_template("bookmarks/import.html", form=form), 422
    report = import_file(
        me(),
        form.content,
        form.chosen_audience(),
        folders_as_tags=form.folders_as_tags.data,
        after_batch=commit,
    )
    return render_template("bookmarks/imported.html", report=report)


@bp.get("/export.html")
@members
def export_html() -> ResponseReturnValue:
    """One's own bookmarks as every browser reads them."""
    return _file(netscape.write(queries.saved_links(me())), "text/html", "bookmarks.html")


@bp.get("/export.json")
@members
def export_json() -> ResponseReturnValue:
    """One's own bookmarks as Pinboard writes them."""
    return _file(pinboard.write(queries.saved_links(me())), "application/json", "bookmarks.json")


def _file(lines: Iterable[str], media_type: str, name: str) -> Response:
    response = Response("".join(lines), content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
