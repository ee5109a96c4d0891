"""Who is asked what: read for the asker, for those who are invited, and for everybody who could answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Member
from community.audiences.visibility import listed_for, visible_to
from community.entries.models import Entry
from community.entries.queries import with_card
from community.experts.ladder import Rung, rungs
from community.experts.models import Absence, Escalation, ExpertInvitation, InvitationState, Step
from community.experts.social_contract import patience
from community.kernel import clock
from community.kernel.db import session

MOST_SHOWN = 20
WAITING = (InvitationState.OPEN.value, InvitationState.ACCEPTED.value)


class Looking(NamedTuple):
    """How a question looks for an answer, as far as one member is to know.

    Attributes:
        rungs: the steps with their moments; empty where nobody is looked for.
        is_rested: whether it looks no further.
        steward: who looks after it, once it came so far.
        invitation: the member's own, while it waits.
    """

    rungs: Sequence[Rung] = ()
    is_rested: bool = False
    steward: Member | None = None
    invitation: ExpertInvitation | None = None


class Asks(NamedTuple):
    """What a member could answer because they were asked: by name, as steward, and as one of everybody."""

    invitations: Sequence[ExpertInvitation]
    stewarded: Sequence[Entry]
    open_to_all: Sequence[Entry]


def looking_for(member: Member, question: Entry) -> Looking:
    """How `question` looks for an answer: the steps for its asker, and an invitation for who has one."""
    if member.id != question.author_id:
        return Looking(invitation=_invitation_to(question, member))
    escalation = session().get(Escalation, question.id, options=[joinedload(Escalation.steward)])
    if escalation is None:
        return Looking()
    step = Step(escalation.step)
    planned = rungs(step, escalation.since, escalation.due_at, patience(), has_experts=escalation.asked_experts)
    return Looking(planned, step is Step.RESTED, escalation.steward)


def asks_of(member: Member) -> Asks:
    """Everything that waits for an answer which `member` could give because somebody asked them."""
    return Asks(_invitations_of(member), _stewarded_by(member), _open_to_all(member))


def invitation_of(member: Member, invitation_id: int) -> ExpertInvitation | None:
    """The invitation with this id, if it is the member's and they may still read the question."""
    own = _invitations().where(ExpertInvitation.id == invitation_id, ExpertInvitation.member_id == member.id)
    return session().scalar(own.where(visible_to(member, Entry)))


def away_until(member: Member) -> datetime | None:
    """Until when a member is asked nothing, if they are away."""
    return session().scalar(select(Absence.until).where(Absence.member_id == member.id, Absence.until > clock.now()))


def _invitation_to(question: Entry, member: Member) -> ExpertInvitation | None:
    mine = _invitations().where(ExpertInvitation.question_id == question.id, ExpertInvitation.member_id == member.id)
    return session().scalar(mine.where(ExpertInvitation.state.in_(WAITING)))


def _invitations_of(member: Member) -> Sequence[ExpertInvitation]:
    waiting = _invitations().where(ExpertInvitation.member_id == member.id, ExpertInvitation.state.in_(WAITING))
    newest = waiting.order_by(ExpertInvitation.invited_at.desc(), ExpertInvitation.id.desc()).limit(MOST_SHOWN)
    return session().scalars(newest.where(listed_for(member, Entry))).all()


def _invitations() -> Select[ExpertInvitation]:
    asked = contains_eager(ExpertInvitation.question).options(joinedload(Entry.author), joinedload(Entry.audience))
    return (
        select(ExpertInvitation)
        .join(Entry, Entry.id == ExpertInvitation.question_id)
        .options(asked, joinedload(ExpertInvitation.because), joinedload(ExpertInvitation.suggested_by))
    )


def _stewarded_by(member: Member) -> Sequence[Entry]:
    mine = _escalated(member).where(Escalation.step == Step.STEWARD.value, Escalation.steward_id == member.id)
    return session().scalars(mine).all()


def _open_to_all(member: Member) -> Sequence[Entry]:
    """What the community is asked, the longest waiting first; who is steward of a question sees it there."""
    asked = (Step.COMMUNITY.value, Step.STEWARD.value)
    others = _escalated(member).where(Escalation.step.in_(asked), Entry.author_id != member.id)
    return session().scalars(others.where(Escalation.steward_id.is_distinct_from(member.id))).all()


def _escalated(member: Member) -> Select[Any]:
    return (
        with_card(select(Entry))
        .join(Escalation, Escalation.question_id == Entry.id)
        .where(listed_for(member, Entry))
        .order_by(Escalation.since, Entry.id)
        .limit(MOST_SHOWN)
    )
