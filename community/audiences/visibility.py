"""The one visibility rule: nothing is shown that is not in the viewer's set of audiences.

Every query that reads entries for somebody uses `visible_to`; there is no second copy of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from community.accounts.models import Member, MemberState, Viewer
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID, AudienceMember

MOST_KEPT: Final = 4096
"""To write the rule anew for each query took longer than many a query runs: what was written lately is used again."""


def in_audiences_of(viewer: Viewer, column: Any) -> ColumnElement[bool]:
    """Whether the audience in `column` holds `viewer`: public, the organization, or one that lists them."""
    return _in_audiences_of(_reader(viewer), column)


def visible_to(viewer: Viewer, entry: Any) -> ColumnElement[bool]:
    """Whether `viewer` may see a row of `entry`: live and in an audience of theirs, or their own.

    Args:
        viewer: the member who looks, or None for somebody who has not signed in.
        entry: the entry table or an alias of it.

    Returns:
        A criterion for `where`, without a query of its own.
    """
    return _visible_to(_reader(viewer), entry)


def listed_for(viewer: Viewer, entry: Any) -> ColumnElement[bool]:
    """Whether a row belongs in a list for `viewer`: visible, and live (no drafts, nothing withdrawn)."""
    return _listed_for(_reader(viewer), entry)


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


def _reader(viewer: Viewer) -> int | None:
    """The id of a member who reads as one; None for everybody who sees what strangers see."""
    return viewer.id if viewer is not None and viewer.state == MemberState.ACTIVE else None


def _in_audiences_of(reader: int | None, column: Any) -> ColumnElement[bool]:
    if reader is None:
        return or_(column == PUBLIC_ID)
    listed = select(AudienceMember.audience_id).where(AudienceMember.member_id == reader)
    return or_(column.in_((PUBLIC_ID, ORGANIZATION_ID)), column.in_(listed))


@lru_cache(MOST_KEPT)
def _visible_to(reader: int | None, entry: Any) -> ColumnElement[bool]:
    rule = and_(entry.is_live, _in_audiences_of(reader, entry.audience_id))
    return rule if reader is None else or_(rule, entry.author_id == reader)


@lru_cache(MOST_KEPT)
def _listed_for(reader: int | None, entry: Any) -> ColumnElement[bool]:
    return and_(entry.is_live, _visible_to(reader, entry))
