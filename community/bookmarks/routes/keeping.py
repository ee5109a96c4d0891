"""One's own bookmarks: what is to be read, and what is put aside."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.bookmarks import access, queries, service
from community.bookmarks.models import Bookmark
from community.bookmarks.queries import Show
from community.bookmarks.routes import bp
from community.kernel.db import commit
from community.kernel.i18n import _
from community.kernel.paging import place_from


@bp.get("/mine")
@members
def mine() -> ResponseReturnValue:
    """What the member saved."""
    show = access.view_or_404(request.args.get("show", Show.ALL))
    page = queries.my_bookmarks(me(), show, place_from(request.args.get("after")))
    counts = queries.saver_counts(me(), {bookmark.resource_id for bookmark in page.items})
    return render_template("bookmarks/mine.html", page=page, show=show, counts=counts)


@bp.post("/<int:entry_id>/to-read")
@members
def to_read(entry_id: int) -> ResponseReturnValue:
    """Put a page among those to read, or out of them."""
    bookmark, wanted = access.own_bookmark_or_404(entry_id, me()), request.form.get("wanted") == "1"
    service.set_to_read(bookmark, wanted, by=me())
    commit()
    flash(_("It waits under «To read».") if wanted else _("It no longer waits to be read."))
    return redirect(_back(bookmark), 303)


@bp.post("/<int:entry_id>/archived")
@members
def archived(entry_id: int) -> ResponseReturnValue:
    """Put a page aside, or take it up again."""
    bookmark, wanted = access.own_bookmark_or_404(entry_id, me()), request.form.get("wanted") == "1"
    service.set_archived(bookmark, wanted, by=me())
    commit()
    flash(_("It is in your archive. Others find it as before.") if wanted else _("It is back among your bookmarks."))
    return redirect(_back(bookmark), 303)


def _back(bookmark: Bookmark) -> str:
    """The list that the button stood in, else the page of the bookmark."""
    show = request.form.get("show", "")
    return f"/bookmarks/mine?show={show}" if show in set(Show) else bookmark.entry.path
