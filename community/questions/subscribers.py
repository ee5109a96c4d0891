"""What happens elsewhere and changes how a question stands."""

from __future__ import annotations

from community.entries.kinds import Kind
from community.entries.models import Entry
from community.events import EntryHidden, EntryRestored, EntryVoted, EntryWithdrawn
from community.kernel.bus import Bus
from community.kernel.db import session
from community.questions.models import Question
from community.questions.standing import recount


def subscribe(bus: Bus) -> None:
    """Hear of answers that come, go or are voted on."""
    bus.on(EntryWithdrawn, answer_withdrawn)
    bus.on(EntryHidden, answer_hidden)
    bus.on(EntryRestored, answer_restored)
    bus.on(EntryVoted, answer_voted)


def answer_withdrawn(event: EntryWithdrawn) -> None:
    """An answer was taken back."""
    _recount_question_of(event.entry_id)


def answer_hidden(event: EntryHidden) -> None:
    """An answer was hidden."""
    _recount_question_of(event.entry_id)


def answer_restored(event: EntryRestored) -> None:
    """An answer is to be seen again."""
    _recount_question_of(event.entry_id)


def answer_voted(event: EntryVoted) -> None:
    """An answer was voted on."""
    _recount_question_of(event.entry_id)


def _recount_question_of(entry_id: int) -> None:
    answer = session().get(Entry, entry_id)
    if answer is None or answer.kind != Kind.ANSWER:
        return
    question = session().get(Question, answer.parent_id, with_for_update=True)
    if question is not None:
        recount(question)
