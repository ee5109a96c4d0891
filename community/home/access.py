"""Load what a page of the home is about, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Viewer
from community.accounts.queries import member_by_username
from community.entries.kinds import Kind
from community.home import queries
from community.home.queries import Shelf
from community.kernel.errors import NotFound
from community.kernel.i18n import _

TABS = ("", "following")
KINDS = (Kind.REFLECTION, Kind.QUESTION, Kind.BOOKMARK)


def tab_or_404(name: str) -> str:
    """One of the streams: all that is new, or what the member follows."""
    if name not in TABS:
        raise NotFound(_("There is no such list."))
    return name


def kind_or_404(name: str) -> Kind | None:
    """The kind of entry that the stream is narrowed to; nothing means all."""
    if name and name not in KINDS:
        raise NotFound(_("There is no such list."))
    return Kind(name) if name else None


def shelf_or_404(name: str) -> Shelf:
    """A part of what a member shares."""
    for shelf in queries.SHELVES:
        if shelf.name == name:
            return shelf
    raise NotFound(_("There is no such list."))


def page_owner_or_404(username: str, viewer: Viewer) -> Member:
    """The member whose page it is; strangers find only those who share something with everyone."""
    member = member_by_username(username)
    if member is None or (viewer is None and not queries.shares_with_everyone(member)):
        raise NotFound(_("Nobody here has this name, or their page is open to members only."))
    return member
