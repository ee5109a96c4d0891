"""Load an entry by the right that the act needs, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Viewer
from community.entries import queries
from community.entries.kinds import STREAM_KINDS, Kind
from community.entries.models import Entry, Revision
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _


def entry_or_404(entry_id: int, viewer: Viewer, *kinds: Kind) -> Entry:
    """The entry, if `viewer` may see it."""
    entry = queries.entry_for(viewer, entry_id, *kinds)
    if entry is None:
        raise NotFound(_("There is no such entry, or it is not open to you."))
    return entry


def read_entry_or_404(entry_id: int, viewer: Viewer) -> Entry:
    """The entry, if `viewer` may see it and the page that it stands on.

    Who wrote a remark keeps it in sight when the page around it closes, but takes no more part there.
    """
    entry = entry_or_404(entry_id, viewer)
    if entry.root_id is not None:
        entry_or_404(entry.root_id, viewer)
    return entry


def own_entry_or_404(entry_id: int, member: Member) -> Entry:
    """The entry, if `member` may see it and wrote it."""
    entry = entry_or_404(entry_id, member)
    if entry.author_id != member.id:
        raise NotAllowed(_("Only the person who wrote this can do that."))
    return entry


def own_post_or_404(entry_id: int, member: Member) -> Entry:
    """The member's own entry, of a kind whose audience is chosen for itself."""
    entry = own_entry_or_404(entry_id, member)
    if entry.kind not in STREAM_KINDS:
        raise NotFound(_("This is seen by the people who see what it belongs to."))
    return entry


def revision_or_404(entry: Entry, number: int) -> Revision:
    """What `entry` said before its change with this number."""
    revision = queries.revision_of(entry, number)
    if revision is None:
        raise NotFound(_("There is no such version."))
    return revision
