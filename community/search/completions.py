"""How a word that somebody begins to type may go on, drawn from entries that they may see and from no others."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from sqlalchemy import Connection, Select, String, column, func, select, table, true

from community.entries.search_index import exact_lexeme
from community.kernel import terms
from community.search.compile_postgresql import VECTORS
from community.search.match import matches
from community.search.tree import Prefix
from community.search.vocabulary import spellings

SHORTEST: Final = 2
"""Letters after which a word is completed."""

_NEWEST = 200  # entries whose words are counted: enough to tell what is usual, few enough for each key stroke


def completions(connection: Connection, text: str, visible: Select[int], limit: int = 6) -> list[str]:
    """The words that go on from the last word of `text`, the most usual one first.

    Args:
        connection: where the index is.
        text: what has been typed so far.
        visible: the ids of the entries that the viewer may see.
        limit: how many words at most.

    Returns:
        Whole words, as they are written; none after a blank or fewer than `SHORTEST` letters.
    """
    last = list(terms.tokens(text))[-1:]
    if not last or last[0].end != len(text) or len(last[0].text) < SHORTEST:
        return []
    counted = _counted(connection, last[0], visible)
    usual = sorted((word for word in counted if word != last[0].text), key=lambda word: (-counted[word], word))
    spelled = spellings(connection, usual[:limit])
    return [spelled.get(word, word) for word in usual[:limit]]


def _counted(connection: Connection, typed: terms.Token, visible: Select[int]) -> Counter[str]:
    """In how many of the newest visible entries each word stands that begins as typed."""
    entry_id = visible.subquery().c[0]
    found = matches(Prefix((typed,)), connection.dialect.name, entry_id)
    newest = select(entry_id).where(found).order_by(entry_id.desc()).limit(_NEWEST)
    count = _counted_sqlite if connection.dialect.name == "sqlite" else _counted_postgresql
    return count(connection, exact_lexeme(typed.text), newest)


def _counted_sqlite(connection: Connection, beginning: str, newest: Select[int]) -> Counter[str]:
    """The rows hold their lexemes as running text."""
    search = table("entry_search", *map(column, ("rowid", "title", "tags", "body")))
    rows = connection.execute(select(search.c.title, search.c.tags, search.c.body).where(search.c.rowid.in_(newest)))
    lexeme = re.compile(rf"{re.escape(beginning)}\S*")
    return Counter(word[1:] for row in rows for word in set(lexeme.findall(" ".join(row))))


def _counted_postgresql(connection: Connection, beginning: str, newest: Select[int]) -> Counter[str]:
    words = func.tsvector_to_array(VECTORS.c.exact)
    lexemes = func.unnest(words).table_valued(column("lexeme", String)).render_derived()
    statement = (
        select(lexemes.c.lexeme, func.count())
        .select_from(VECTORS.join(lexemes, true()))
        .where(VECTORS.c.entry_id.in_(newest), func.starts_with(lexemes.c.lexeme, beginning))
        .group_by(lexemes.c.lexeme)
    )
    return Counter({word[1:]: count for word, count in connection.execute(statement)})
