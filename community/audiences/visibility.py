"""The one visibility rule: nothing is shown that is not in the viewer's set of audiences.

Every query that reads entries for somebody uses `visible_to`; there is no second copy of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from community.accounts.models import Member, MemberState, Viewer
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID, AudienceMember


def in_audiences_of(viewer: Viewer, column: Any) -> ColumnElement[bool]:
    """Whether the audience in `column` holds `viewer`: public, the organization, or one that lists them."""
    if viewer is None or viewer.state != MemberState.ACTIVE:
        return or_(column == PUBLIC_ID)
    listed = select(AudienceMember.audience_id).where(AudienceMember.member_id == viewer.id)
    return or_(column.in_((PUBLIC_ID, ORGANIZATION_ID)), column.in_(listed))


def visible_to(viewer: Viewer, entry: Any) -> ColumnElement[bool]:
    """Whether `viewer` may see a row of `entry`: live and in an audience of theirs, or their own.

    Args:
        viewer: the member who looks, or None for somebody who has not signed in.
        entry: the entry table or an alias of it.

    Returns:
        A criterion for `where`, without a query of its own.
    """
    rule = and_(entry.is_live, in_audiences_of(viewer, entry.audience_id))
    if viewer is None or viewer.state != MemberState.ACTIVE:
        return rule
    return or_(rule, entry.author_id == viewer.id)


def listed_for(viewer: Viewer, entry: Any) -> ColumnElement[bool]:
    """Whether a row belongs in a list for `viewer`: visible, and live (no drafts, nothing withdrawn)."""
    return and_(entry.is_live, visible_to(viewer, entry))


def is_organization_wide(entry: Any) -> ColumnElement[bool]:
    """Whether a row of `entry` is live and open to the whole organization.

    What is told of groups, or of what somebody knows, rests on such rows alone: nothing that is kept
    among few can be read from it.

    Args:
        entry: the entry table or an alias of it.
    """
    return and_(entry.is_live, entry.audience_id.in_((PUBLIC_ID, ORGANIZATION_ID)))


def is_open_to(member: type[Member], entry: Any) -> ColumnElement[bool]:
    """Whether a row of `member` may see a row of `entry`: the rule of `visible_to`, asked for many members at once.

    Args:
        member: the member table or an alias of it.
        entry: the entry table or an alias of it.
    """
    is_listed = (
        select(AudienceMember.member_id)
        .where(AudienceMember.audience_id == entry.audience_id, AudienceMember.member_id == member.id)
        .correlate(member, entry)
        .exists()
    )
    is_in_audience = or_(entry.audience_id.in_((PUBLIC_ID, ORGANIZATION_ID)), is_listed)
    return and_(
        member.state == MemberState.ACTIVE, or_(and_(entry.is_live, is_in_audience), entry.author_id == member.id)
    )
