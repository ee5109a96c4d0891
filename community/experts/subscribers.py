"""What happens to questions elsewhere, and whom it makes us ask or leave in peace."""

from __future__ import annotations

from community.entries.kinds import Kind
from community.entries.models import Entry
from community.events import AnswerAccepted, EntryHidden, EntryPublished, EntryWithdrawn, QuestionClosed
from community.experts import service
from community.kernel.bus import Bus
from community.kernel.db import session


def subscribe(bus: Bus) -> None:
    """Hear of new questions and answers, and of what brings a question to rest."""
    bus.on(EntryPublished, entry_published)
    bus.on(AnswerAccepted, answer_accepted)
    bus.on(QuestionClosed, question_closed)
    bus.on(EntryWithdrawn, entry_gone)
    bus.on(EntryHidden, entry_gone)


def entry_published(event: EntryPublished) -> None:
    """Look for an answer to a new question, and no further once somebody else than the asker gave one."""
    entry = session().get(Entry, event.entry_id)
    if entry is None or not entry.is_live:
        return
    if entry.kind == Kind.QUESTION:
        service.begin(entry)
    elif entry.kind == Kind.ANSWER and entry.parent is not None and entry.parent.author_id != entry.author_id:
        service.rest(entry.parent.id)


def answer_accepted(event: AnswerAccepted) -> None:
    """Look no further for what is solved."""
    service.rest(event.question_id)


def question_closed(event: QuestionClosed) -> None:
    """Look no further for what is answered elsewhere."""
    service.rest(event.question_id)


def entry_gone(event: EntryWithdrawn | EntryHidden) -> None:
    """Look no further for a question that is not to be read."""
    service.rest(event.entry_id)
