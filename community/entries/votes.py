"""Votes: one a member and entry, never on one's own, and a score kept in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from community.accounts.models import Member
from community.entries.kinds import Kind
from community.entries.models import Entry, Vote
from community.events import EntryVoted
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _

MAY_BE_DOUBTED = (Kind.QUESTION, Kind.ANSWER)


def vote(entry: Entry, *, by: Member, value: int) -> None:
    """Say that `entry` is useful (1), not useful (-1: questions and answers only), or take a vote back (0).

    Raises:
        Refused: for one's own entry, for what is not live, or for any other value.
    """
    if entry.author_id == by.id:
        raise Refused(_("You cannot vote on what you wrote yourself."))
    if not entry.is_live:
        raise Refused(_("This is no longer open to votes."))
    if value not in ((-1, 0, 1) if entry.kind in MAY_BE_DOUBTED else (0, 1)):
        raise Refused(_("A vote is either useful or not."))
    # Two votes at once would each count from the same score: the second waits for the first.
    session().refresh(entry, ["score"], with_for_update={"key_share": True})
    cast = session().get(Vote, (entry.id, by.id), populate_existing=True)
    before = cast.value if cast else 0
    if value == before:
        return
    _record(entry, by, value, cast)
    entry.score = Entry.score + (value - before)
    session().flush()
    publish(EntryVoted(actor_id=by.id, entry_id=entry.id, value=value))


def record_votes(entry: Entry, voters: Sequence[Member], *, value: int, at: datetime) -> None:
    """Write down votes that were cast elsewhere before, of which nobody is to be told.

    Args:
        voters: different members who have not voted on `entry`, its author not among them.
    """
    session().add_all(Vote(entry_id=entry.id, member_id=m.id, value=value, at=at) for m in voters)
    entry.score += value * len(voters)
    session().flush()


def _record(entry: Entry, by: Member, value: int, cast: Vote | None) -> None:
    if cast is None:
        session().add(Vote(entry_id=entry.id, member_id=by.id, value=value, at=clock.now()))
    elif value == 0:
        session().delete(cast)
    else:
        cast.value, cast.at = value, clock.now()
