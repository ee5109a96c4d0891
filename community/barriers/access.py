"""Load a barrier by the right to read it, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member
from community.barriers import queries
from community.barriers.models import RaisedBarrier
from community.kernel.errors import NotFound
from community.kernel.i18n import _


def barrier_or_404(barrier_id: int, member: Member) -> RaisedBarrier:
    """The barrier, if `member` may read it."""
    barrier = queries.barrier_for(member, barrier_id)
    if barrier is None:
        raise NotFound(_("There is no such barrier, or it is not open to you."))
    return barrier
