"""For whom a ranking is made when it is measured."""

from __future__ import annotations

from sqlalchemy import select

from community.accounts.models import Member, MemberState
from community.kernel.db import session


def somebody() -> Member:
    """An active member; all that is imported is open to the whole organization, so everybody sees the same."""
    statement = select(Member).where(Member.state == MemberState.ACTIVE).order_by(Member.id).limit(1)
    return session().scalars(statement).one()
