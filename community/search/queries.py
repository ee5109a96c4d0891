"""Finding entries, with the audience rule inside the statement that finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, false, literal, select

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.entries.models import Entry
from community.entries.queries import with_card
from community.kernel import terms
from community.kernel.db import session
from community.search.completions import completions
from community.search.conditions import conditions
from community.search.corrections import Correction, corrected
from community.search.language import Parsed, parse
from community.search.match import Newest, match, matches
from community.search.tree import All, Node, in_title

PAGE = 20
LAST_PAGE = 50
FACETS_OVER = 1000
"""So many of what was found are ranked and counted, the newest ones, so that a common word costs no more than a
rare one; where there are more, also as many whose title says it."""
THIN = 3
"""With fewer results than this, entries with only some of the words are shown too."""


@dataclass(frozen=True)
class Facets:
    """How what was found divides; counted over what the viewer may see, and bounded."""

    kinds: Sequence[tuple[str, int]]
    tags: Sequence[tuple[str, int]]
    total: int

    @property
    def is_bounded(self) -> bool:
        """Whether there is more than was counted."""
        return self.total >= FACETS_OVER


class Result(NamedTuple):
    """One entry of those that are ranked and counted."""

    id: int
    kind: str
    tag_names: list[str]
    published_at: datetime
    rank: float


@dataclass(frozen=True)
class Found:
    """A page of results."""

    entries: Sequence[Entry]
    facets: Facets
    parsed: Parsed
    has_more: bool
    is_any_word: bool = False


def search(viewer: Viewer, parsed: Parsed, *, page: int = 1, by_date: bool = False) -> Found:
    """What `viewer` may see of what matches `parsed`: all of its words, or some where that finds too little.

    Args:
        page: from 1; later pages than the fiftieth are not found by anybody.
        by_date: the newest first, instead of the best.
    """
    found = _found(viewer, parsed, page, by_date)
    if page > 1 or found.facets.total >= THIN or parsed.tree is None:
        return found
    loose = parsed.for_any_word()
    if loose.tree == parsed.tree:
        return found
    wider = _found(viewer, loose, page, by_date)
    return replace(wider, is_any_word=True) if wider.facets.total > found.facets.total else found


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
    kinds: dict[str, int] = {}
    tags: dict[str, int] = {}
    for row in rows:
        kinds[row.kind] = kinds.get(row.kind, 0) + 1
        for name in row.tag_names or ():
            tags[name] = tags.get(name, 0) + 1
    return Facets(_largest(kinds), _largest(tags)[:12], len(rows)), [row.id for row in rows]


def _largest(counted: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


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
    statement = select(Entry.id, Entry.kind, Entry.tag_names, Entry.published_at, literal(0.0))
    statement = statement.where(*_matches(viewer, parsed))
    ordered = statement.order_by(Entry.published_at.desc(), Entry.id.desc())
    return [Result(*row) for row in session().execute(ordered.limit(FACETS_OVER))]


def _by_rank(viewer: Viewer, parsed: Parsed, tree: Node) -> Sequence[Result]:
    """The best of the newest matches, and where there are more, of those whose title says it."""
    found = _ranked(viewer, parsed, tree)
    if len(found) == FACETS_OVER:
        said = _ranked(viewer, parsed, All((tree, in_title(tree))))
        found = list({row.id: row for row in (*found, *said)}.values())
    found.sort(key=lambda row: (row.rank, row.published_at, row.id), reverse=True)
    return found[:FACETS_OVER]


def _ranked(viewer: Viewer, parsed: Parsed, tree: Node) -> list[Result]:
    def may_be_shown(entry_id: ColumnElement[int]) -> ColumnElement[bool]:
        shown = exists().where(Entry.id == entry_id, listed_for(viewer, Entry))
        return shown.where(*conditions(parsed.filters, viewer))

    hit = match(tree, _engine(), newest=Newest(FACETS_OVER, may_be_shown))
    statement = select(Entry.id, Entry.kind, Entry.tag_names, Entry.published_at, hit.c.rank)
    return [Result(*row) for row in session().execute(statement.join(hit, hit.c.entry_id == Entry.id))]


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
