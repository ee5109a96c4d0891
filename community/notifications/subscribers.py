"""What happens elsewhere and somebody wants to know."""

from __future__ import annotations

from community.entries.follows import Subject
from community.entries.models import Entry
from community.events import (
    AnswerAccepted,
    AudienceChanged,
    DuplicateSuggested,
    EntryHidden,
    EntryPublished,
    EntryRestored,
    EntryWithdrawn,
    ExpertInvited,
    MembersMentioned,
    QuestionClosed,
    ReachChanged,
    StewardAsked,
)
from community.kernel.bus import Bus
from community.kernel.db import session
from community.notifications import service
from community.notifications.circles import circles, followers
from community.notifications.models import Reason


def subscribe(bus: Bus) -> None:
    """Hear of what appears, of who is named, and of what changes who may see it."""
    bus.on(EntryPublished, entry_published)
    bus.on(MembersMentioned, members_mentioned)
    bus.on(AnswerAccepted, answer_accepted)
    bus.on(QuestionClosed, question_closed)
    bus.on(DuplicateSuggested, duplicate_suggested)
    bus.on(ExpertInvited, expert_invited)
    bus.on(StewardAsked, steward_asked)
    bus.on(EntryHidden, entry_hidden)
    bus.on(EntryRestored, entry_restored)
    bus.on(EntryWithdrawn, entry_withdrawn)
    bus.on(AudienceChanged, audience_changed)
    bus.on(ReachChanged, reach_changed)


def entry_published(event: EntryPublished) -> None:
    """Tell those whom a new entry concerns, each for the nearest reason."""
    entry = session().get(Entry, event.entry_id)
    if entry is None:
        return
    for reason, who in circles(entry):
        service.tell(who, reason, entry_id=entry.id, actor_id=event.actor_id)


def members_mentioned(event: MembersMentioned) -> None:
    """Tell those whom an entry names."""
    service.mention(event.member_ids, entry_id=event.entry_id, actor_id=event.actor_id)


def answer_accepted(event: AnswerAccepted) -> None:
    """Tell the one who answered that it helped."""
    service.tell([event.answerer_id], Reason.ACCEPTED, entry_id=event.answer_id, actor_id=event.actor_id)


def question_closed(event: QuestionClosed) -> None:
    """Tell the asker and those who follow the question where its answers are."""
    question = session().get(Entry, event.question_id)
    if question is None:
        return
    for who in ([question.author_id], followers(Subject.ENTRY, question.id)):
        service.tell(who, Reason.CLOSED, entry_id=question.id, actor_id=event.actor_id)


def duplicate_suggested(event: DuplicateSuggested) -> None:
    """Tell the asker that there may be answers already."""
    question = session().get(Entry, event.question_id)
    if question is not None:
        service.tell([question.author_id], Reason.SUGGESTED, entry_id=question.id, actor_id=event.actor_id)


def expert_invited(event: ExpertInvited) -> None:
    """Tell somebody that a question is put to them."""
    service.tell([event.member_id], Reason.INVITED, entry_id=event.question_id, actor_id=event.actor_id)


def steward_asked(event: StewardAsked) -> None:
    """Tell who looks after it that a question waits for an answer."""
    service.tell([event.steward_id], Reason.STEWARD, entry_id=event.question_id, actor_id=event.actor_id)


def entry_hidden(event: EntryHidden) -> None:
    """Tell the author that an entry was hidden, not by whom; for the others it no longer counts."""
    entry = session().get(Entry, event.entry_id)
    if entry is None:
        return
    service.recount_readers_of(entry.id)
    service.tell([entry.author_id], Reason.HIDDEN, entry_id=entry.id, actor_id=event.actor_id, is_signed=False)


def entry_restored(event: EntryRestored) -> None:
    """Count again what can be seen again."""
    service.recount_readers_of(event.entry_id)


def entry_withdrawn(event: EntryWithdrawn) -> None:
    """Count no more what was taken back."""
    service.recount_readers_of(event.entry_id)


def audience_changed(event: AudienceChanged) -> None:
    """Count what the readers of now may see."""
    service.recount_readers_of(event.entry_id)


def reach_changed(event: ReachChanged) -> None:
    """Count no more what somebody left, and again what they came back to."""
    service.recount([event.member_id])
