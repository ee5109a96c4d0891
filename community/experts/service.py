"""The verbs of asking experts: begin to look for an answer, accept, pass, suggest somebody else, go on, rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select, update

from community.accounts.models import Member, MemberState, Role
from community.accounts.queries import member_by_username
from community.audiences.models import AudienceKind
from community.audiences.visibility import is_open_to
from community.entries.models import Entry
from community.events import ExpertInvited, StewardAsked
from community.experts.availability import availability_of
from community.experts.choosing import Choice, whom_to_invite
from community.experts.ladder import due_of, first_step, step_after
from community.experts.models import Escalation, ExpertInvitation, InvitationState, Step
from community.experts.resting import is_at_rest
from community.experts.routing import is_free
from community.experts.social_contract import patience, steward_username, weekly_load
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _

MOST_AT_ONCE = 100
"""Questions that go on in one turn; the next turn takes the rest."""


def begin(question: Entry) -> None:
    """Look for somebody who answers a new question, and invite those who probably can; doing it again changes nothing.

    A question that only its asker can read looks for nobody.
    """
    if session().get(Escalation, question.id) is not None or question.audience.kind == AudienceKind.SELF:
        return
    chosen = whom_to_invite(question, question.author)
    escalation = Escalation(question_id=question.id, question=question, asked_experts=bool(chosen))
    _set_step(escalation, first_step(has_experts=bool(chosen)))
    session().add(escalation)
    _invite(question, chosen)


def accept(invitation: ExpertInvitation) -> None:
    """Mean to answer: the question waits for it as long as it waits for experts."""
    _settle(invitation, InvitationState.ACCEPTED)
    escalation = session().get(Escalation, invitation.question_id)
    if escalation is not None and escalation.due_at is not None:
        escalation.due_at = max(escalation.due_at, clock.now() + timedelta(days=patience().experts))


def pass_on(invitation: ExpertInvitation) -> None:
    """Do not answer this one, without a word to anybody; while experts are asked, the next one is asked instead."""
    _settle(invitation, InvitationState.PASSED)
    session().flush()
    escalation = session().get(Escalation, invitation.question_id)
    if escalation is not None and escalation.step == Step.EXPERTS:
        _invite(invitation.question, whom_to_invite(invitation.question, invitation.question.author, places=1))


def suggest(question: Entry, username: str, *, by: Member) -> None:
    """Name somebody who may know; they are invited if they can be, and whether they are is theirs to know.

    Raises:
        Refused: when there is nobody of this name, or it is oneself or the asker.
    """
    named = member_by_username(username.strip().lstrip("@"))
    if named is None or not named.is_active:
        raise Refused(_("There is no member called %(username)s.", username=username.strip()))
    if named.id in {by.id, question.author_id}:
        raise Refused(_("Please name somebody else than yourself and the one who asks."))
    free = availability_of([named.id], question)
    if is_free(free.get(named.id), weekly_load()) and not is_at_rest(question):
        _invite(question, [Choice(named.id, None)], suggested_by=by)


def ask_on(question: Entry, *, by: Member) -> None:
    """Go on to the next step now: what was answered did not help, or the asker does not want to wait.

    Raises:
        NotAllowed: when `by` did not ask.
        Refused: when nobody is being looked for, or the last step is reached.
    """
    if by.id != question.author_id:
        raise NotAllowed(_("Only the person who asked can do this."))
    escalation = session().get(Escalation, question.id)
    if escalation is None or escalation.step == Step.STEWARD or is_at_rest(question, answered=False):
        raise Refused(_("There is nobody else to ask now."))
    if escalation.step == Step.RESTED:
        _set_step(escalation, Step.COMMUNITY)
    else:
        _climb(escalation)


def rest(question_id: int) -> None:
    """Look no further: the question has an answer, or takes none any more."""
    escalation = session().get(Escalation, question_id)
    if escalation is None or escalation.step == Step.RESTED:
        return
    _set_step(escalation, Step.RESTED)
    waiting = ExpertInvitation.state.in_((InvitationState.OPEN.value, InvitationState.ACCEPTED.value))
    session().execute(
        update(ExpertInvitation)
        .where(ExpertInvitation.question_id == question_id, waiting)
        .values(state=InvitationState.ENDED.value, settled_at=clock.now())
    )


def climb_due() -> None:
    """Let every question go on whose time on its step is over."""
    due = select(Escalation).where(Escalation.due_at <= clock.now()).order_by(Escalation.due_at).limit(MOST_AT_ONCE)
    for escalation in session().scalars(due.with_for_update(skip_locked=True)).all():
        if is_at_rest(escalation.question):
            rest(escalation.question_id)
        else:
            _climb(escalation)


def end_invitations_of(member: Member) -> None:
    """Ask `member` nothing any more: they are no longer to be found."""
    session().execute(
        update(ExpertInvitation)
        .where(ExpertInvitation.member_id == member.id, ExpertInvitation.state == InvitationState.OPEN.value)
        .values(state=InvitationState.ENDED.value, settled_at=clock.now())
    )


def _climb(escalation: Escalation) -> None:
    step = step_after(Step(escalation.step))
    steward = _steward_for(escalation.question) if step is Step.STEWARD else None
    if step is Step.STEWARD and steward is None:
        # Nobody looks after it: the community goes on being asked, without an end.
        escalation.due_at = None
        return
    _set_step(escalation, step)
    if steward is not None:
        escalation.steward_id = steward.id
        publish(StewardAsked(actor_id=None, question_id=escalation.question_id, steward_id=steward.id))


def _set_step(escalation: Escalation, step: Step) -> None:
    now = clock.now()
    escalation.step, escalation.since = step.value, now
    escalation.due_at = due_of(step, now, patience())


def _steward_for(question: Entry) -> Member | None:
    """The steward whom the site names, else who administers it longest: who may read the question, not its asker."""
    can_look = (
        select(Member)
        .join(Entry, Entry.id == question.id)
        .where(Member.id != question.author_id, Member.state == MemberState.ACTIVE, is_open_to(Member, Entry))
    )
    name = steward_username().lower()
    named = session().scalar(can_look.where(Member.username == name)) if name else None
    administers = can_look.where(Member.role == Role.ADMINISTRATOR.value).order_by(Member.joined_at, Member.id)
    return named or session().scalars(administers.limit(1)).first()


def _invite(question: Entry, chosen: Iterable[Choice], *, suggested_by: Member | None = None) -> None:
    for choice in chosen:
        session().add(
            ExpertInvitation(
                question_id=question.id,
                member_id=choice.member_id,
                because_id=choice.because_id,
                suggested_by_id=suggested_by.id if suggested_by is not None else None,
                invited_at=clock.now(),
            )
        )
        publish(ExpertInvited(actor_id=question.author_id, question_id=question.id, member_id=choice.member_id))


def _settle(invitation: ExpertInvitation, state: InvitationState) -> None:
    if invitation.state == InvitationState.ENDED:
        raise Refused(_("This question is answered, or takes no answers any more. Thank you."))
    invitation.state, invitation.settled_at = state.value, clock.now()
