"""Raising a barrier, taking it on, and answering it where everybody reads the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from community.accounts.models import Member, Role
from community.audiences.models import Audience
from community.barriers.models import ANSWERED, BarrierState, RaisedBarrier
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _, _l
from community.topics.models import Tag
from community.topics.service import tags_for

WHY = _l("Please say in a few words what was done, or why nothing can be done now.")
OWN_WORDS = _l("Please say it in your own words: these are those of who raised it.")


@dataclass(frozen=True)
class Text:
    """What stands in the way, in the words of whoever says so; a topic is one tag, or none."""

    title: str
    words: str
    topic: str = ""


def raise_barrier(text: Text, *, by: Member, audience: Audience, is_named: bool) -> RaisedBarrier:
    """Say what keeps one from applying what one learned.

    Without a name nothing is kept of `by`: neither who it was nor on which day of the week. Only coaches and
    administrators read it then, until one of them shows it to `audience`.
    """
    now = clock.now()
    barrier = RaisedBarrier(
        raiser=by if is_named else None,
        audience=audience,
        tag=_topic(text),
        title=text.title,
        words=text.words,
        state=BarrierState.RAISED.value,
        is_shown=is_named,
        answer="",
        raised_at=now if is_named else _monday(now),
    )
    session().add(barrier)
    session().flush()
    return barrier


def show_barrier(barrier: RaisedBarrier, text: Text, *, by: Member) -> None:
    """Show a barrier that was raised without a name to its audience, in words that give nobody away.

    Raises:
        NotAllowed: when `by` does not look after the register.
        Refused: when it is shown already, or said in the very words of who raised it.
    """
    _check_may_look_after(by)
    if barrier.is_shown:
        raise Refused(_("Everybody it is for sees this barrier already."))
    if has_said(barrier, text.title) or has_said(barrier, text.words):
        raise Refused(OWN_WORDS)
    barrier.title, barrier.words, barrier.tag, barrier.is_shown = text.title, text.words, _topic(text), True


def drop_barrier(barrier: RaisedBarrier, *, by: Member) -> None:
    """Let go of a barrier that was raised without a name and cannot be shown; nothing of it stays.

    Raises:
        NotAllowed: when `by` does not look after the register.
        Refused: when others have seen it.
    """
    _check_may_look_after(by)
    if barrier.is_shown:
        raise Refused(_("Others have read this barrier; answer it instead."))
    session().delete(barrier)


def take_on(barrier: RaisedBarrier, *, by: Member) -> None:
    """Look after a barrier from now on.

    Raises:
        NotAllowed: when `by` has no role that looks after others.
        Refused: when those it is for do not see it yet.
    """
    if not by.may_see_needs:
        raise NotAllowed(_("This page is for people with another role."))
    if not barrier.is_shown:
        raise Refused(_("Show this barrier first; then somebody can look after it."))
    barrier.owner = by
    if barrier.state == BarrierState.RAISED.value:
        barrier.state = BarrierState.LOOKED_AT.value
    session().flush()


def answer_barrier(barrier: RaisedBarrier, state: BarrierState, answer: str, *, by: Member) -> None:
    """Say what became of a barrier, to all who read it; the last word counts.

    Raises:
        NotAllowed: when `by` does not look after this barrier.
        Refused: when it is said to have ended without a word why.
    """
    if barrier.owner_id != by.id:
        raise NotAllowed(_("Only who looks after this barrier can answer it."))
    if state is BarrierState.RAISED or (state.value in ANSWERED and not answer.strip()):
        raise Refused(WHY)
    barrier.state, barrier.answer, barrier.answered_at = state.value, answer.strip(), clock.now()


def has_said(barrier: RaisedBarrier, words: str) -> bool:
    """Whether `words` are those of who raised the barrier, however they are spaced and written large or small."""
    said = _plain(words)
    return bool(said) and said in {_plain(barrier.title), _plain(barrier.words)}


def may_look_after(member: Member) -> bool:
    """Whether somebody reads what was raised without a name."""
    return member.role in {Role.COACH, Role.ADMINISTRATOR}


def _check_may_look_after(member: Member) -> None:
    if not may_look_after(member):
        raise NotAllowed(_("This page is for people with another role."))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".!?")


def _topic(text: Text) -> Tag | None:
    return tags_for([text.topic])[0] if text.topic else None


def _monday(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=moment.weekday())
