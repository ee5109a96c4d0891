"""Load what experts are looked for, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Viewer
from community.accounts.queries import member_by_username
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.queries import entries_for, entry_for
from community.experts.asked import invitation_of
from community.experts.models import ExpertInvitation
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.paging import LARGEST_ID


def question_or_404(typed: str, viewer: Viewer) -> Entry:
    """The question whose id was typed, if `viewer` may see it."""
    is_id = typed.isascii() and typed.isdigit() and len(typed) < len(str(LARGEST_ID))
    question = entry_for(viewer, int(typed), Kind.QUESTION) if is_id else None
    if question is None:
        raise NotFound(_("There is no such question."))
    return question


def entry_or_404(entry_id: int, viewer: Viewer) -> Entry:
    """The entry with this id, if `viewer` may see it."""
    found = entries_for(viewer, {entry_id})
    if entry_id not in found:
        raise NotFound(_("There is nothing of yours here."))
    return found[entry_id]


def invitation_or_404(invitation_id: int, member: Member) -> ExpertInvitation:
    """The invitation with this id, if it was given to `member`, who may read the question."""
    invitation = invitation_of(member, invitation_id)
    if invitation is None:
        raise NotFound(_("There is no such request."))
    return invitation


def member_or_404(username: str) -> Member:
    """The active member of this name."""
    member = member_by_username(username)
    if member is None or not member.is_active:
        raise NotFound(_("There is no member called %(username)s.", username=username))
    return member
