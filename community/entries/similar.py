"""Entries of one kind that speak of the same as a text: by their telling words, and by what they mean.

The audience rule stands in the statements that find them, so that what is hidden takes nobody's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, select

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.entries import meanings
from community.entries.kinds import Kind
from community.entries.likeness import Alike
from community.entries.models import Entry
from community.entries.text_matches import INDEXED, ranking, share_in, telling_pairs
from community.kernel import terms
from community.kernel.db import session
from community.kernel.join_order import in_order

MOST_ALIKE: Final = 200
"""Entries that are found by their words, and as many by their meaning; of them the best are shown."""

MOST_RANKED: Final = 2000
"""Entries with the words of a text that are ranked, the newest; that is all but for the largest sites."""

LONGEST_TEXT: Final = 1000
"""Characters of a text that are read; its beginning says what it is about."""

LEAST_MEANING: Final = 0.25
"""How much alike two directions are, at the least, where no telling word is shared."""


class Text(NamedTuple):
    """What is looked for: the words of a text, the most important first, and its direction where that is known."""

    written: str
    language: str = terms.DEFAULT_LANGUAGE
    direction: bytes | None = None


def text_of(entry: Entry) -> Text:
    """An entry as what others are compared with."""
    return Text(f"{entry.title} {entry.text}"[:LONGEST_TEXT], entry.language, meanings.direction_of(entry))


def typed(viewer: Viewer, title: str, more: str = "") -> Text:
    """What somebody is typing, in their own language."""
    written = f"{title} {more}"[:LONGEST_TEXT]
    language = viewer.language if viewer is not None else terms.DEFAULT_LANGUAGE
    return Text(written, language, meanings.direction(title, more))


def alike(viewer: Viewer, text: Text, kind: Kind, *, besides: int | None = None) -> list[Alike]:
    """Entries of `kind` that `viewer` may see and that are like `text`, in no order.

    Args:
        besides: the entry that the text is from.
    """
    shown = and_(Entry.kind == kind.value, listed_for(viewer, Entry), Entry.id != (besides or 0))
    by_words = _by_words(text, shown)
    by_meaning = _by_meaning(text, kind, shown, by_words)
    return [
        Alike(entry_id, by_words.get(entry_id, 0.0), max(0.0, by_meaning.get(entry_id, 0.0)))
        for entry_id in sorted(by_words.keys() | by_meaning.keys())
    ]


def _by_words(text: Text, shown: ColumnElement[bool]) -> dict[int, float]:
    telling = telling_pairs(text.written, text.language)
    if telling is None:
        return {}
    found = ranking(telling)
    newest = (
        select(found.entry_id.label("entry_id"), found.relevance.label("relevance"))
        .select_from(in_order(INDEXED, (Entry, Entry.id == found.entry_id)))
        .where(found.is_found, shown)
        .order_by(found.entry_id.desc())
        .limit(MOST_RANKED)
        .cte("newest")
        .prefix_with("MATERIALIZED")
    )
    best = select(newest).order_by(newest.c.relevance.desc(), newest.c.entry_id).limit(MOST_ALIKE)
    rows = session().execute(best).all()
    if not rows or rows[0].relevance <= 0:
        return {}
    share = share_in(telling, rows[0].entry_id)
    return {row.entry_id: share * row.relevance / rows[0].relevance for row in rows}


def _by_meaning(text: Text, kind: Kind, shown: ColumnElement[bool], by_words: Mapping[int, float]) -> dict[int, float]:
    if text.direction is None:
        return {}
    known = meanings.nearest(kind, text.direction, 2 * MOST_ALIKE, floor=LEAST_MEANING)
    new = [entry_id for entry_id in known if entry_id not in by_words]
    seen = session().scalars(select(Entry.id).where(Entry.id.in_(new), shown)).all() if new else []
    among = meanings.alike(kind, text.direction, by_words.keys())
    return among | {entry_id: known[entry_id] for entry_id in seen}
