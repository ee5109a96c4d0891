"""Who can be asked a question now: listed, here, not asked too often, and a reader of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select

from community.accounts.expert_listing import is_listed
from community.accounts.models import Member
from community.audiences.visibility import is_open_to
from community.entries.models import Entry
from community.experts.models import Absence, ExpertInvitation
from community.experts.routing import Availability
from community.kernel import clock
from community.kernel.db import session

WEEK = timedelta(days=7)


def availability_of(ids: Collection[int], question: Entry) -> dict[int, Availability]:
    """Which of these members could be invited to answer `question`; who was invited to it already is not among them."""
    if not ids:
        return {}
    now = clock.now()
    asked = select(ExpertInvitation.id).where(
        ExpertInvitation.member_id == Member.id, ExpertInvitation.question_id == question.id
    )
    statement = (
        select(Member.id, Absence.until > now, _invitations_since(now - WEEK), _last_invitation())
        .outerjoin(Absence, Absence.member_id == Member.id)
        .join(Entry, Entry.id == question.id)
        .where(Member.id.in_(ids), Member.id != question.author_id, is_listed(Member), is_open_to(Member, Entry))
        .where(~asked.exists())
    )
    return {
        member_id: Availability(
            is_listed=True,
            is_away=bool(is_away),
            invitations_this_week=this_week,
            last_invited_at=last,
        )
        for member_id, is_away, this_week, last in session().execute(statement)
    }


def _invitations_since(moment: datetime) -> ColumnElement[int]:
    counted = select(func.count(ExpertInvitation.id)).where(
        ExpertInvitation.member_id == Member.id, ExpertInvitation.invited_at > moment
    )
    return counted.correlate(Member).scalar_subquery()


def _last_invitation() -> ColumnElement[datetime | None]:
    latest: Select[datetime | None] = select(func.max(ExpertInvitation.invited_at))
    return latest.where(ExpertInvitation.member_id == Member.id).correlate(Member).scalar_subquery()
