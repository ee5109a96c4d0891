"""The words of the index near a word, and how many entries that a viewer may see have them.

The vocabulary is everybody's: it also has words that stand only in what a viewer may not see. So nothing
here is shown before `visible_counts` has found it in an entry that the viewer may see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    column,
    func,
    literal,
    or_,
    select,
    table,
    union_all,
)

from community.search.match import matches
from community.search.tree import Node

ENOUGH: Final = 50
"""Entries that are counted for a word; more do not make it likelier."""

_MOST_NEIGHBORS = 5000
_AFTER_ALL = "\U0010ffff"

_TERMS = table("search_term", column("term", String), column("backward", String), column("spelling", String))


def neighbors(connection: Connection, words: Sequence[str]) -> dict[str, str]:
    """Words of the vocabulary that begin or end like one of `words` and are about as long.

    One wrong letter leaves a half of a word as it is, and two mostly leave its first or last third; so these
    are nearly all words within two letters, found by two indexes.

    Returns:
        How each is spelled, by its term.
    """
    alike = or_(*(_alike(word) for word in words))
    statement = select(_TERMS.c.term, _TERMS.c.spelling).where(alike).order_by(_TERMS.c.term)
    return dict(connection.execute(statement.limit(_MOST_NEIGHBORS)).all())


def reach(word: str) -> int:
    """How many letters of a word of this length may be wrong for its correction to be believed."""
    if len(word) < 3:
        return 0
    return 1 if len(word) < 6 else 2


def _alike(word: str) -> ColumnElement[bool]:
    wrong = reach(word)
    intact = len(word) // 3 if wrong == 2 else (len(word) - 1) // 2
    length = func.length(_TERMS.c.term).between(len(word) - wrong, len(word) + wrong)
    backward = word[::-1]
    return and_(length, or_(_starts(_TERMS.c.term, word[:intact]), _starts(_TERMS.c.backward, backward[:intact])))


def _starts(name: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    return and_(name >= beginning, name < beginning + _AFTER_ALL)


def spellings(connection: Connection, words: Sequence[str]) -> dict[str, str]:
    """How each of `words` is written, with its accents, as far as the vocabulary knows it."""
    statement = select(_TERMS.c.term, _TERMS.c.spelling).where(_TERMS.c.term.in_(words))
    return dict(connection.execute(statement).all())


def visible_counts(connection: Connection, asked: Mapping[str, Node], visible: Select[int]) -> dict[str, int]:
    """How many entries that the viewer may see match each of several trees, in one statement.

    Args:
        connection: where the index is.
        asked: trees by any name.
        visible: the ids of the entries that the viewer may see.

    Returns:
        The number for each name, at most `ENOUGH`.
    """
    if not asked:
        return {}
    counts = [_count(name, tree, visible, connection.dialect.name) for name, tree in asked.items()]
    return dict(connection.execute(union_all(*counts)).all())


def _count(name: str, tree: Node, visible: Select[int], engine: str) -> Select[Any]:
    seen = visible.subquery()
    entry_id = seen.c[0]
    found = select(entry_id).where(matches(tree, engine, entry_id)).limit(ENOUGH).subquery()
    return select(literal(name, String), select(func.count()).select_from(found).scalar_subquery())
