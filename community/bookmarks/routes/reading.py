"""The list of bookmarks, the page of one, and the page of what several people saved."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, viewer
from community.bookmarks import access, queries
from community.bookmarks.next_act import reflection_address
from community.bookmarks.resources import title_of
from community.bookmarks.routes import bp
from community.bookmarks.similar import similar_bookmarks
from community.entries import queries as entries
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.paging import place_from
from community.topics.queries import tag_by_name


@bp.get("")
@anyone
def index() -> ResponseReturnValue:
    """The newest bookmarks, perhaps of one tag."""
    name = request.args.get("tag", "")
    tag = tag_by_name(name) if name else None
    if name and tag is None:
        raise NotFound(_("Nothing is tagged like this."))
    page = queries.bookmarks(viewer(), tag=tag, after=place_from(request.args.get("after")))
    counts = queries.saver_counts(viewer(), {bookmark.resource_id for bookmark in page.items})
    return render_template("bookmarks/index.html", page=page, tag=tag, counts=counts)


@bp.get("/<int:entry_id>")
@anyone
def show(entry_id: int) -> ResponseReturnValue:
    """A bookmark, what is said about it, and who else saved the page."""
    bookmark = access.bookmark_or_404(entry_id, viewer())
    below = entries.thread(bookmark.entry, viewer())
    others, count = queries.other_savings(bookmark, viewer())
    return render_template(
        "bookmarks/show.html",
        bookmark=bookmark,
        entry=bookmark.entry,
        resource=bookmark.resource,
        below=below,
        standing=entries.standing_of(viewer(), bookmark.entry, below),
        others=others,
        count=count,
        reflect_url=reflection_address(bookmark),
    )


@bp.get("/<int:entry_id>/similar")
@anyone
def alike(entry_id: int) -> ResponseReturnValue:
    """Saved pages like this one; the bookmark's page fetches the list from here once it stands."""
    bookmark = access.bookmark_or_404(entry_id, viewer())
    return render_template("bookmarks/alike.html", bookmark=bookmark, similar=similar_bookmarks(viewer(), bookmark))


@bp.get("/resources/<int:resource_id>")
@anyone
def resource(resource_id: int) -> ResponseReturnValue:
    """A page and the people who saved it, as far as their bookmarks are open to the viewer."""
    found = access.resource_or_404(resource_id, viewer())
    page = queries.bookmarks_of(found, viewer(), place_from(request.args.get("after")))
    count = queries.saver_counts(viewer(), [found.id]).get(found.id, 0)
    return render_template("bookmarks/resource.html", resource=found, title=title_of(found), page=page, count=count)
