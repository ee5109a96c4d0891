"""Load a bookmark or a resource by the right that the act needs, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Viewer
from community.bookmarks import queries
from community.bookmarks.models import Bookmark, Resource
from community.bookmarks.queries import Show
from community.entries.service import may_edit
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _


def bookmark_or_404(entry_id: int, viewer: Viewer) -> Bookmark:
    """The bookmark, if `viewer` may see it."""
    bookmark = queries.bookmark_for(viewer, entry_id)
    if bookmark is None:
        raise NotFound(_("There is no such bookmark, or it is not open to you."))
    return bookmark


def own_bookmark_or_404(entry_id: int, member: Member) -> Bookmark:
    """The bookmark, if it is one that `member` may change."""
    bookmark = bookmark_or_404(entry_id, member)
    if not may_edit(member, bookmark.entry):
        raise NotAllowed(_("Only the person who saved this can change it."))
    return bookmark


def resource_or_404(resource_id: int, viewer: Viewer) -> Resource:
    """The resource, if `viewer` may see a bookmark of it."""
    resource = queries.resource_for(viewer, resource_id)
    if resource is None:
        raise NotFound(_("Nobody saved such a page, or their bookmarks are not open to you."))
    return resource


def view_or_404(name: str) -> Show:
    """The view of one's own bookmarks with this name."""
    if name not in set(Show):
        raise NotFound(_("There is no such list of bookmarks."))
    return Show(name)
