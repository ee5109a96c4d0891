"""Load a bulletin or an issue by the right that the act needs, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Viewer
from community.bulletins import queries
from community.bulletins.models import Bulletin, BulletinIssue
from community.entries.service import may_edit
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _


def bulletin_or_404(bulletin_id: int, viewer: Viewer) -> Bulletin:
    """The bulletin, if `viewer` may read it."""
    bulletin = queries.bulletin_for(viewer, bulletin_id)
    if bulletin is None:
        raise NotFound(_("There is no such bulletin, or it is not open to you."))
    return bulletin


def bulletin_to_edit_or_404(bulletin_id: int, member: Member) -> Bulletin:
    """The bulletin, if `member` is its editor."""
    bulletin = bulletin_or_404(bulletin_id, member)
    if bulletin.editor_id != member.id:
        raise NotAllowed(_("Only the editor of this bulletin can do this."))
    return bulletin


def issue_or_404(entry_id: int, viewer: Viewer) -> BulletinIssue:
    """The issue, if `viewer` may read it."""
    issue = queries.issue_for(viewer, entry_id)
    if issue is None:
        raise NotFound(_("There is no such issue, or it is not open to you."))
    return issue


def issue_to_edit_or_404(entry_id: int, member: Member) -> BulletinIssue:
    """The issue, if `member` may change it."""
    issue = issue_or_404(entry_id, member)
    if not may_edit(member, issue.entry):
        raise NotAllowed(_("Only the editor of this bulletin can do this."))
    return issue
