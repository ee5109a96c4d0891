"""Who agreed to be found as somebody who can help."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import ColumnElement, and_, or_

from community.accounts.models import Member, MemberState


def is_listed(member: type[Member]) -> ColumnElement[bool]:
    """Whether a row of `member` may be named as an expert: active, and agreed or never asked where that is enough.

    Args:
        member: the member table or an alias of it.
    """
    agreed: ColumnElement[bool] = member.is_listed_as_expert.is_(True)
    if _until_they_opt_out():
        agreed = or_(agreed, member.is_listed_as_expert.is_(None))
    return and_(member.state == MemberState.ACTIVE, agreed)


def may_be_listed(member: Member) -> bool:
    """Whether this member may be named as an expert; the rule of `is_listed` for one who is at hand."""
    agreed = member.is_listed_as_expert
    return member.is_active and (_until_they_opt_out() if agreed is None else agreed)


def _until_they_opt_out() -> bool:
    return bool(current_app.config["EXPERTS_LISTED"])
