"""Flags: a reader asks those who look after the community to look at an entry."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select

from community.accounts.models import Member
from community.entries.models import Entry, Flag
from community.entries.service import hide
from community.events import EntryFlagged
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _


class Reason(StrEnum):
    """Why a reader flags an entry."""

    SPAM = "spam"
    HURTFUL = "hurtful"
    PRIVATE = "private"
    WRONG = "wrong"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a flag."""

    HIDDEN = "hidden"
    KEPT = "kept"


def flag(entry: Entry, *, by: Member, reason: str, note: str = "") -> None:
    """Ask for a look at `entry`; asking again before anybody looked only changes what was said.

    Raises:
        Refused: for one's own entry or an unknown reason.
    """
    if entry.author_id == by.id:
        raise Refused(_("This is your own text: you can change it or take it back yourself."))
    if reason not in set(Reason):
        raise Refused(_("Please choose what is wrong with this text."))
    # The same press twice at once: the second waits here, and finds the flag of the first.
    session().refresh(by, ["state"], with_for_update={"key_share": True})
    raised = session().scalar(select(Flag).where(Flag.entry_id == entry.id, Flag.member_id == by.id))
    is_open = raised is not None and raised.outcome == ""
    if raised is None:
        raised = Flag(entry_id=entry.id, member_id=by.id)
        session().add(raised)
    raised.reason, raised.note, raised.at = reason, note[:500], clock.now()
    raised.outcome, raised.resolved_by_id, raised.resolved_at = "", None, None
    session().flush()
    if not is_open:
        publish(EntryFlagged(actor_id=by.id, entry_id=entry.id, flag_id=raised.id))


def settle(raised: Flag, *, by: Member, outcome: Outcome) -> None:
    """Close a flag, and every other open one on the same entry: hide the entry, or keep it.

    Raises:
        NotAllowed: when `by` is not an administrator.
    """
    if not by.is_administrator:
        raise NotAllowed(_("Only an administrator can do this."))
    if outcome is Outcome.HIDDEN:
        hide(raised.entry, by=by)
    for one in session().scalars(select(Flag).where(Flag.entry_id == raised.entry_id, Flag.outcome == "")):
        one.outcome, one.resolved_by_id, one.resolved_at = outcome.value, by.id, clock.now()
