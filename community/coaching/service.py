"""Writing down what may be behind a need of a team."""

from __future__ import annotations

from community.accounts.models import Member, Team
from community.coaching.models import GapNote, Reading
from community.kernel import clock
from community.kernel.db import session
from community.topics.models import Tag


def write_note(team: Team, tag: Tag, reading: Reading, words: str, *, by: Member) -> GapNote:
    """Note what `by` takes to be behind a need of `team`, and what they will try."""
    note = GapNote(team=team, tag=tag, author=by, reading=reading.value, words=words.strip(), written_at=clock.now())
    session().add(note)
    session().flush()
    return note


def delete_note(note: GapNote) -> None:
    """Take a note back."""
    session().delete(note)
