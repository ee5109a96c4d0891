"""Finding entries, with the audience rule inside the statement that finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, literal, select

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.entries.models import Entry
from community.entries.queries import with_card
from community.kernel import clock, terms
from community.kernel.db import session
from community.search.completions import completions
from community.search.conditions import conditions
from community.search.corrections import Correction, corrected
from community.search.facets import FACETS_OVER, Facets, Result, counted_columns, facets_of
from community.search.language import Parsed, parse
from community.search.match import Newest, match, matches
from community.search.tree import All, Node, in_title

PAGE = 20
LAST_PAGE = 50
THIN = 3
"""With fewer results than this, entries with only some of the words are shown too."""

_NO_RANK = literal(0.0)


@dataclass(frozen=True)
class Found:
    """A page of results; `has_all_words` says whether anything has all words that were looked for."""

    entries: Sequence[Entry]
    facets: Facets
    parsed: Parsed
    has_more: bool
    is_any_word: bool = False
    has_all_words: bool = True


def search(viewer: Viewer, parsed: Parsed, *, page: int = 1, by_date: bool = False) -> Found:
    """What `viewer` may see of what matches `parsed`: all of its words, or some where that finds too little.

    Args:
        page: from 1; later pages than the fiftieth are not found by anybody.
        by_date: the newest first, instead of the best.
    """
    exact = _found(viewer, parsed, page, by_date)
    found = replace(exact, has_all_words=exact.facets.total > 0)
    if page > 1 or found.facets.total >= THIN or parsed.tree is None:
        return found
    loose = parsed.for_any_word()
    if loose.tree == parsed.tree:
        return found
    wider = _found(viewer, loose, page, by_date)
    wider = replace(wider, is_any_word=True, has_all_words=found.has_all_words)
    return wider if wider.facets.total > found.facets.total else found


def _found(viewer: Viewer, parsed: Parsed, page: int, by_date: bool) -> Found:
    facets, best = _best(viewer, parsed, by_date)
    start = (page - 1) * PAGE
    shown = best[start : start + PAGE]
    rows = {
        e.id: e
        for e in session().scalars(with_card(select(Entry)).where(Entry.id.in_(shown), listed_for(viewer, Entry)))
    }
    entries = [rows[entry_id] for entry_id in shown if entry_id in rows]
    return Found(entries, facets, parsed, has_more=len(best) > start + PAGE)


def _best(viewer: Viewer, parsed: Parsed, by_date: bool) -> tuple[Facets, list[int]]:
    """The ids of the best results, and how they divide."""
    rows = _by_date(viewer, parsed) if by_date or parsed.tree is None else _by_rank(viewer, parsed, parsed.tree)
    zone = ZoneInfo(viewer.timezone if viewer is not None else "UTC")
    facets = facets_of(rows, clock.now().astimezone(zone).date(), zone)
    return facets, [row.id for row in rows]


def matching(viewer: Viewer, text: str, *, today: date) -> Select[Entry]:
    """The entries that `viewer` may see and that match what they wrote into the search box, for a feed."""
    parsed = parse(text, today=today, language=viewer.language if viewer is not None else terms.DEFAULT_LANGUAGE)
    return select(Entry).where(*_matches(viewer, parsed))


def _matches(viewer: Viewer, parsed: Parsed) -> Iterator[ColumnElement[bool]]:
    yield listed_for(viewer, Entry)
    yield from conditions(parsed.filters, viewer)
    if parsed.tree is not None:
        yield matches(parsed.tree, _engine(), Entry.id)
    elif not parsed.filters:
        yield false()


def _by_date(viewer: Viewer, parsed: Parsed) -> Sequence[Result]:
    statement = counted_columns(viewer, _NO_RANK).where(*_matches(viewer, parsed))
    ordered = statement.order_by(Entry.published_at.desc(), Entry.id.desc())
    return [Result._make(row) for row in session().execute(ordered.limit(FACETS_OVER))]


def _by_rank(viewer: Viewer, parsed: Parsed, tree: Node) -> Sequence[Result]:
    """The best of the newest matches, and where there are more, of those whose title says it."""
    found = _ranked(viewer, parsed, tree)
    if len(found) == FACETS_OVER:
        said = _ranked(viewer, parsed, All((tree, in_title(tree))))
        found = list({row.id: row for row in (*found, *said)}.values())
    found.sort(key=lambda row: (row.rank, row.published_at, row.id), reverse=True)
    return found[:FACETS_OVER]


def _ranked(viewer: Viewer, parsed: Parsed, tree: Node) -> list[Result]:
    def shown(entry_id: ColumnElement[int]) -> Select[int]:
        one = select(Entry.id).where(Entry.id == entry_id, listed_for(viewer, Entry))
        return one.where(*conditions(parsed.filters, viewer))

    newest = Newest(FACETS_OVER, shown, is_narrow=parsed.filters.are_narrow)
    hit = match(tree, session().connection(), newest=newest)
    statement = counted_columns(viewer, hit.c.rank)
    return [Result._make(row) for row in session().execute(statement.join(hit, hit.c.entry_id == Entry.id))]


def _engine() -> str:
    return session().connection().dialect.name


def correction_for(viewer: Viewer, parsed: Parsed) -> Correction | None:
    """What may have been meant, in words that stand in entries that `viewer` may see."""
    if parsed.tree is None:
        return None
    visible = select(Entry.id).where(listed_for(viewer, Entry))
    return corrected(session().connection(), parsed, visible)


def completed(viewer: Viewer, text: str) -> list[str]:
    """What `text` may go on to be, in words that stand in entries that `viewer` may see."""
    visible = select(Entry.id).where(listed_for(viewer, Entry))
    cleaned = text.strip()
    head = cleaned[: len(cleaned) - len(cleaned.split()[-1])] if cleaned else ""
    return [head + word for word in completions(session().connection(), text, visible)]
