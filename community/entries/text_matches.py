"""Which entries speak of the same as a text: found by those few of its words that tell the most.

The work is bounded however many entries there are: how common each word is gets counted up to a limit, and
only the rarest words are looked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from sqlalchemy import CTE, Float, Integer, TextClause, TextualSelect, column, text

from community.entries.search_index import LABELS, WEIGHTS, stem_lexemes
from community.kernel import terms
from community.kernel.db import session

MOST_COUNTED: Final = 16
"""Words of a text whose commonness is counted; the first ones, because a title says the most."""

MOST_WORDS: Final = 8
COMMON: Final = 5000
MOST_MATCHES: Final = 10_000
"""Entries that may be ranked for one text; rarer words come first, so the more common ones are left out."""

MOST_FOUND: Final = 2000
"""Entries that are given, the best ones."""


class Telling(NamedTuple):
    """A word by the lexemes of all languages, and how many entries have it (`COMMON` means that or more)."""

    lexemes: tuple[str, ...]
    number: int


def entries_like(written: str, *, language: str = terms.DEFAULT_LANGUAGE) -> CTE | None:
    """The entries that share telling words with a text, with how well they match.

    Args:
        written: the text, its most important words first.
        language: the language of the text, whose stop words say nothing.

    Returns:
        A table with the columns `entry_id` and `relevance`, of which the higher is the better: BM25 on SQLite, the
        words' ranks by their rarity on PostgreSQL. None where no word of the text is found anywhere. It knows
        nothing of audiences: join it with what is visible.
    """
    words = _telling(written, language)
    if not words:
        return None
    found = _in_fts5(words) if _is_sqlite() else _in_vectors(words)
    # Materialized, because a join might otherwise ask the index once for each entry there is.
    like: CTE = found.cte("alike").prefix_with("MATERIALIZED")
    return like


def _telling(written: str, language: str) -> list[Telling]:
    """The rarest words of the text, as many as may be looked for; a common one only where there is no other."""
    counted = _counted(_words(written, language))
    known = sorted((word for word in counted if word.number), key=lambda word: word.number)
    telling = [word for word in known if word.number < COMMON][:MOST_WORDS]
    sums = accumulate(word.number for word in telling)
    return [word for word, total in zip(telling, sums, strict=True) if total <= MOST_MATCHES] or known[:1]


def _words(written: str, language: str) -> list[tuple[str, ...]]:
    plain = [word for word in terms.words(written) if not terms.is_stop_word(word, language)]
    return list(dict.fromkeys(_lexemes(word) for word in plain))[:MOST_COUNTED]


def _lexemes(word: str) -> tuple[str, ...]:
    """A word may stand in a text of any language, and each text is kept by the stems of its own."""
    return tuple(dict.fromkeys(stem_lexemes([word], language)[0] for language in terms.LANGUAGES))


def _counted(words: Sequence[tuple[str, ...]]) -> list[Telling]:
    """Each word with the number of entries that have it, in one query."""
    if not words:
        return []
    on_sqlite = _is_sqlite()
    columns = [_count_of(f":word_{place}", on_sqlite=on_sqlite) for place in range(len(words))]
    bound = {f"word_{place}": _any_of([word], on_sqlite=on_sqlite) for place, word in enumerate(words)}
    counts = session().execute(text("SELECT " + ", ".join(columns)), bound).one()
    return [Telling(word, number) for word, number in zip(words, counts, strict=True)]


def _count_of(word: str, *, on_sqlite: bool) -> str:
    has = f"entry_search MATCH {word}" if on_sqlite else f"document @@ CAST({word} AS tsquery)"
    return f"(SELECT count(*) FROM (SELECT 1 FROM entry_search WHERE {has} LIMIT {COMMON}) AS found)"  # noqa: S608 (the name is ours)


def _any_of(words: Sequence[tuple[str, ...]], *, on_sqlite: bool) -> str:
    """A search for any of `words` in the engine's language; a lexeme is letters and digits alone."""
    lexemes = [lexeme for word in words for lexeme in word]
    return " OR ".join(f'"{each}"' for each in lexemes) if on_sqlite else " | ".join(f"'{each}'" for each in lexemes)


def _in_fts5(words: Sequence[Telling]) -> TextualSelect:
    weights = ", ".join(str(weight) for weight in WEIGHTS.values())
    statement = text(
        f"SELECT rowid AS entry_id, -bm25(entry_search, {weights}) AS relevance"  # noqa: S608 (the numbers are ours)
        f" FROM entry_search WHERE entry_search MATCH :like_words ORDER BY relevance DESC LIMIT {MOST_FOUND}"
    )
    return _found(statement, like_words=_any_of([word.lexemes for word in words], on_sqlite=True))


def _in_vectors(words: Sequence[Telling]) -> TextualSelect:
    """Each word counts by its rank in the document and by how rare it is (Robertson and Spärck Jones 1976)."""
    places = range(len(words))
    ranks = " + ".join(
        f"ts_rank(CAST(:like_weights AS real[]), document, CAST(:like_{p} AS tsquery)) * :rarity_{p}" for p in places
    )
    statement = text(
        f"SELECT entry_id, {ranks} AS relevance"  # noqa: S608 (all of it is ours)
        f" FROM entry_search WHERE document @@ CAST(:like_words AS tsquery) ORDER BY relevance DESC LIMIT {MOST_FOUND}"
    )
    bound: dict[str, object] = {
        "like_weights": _label_weights(),
        "like_words": _any_of([word.lexemes for word in words], on_sqlite=False),
    }
    for place, word in enumerate(words):
        bound[f"like_{place}"] = _any_of([word.lexemes], on_sqlite=False)
        bound[f"rarity_{place}"] = math.log(1 + 2 * COMMON / word.number)
    return _found(statement, **bound)


def _label_weights() -> list[float]:
    """The weights as PostgreSQL takes them: for the labels D to A, none above 1."""
    heaviest = max(WEIGHTS.values())
    by_label = {LABELS[part]: weight / heaviest for part, weight in WEIGHTS.items()}
    return [by_label.get(label, 0.0) for label in "DCBA"]


def _found(statement: TextClause, **bound: object) -> TextualSelect:
    return statement.bindparams(**bound).columns(column("entry_id", Integer), column("relevance", Float))


def _is_sqlite() -> bool:
    return session().connection().dialect.name == "sqlite"
