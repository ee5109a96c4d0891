"""Load a group by the right that the act needs, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member
from community.groups import queries
from community.groups.models import Group, GroupMember
from community.groups.service import may_shape
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _


def group_or_404(slug: str, member: Member) -> Group:
    """The group, if it goes on or `member` belongs to it."""
    group = queries.group_for(member, slug)
    if group is None:
        raise NotFound(_("There is no such community, or it has ended."))
    return group


def group_of_mine(slug: str, member: Member) -> tuple[Group, GroupMember]:
    """The group and the place of `member` in it, if they belong to it."""
    group = group_or_404(slug, member)
    mine = queries.membership_of(group, member)
    if mine is None or not mine.is_in:
        raise NotAllowed(_("Only those who belong to this community see who is in it."))
    return group, mine


def group_to_shape_or_404(slug: str, member: Member) -> Group:
    """The group, if `member` may change what it says of itself."""
    group = group_or_404(slug, member)
    if not may_shape(group, member):
        raise NotAllowed(_("Only those who facilitate this community can do this."))
    return group


def person_or_404(group: Group, member: Member | None) -> Member:
    """Somebody who belongs to `group`, asks to, or is invited."""
    if member is None or queries.membership_of(group, member) is None:
        raise NotFound(_("This person is not in the community."))
    return member
