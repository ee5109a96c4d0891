"""What is written down of an entry after it was published or changed."""

from __future__ import annotations

from community.entries import meanings
from community.events import EntryPublished, EntryRevised
from community.kernel.bus import Bus


def subscribe(bus: Bus) -> None:
    """Hear of new texts and of changed ones."""
    bus.on(EntryPublished, entry_published)
    bus.on(EntryRevised, entry_revised)


def entry_published(event: EntryPublished) -> None:
    """Write down what a new entry means."""
    if event.kind in meanings.KINDS:
        meanings.write_of([event.entry_id])


def entry_revised(event: EntryRevised) -> None:
    """Write down what a changed entry means."""
    meanings.write_of([event.entry_id])
