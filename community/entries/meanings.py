"""What entries mean: written beside them, kept at hand in this process, and compared.

A site without the packages, or with MEANING off, has none of it: then nothing here finds anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary

from flask import current_app
from sqlalchemy import Select, delete, select

from community.entries.kinds import Kind
from community.entries.models import Entry, EntryMeaning
from community.entries.nearest import Directions
from community.kernel import clock, meaning
from community.kernel.db import session

KINDS: Final = (Kind.QUESTION, Kind.BOOKMARK, Kind.GUIDE)
"""What others are compared with: what answers a question, and what was saved."""

READ: Final = 600
"""Characters of a text, after its title, that its direction is made of."""

MOST_KEPT: Final = 200_000
"""Entries of a kind that are compared, the newest; each takes 128 bytes of memory."""

AT_ONCE: Final = 500
OVERLAP = timedelta(seconds=30)
"""How much later than others a row may become visible: so far back is looked again."""


def is_on() -> bool:
    """Whether meaning counts here: as the setting says, or where it leaves that open, if the packages are there."""
    wanted = str(current_app.config["MEANING"])
    return wanted == "on" or (wanted == "auto" and meaning.is_installed())


def direction(title: str, more: str = "") -> bytes | None:
    """The direction of what somebody wrote; None where meaning does not count, or there are no words."""
    return _direction_of_all([_read(title, more)])[0] if is_on() and (title + more).strip() else None


def direction_of(entry: Entry) -> bytes | None:
    """The direction of an entry, as it was written down or, where it was not yet, made now."""
    if not is_on():
        return None
    written = session().get(EntryMeaning, entry.id)
    return written.direction if written and written.model == meaning.MODEL else direction(entry.title, entry.text)


def write(entries: Iterable[Entry]) -> None:
    """Write down what `entries` mean, in place of what was written before; other kinds than `KINDS` are left out."""
    chosen = [entry for entry in entries if entry.kind in KINDS]
    if not chosen or not is_on():
        return
    found = meaning.vectors([_read(entry.title, entry.text) for entry in chosen])
    before = select(EntryMeaning).where(EntryMeaning.entry_id.in_([entry.id for entry in chosen]))
    known = {row.entry_id: row for row in session().scalars(before)}
    for entry, vector in zip(chosen, found, strict=True):
        row = known.get(entry.id) or EntryMeaning(entry_id=entry.id, kind=entry.kind)
        row.model, row.direction, row.written_at = meaning.MODEL, vector, clock.now()
        session().add(row)
    session().flush()


def missing() -> Sequence[int] | None:
    """The ids of some entries of which it is not written down, such as imported ones; None if there are none."""
    if not is_on():
        return None
    written = select(EntryMeaning.entry_id).where(
        EntryMeaning.entry_id == Entry.id, EntryMeaning.model == meaning.MODEL
    )
    lacking = select(Entry.id).where(Entry.kind.in_([kind.value for kind in KINDS]), ~written.exists())
    return session().scalars(lacking.order_by(Entry.id).limit(AT_ONCE)).all() or None


def write_of(entry_ids: Sequence[int]) -> None:
    """Write down what the entries with these ids mean."""
    if is_on():
        write(session().scalars(select(Entry).where(Entry.id.in_(entry_ids))))


def rewrite() -> Iterator[int]:
    """Write down anew what all entries mean; whoever calls commits after each step.

    Yields:
        How many entries the step has read.
    """
    session().execute(delete(EntryMeaning))
    while entry_ids := missing():
        write_of(entry_ids)
        yield len(entry_ids)
        session().expunge_all()


def nearest(kind: Kind, wanted: bytes, most: int, *, floor: float) -> dict[int, float]:
    """The entries of `kind` that point most like `wanted`, the likest first; whoever shows them asks who may see them.

    Args:
        most: how many at the most.
        floor: the least cosine.
    """
    found = _at_hand(kind).nearest(wanted, most)
    return {entry_id: value for entry_id, value in found.items() if value >= floor}


def alike(kind: Kind, wanted: bytes, entry_ids: Collection[int]) -> dict[int, float]:
    """How much the entries with these ids point like `wanted`, as far as it is written down."""
    return _at_hand(kind).of(wanted, entry_ids)


def _read(title: str, more: str) -> str:
    return f"{title}. {more[:READ]}".strip() if more.strip() else title


def _direction_of_all(texts: Sequence[str]) -> list[bytes | None]:
    return [each if any(each) else None for each in meaning.vectors(texts)]


class _Known:
    """The directions of one kind in one database, and when they were read last."""

    def __init__(self) -> None:
        self.directions = Directions(meaning.DIMENSIONS)
        self.read_at: datetime | None = None


_known: WeakKeyDictionary[Any, dict[str, _Known]] = WeakKeyDictionary()
_lock = Lock()


def forget() -> None:
    """Let go of what this process has at hand, for when a database was replaced under it."""
    with _lock:
        _known.clear()


def _at_hand(kind: Kind) -> Directions:
    """The directions of one kind, with all that was written down until now."""
    with _lock:
        known = _known.setdefault(session().get_bind().engine, {}).setdefault(kind.value, _Known())
        now = clock.now()
        for entry_id, vector in session().execute(_newer(kind, known.read_at)):
            known.directions.put(entry_id, vector)
        known.read_at = now
        return known.directions


def _newer(kind: Kind, read_at: datetime | None) -> Select[int, bytes]:
    statement = select(EntryMeaning.entry_id, EntryMeaning.direction).where(
        EntryMeaning.kind == kind.value, EntryMeaning.model == meaning.MODEL
    )
    if read_at is not None:
        return statement.where(EntryMeaning.written_at >= read_at - OVERLAP)
    return statement.order_by(EntryMeaning.written_at.desc()).limit(MOST_KEPT)
