"""Writing down what one needs, showing it to whom one likes, and saying how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.own_needs.models import OwnNeed, OwnNeedLink, OwnNeedState
from community.topics.service import tags_for

MOST_LINKS = 50
MOST_OPEN = 100


@dataclass(frozen=True)
class Text:
    """What somebody needs, for what, and what they will try.

    Attributes:
        words: the need, in a line.
        topic: one tag, or nothing.
        is_for_job, is_for_organization, is_for_career: what it is for; at least one.
        plan: what they will try.
        look_on: the day on which they want to be asked how it went.
    """

    words: str
    topic: str = ""
    is_for_job: bool = True
    is_for_organization: bool = False
    is_for_career: bool = False
    plan: str = ""
    look_on: date | None = None


def write_need(text: Text, *, by: Member, audience: Audience) -> OwnNeed:
    """Write a need down.

    Raises:
        Refused: when `by` has too many open ones to keep any of them in mind.
    """
    open_ones = select(func.count()).where(OwnNeed.member_id == by.id, OwnNeed.state == OwnNeedState.OPEN.value)
    if (session().scalar(open_ones) or 0) >= MOST_OPEN:
        raise Refused(_("You have %(most)d open needs already. Please end one first.", most=MOST_OPEN))
    need = OwnNeed(
        member=by, audience=audience, state=OwnNeedState.OPEN.value, outcome="", written_at=clock.now(), ended_at=None
    )
    _say(need, text)
    session().add(need)
    session().flush()
    return need


def change_need(need: OwnNeed, text: Text, *, by: Member, audience: Audience) -> None:
    """Say it anew, or show it to others than before.

    Raises:
        NotAllowed: when it is somebody else's.
    """
    _needs_owner(need, by)
    _say(need, text)
    need.audience = audience


def end_need(need: OwnNeed, state: OwnNeedState, outcome: str, *, by: Member) -> None:
    """Say that a need is met or given up, or that it is open again, and how it went.

    Raises:
        NotAllowed: when it is somebody else's.
    """
    _needs_owner(need, by)
    need.state, need.outcome = state.value, outcome.strip()
    need.ended_at = None if state is OwnNeedState.OPEN else clock.now()


def link_entry(need: OwnNeed, entry: Entry, *, by: Member) -> None:
    """Remember that `entry`, which `by` may see, has to do with the need; twice is once.

    Raises:
        NotAllowed: when the need is somebody else's.
        Refused: when it has too many links.
    """
    _needs_owner(need, by)
    if session().get(OwnNeedLink, (need.id, entry.id)) is not None:
        return
    links = select(func.count()).select_from(OwnNeedLink).where(OwnNeedLink.need_id == need.id)
    if (session().scalar(links) or 0) >= MOST_LINKS:
        raise Refused(_("At most %(most)d links fit here. Please take one away first.", most=MOST_LINKS))
    session().add(OwnNeedLink(need_id=need.id, entry_id=entry.id))
    session().flush()


def unlink_entry(need: OwnNeed, entry_id: int, *, by: Member) -> None:
    """Remember it no longer.

    Raises:
        NotAllowed: when the need is somebody else's.
    """
    _needs_owner(need, by)
    link = session().get(OwnNeedLink, (need.id, entry_id))
    if link is not None:
        session().delete(link)


def delete_need(need: OwnNeed, *, by: Member) -> None:
    """Let go of a need; nothing of it stays.

    Raises:
        NotAllowed: when it is somebody else's.
    """
    _needs_owner(need, by)
    session().delete(need)


def _say(need: OwnNeed, text: Text) -> None:
    need.words, need.plan, need.look_on = text.words, text.plan, text.look_on
    need.is_for_job, need.is_for_organization = text.is_for_job, text.is_for_organization
    need.is_for_career = text.is_for_career
    need.tag = tags_for([text.topic])[0] if text.topic else None


def _needs_owner(need: OwnNeed, member: Member) -> None:
    if need.member_id != member.id:
        raise NotAllowed(_("Only the person who wrote this can do that."))
