"""What happens elsewhere and is news to those who read the public feeds."""

from __future__ import annotations

from community.events import AudienceChanged, EntryPublished, EntryRestored, EntryRevised, IssuePublished
from community.feeds.announcing import note_news
from community.kernel.bus import Bus


def subscribe(bus: Bus) -> None:
    """Hear of what becomes readable, and of what says something else."""
    bus.on(EntryPublished, entry_published)
    bus.on(EntryRevised, entry_revised)
    bus.on(EntryRestored, entry_restored)
    bus.on(AudienceChanged, audience_changed)
    bus.on(IssuePublished, issue_published)


def entry_published(event: EntryPublished) -> None:
    """Something is new."""
    note_news(event.entry_id)


def entry_revised(event: EntryRevised) -> None:
    """Something says something else."""
    note_news(event.entry_id)


def entry_restored(event: EntryRestored) -> None:
    """Something is to be seen again."""
    note_news(event.entry_id)


def audience_changed(event: AudienceChanged) -> None:
    """Something may have become public."""
    note_news(event.entry_id)


def issue_published(event: IssuePublished) -> None:
    """An issue of a bulletin is new."""
    note_news(event.entry_id)
