"""Which entries speak of the same as a text: found by those few of its words that tell the most.

The work is bounded however many entries there are: how common each word is gets counted up to a limit, and
only the rarest words are looked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, combinations
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from community.entries.commonness import commonness
from community.entries.search_index import LABELS, WEIGHTS, stem_lexemes
from community.kernel import terms
from community.kernel.db import session

MOST_COUNTED: Final = 16
"""Words of a text whose commonness is counted; the first ones, because a title says the most."""

MOST_WORDS: Final = 8
MOST_TOGETHER: Final = 3
"""Words of a text of common words alone: an entry has to have all of them, or half of all entries would be like it."""

COUNTED: Final = 500
"""Entries up to which PostgreSQL counts; what it knows to be more common is taken from its statistics."""

COMMON: Final = 5000
MOST_ALONE: Final = 2000
"""Entries that the rarest words may find each alone, where others count in pairs."""

MOST_PAIRED: Final = 5
"""Words that count in pairs."""

MOST_MATCHES: Final = 10_000
"""Entries that may be ranked for one text; rarer words come first, so the more common ones are left out."""

MOST_FOUND: Final = 2000
"""Entries that are given, the best ones."""


INDEXED: Final = table(
    "entry_search", column("rowid", Integer), column("entry_id", Integer), column("document", TSVECTOR)
)
"""The table of the index; what it has on SQLite is called `rowid`, and on PostgreSQL `entry_id` and `document`."""


class Ranking(NamedTuple):
    """How documents are found and ranked, for a statement that reads `INDEXED`.

    Attributes:
        entry_id: the column that says whose document it is.
        is_found: whether it has one of the words.
        relevance: how well it matches; the higher is the better.
    """

    entry_id: ColumnElement[int]
    is_found: ColumnElement[bool]
    relevance: ColumnElement[float]


class Word(NamedTuple):
    """A word by the lexemes of all languages, and how many entries have it (`COMMON` means that or more)."""

    lexemes: tuple[str, ...]
    number: int


class Telling(NamedTuple):
    """The words that are looked for: any of them, because each is rare, or all together, because none is.

    Attributes:
        pairs: words that are not rare enough: each of them counts where two stand in one entry.
        of: all words of the text, with those that no entry has.
    """

    words: Sequence[Word]
    are_together: bool
    of: Sequence[Word]
    pairs: Sequence[tuple[Word, Word]] = ()


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
    telling = telling_words(written, language)
    if telling is None:
        return None
    found = ranking(telling)
    best: Select[int, float] = (
        select(found.entry_id.label("entry_id"), found.relevance.label("relevance"))
        .select_from(INDEXED)
        .where(found.is_found)
        .order_by(literal_column("relevance").desc())
        .limit(MOST_FOUND)
    )
    # Materialized, because a join might otherwise ask the index once for each entry there is.
    like: CTE = best.cte("alike").prefix_with("MATERIALIZED")
    return like


def ranking(telling: Telling) -> Ranking:
    """How the documents that have the words are found and ranked."""
    if _is_sqlite():
        weights = ", ".join(str(weight) for weight in WEIGHTS.values())
        is_found = literal_column("entry_search").op("MATCH", is_comparison=True)(_asked(telling, on_sqlite=True))
        return Ranking(INDEXED.c.rowid, is_found, literal_column(f"-bm25(entry_search, {weights})", Float))
    is_found = INDEXED.c.document.op("@@", is_comparison=True)(_query(_asked(telling, on_sqlite=False)))
    paired = dict.fromkeys(word for pair in telling.pairs for word in pair)
    return Ranking(INDEXED.c.entry_id, is_found, _sum_of_ranks([*telling.words, *paired]))


def _asked(telling: Telling, *, on_sqlite: bool) -> str:
    if telling.are_together:
        return _all_of(telling.words, on_sqlite=on_sqlite)
    parts = [_any_of([word.lexemes for word in telling.words], on_sqlite=on_sqlite)] if telling.words else []
    parts += [f"({_all_of(pair, on_sqlite=on_sqlite)})" for pair in telling.pairs]
    return (" OR " if on_sqlite else " | ").join(parts)


def _all_of(words: Sequence[Word], *, on_sqlite: bool) -> str:
    return (" AND " if on_sqlite else " & ").join(f"({_any_of([word.lexemes], on_sqlite=on_sqlite)})" for word in words)


def telling_words(written: str, language: str) -> Telling | None:
    """The words of a text by which others like it are found; None where no word of it is in any entry.

    Args:
        written: the text, its most important words first.
        language: the language of the text, whose stop words say nothing.
    """
    counted = _counted(_words(written, language))
    rare = _rare(counted)
    if not rare:
        return _together(counted)
    few = _up_to(MOST_MATCHES, rare)
    return Telling(few or rare[:1], are_together=False, of=counted)


def telling_pairs(written: str, language: str) -> Telling | None:
    """The words of a text as `telling_words` finds them, but of those that are less rare the entries with two of them.

    So little that shares much with the text is missed, and few entries have to be ranked.
    """
    counted = _counted(_words(written, language))
    rare = _rare(counted)
    if not rare:
        return _together(counted)
    alone = _up_to(MOST_ALONE, rare) or ([] if len(rare) > 1 else rare)
    pairs = list(combinations(rare[len(alone) :][:MOST_PAIRED], 2))
    return Telling(alone, are_together=False, of=counted, pairs=pairs)


def share_in(telling: Telling, entry_id: int) -> float:
    """How much of what the words of a text tell stands in the entry with this id, from 0 to 1: rare words tell more."""
    on_sqlite = _is_sqlite()
    key = "rowid" if on_sqlite else "entry_id"
    tests = [_has(f":word_{place}", on_sqlite=on_sqlite) for place in range(len(telling.of))]
    columns = [f"EXISTS (SELECT 1 FROM entry_search WHERE {test} AND {key} = :entry_id)" for test in tests]  # noqa: S608 (the names are ours)
    found = session().execute(text("SELECT " + ", ".join(columns)), {**_bound(telling.of), "entry_id": entry_id}).one()
    weights = [_rarity(word) for word in telling.of]
    return sum(weight for weight, is_there in zip(weights, found, strict=True) if is_there) / sum(weights)


def _rare(counted: Sequence[Word]) -> list[Word]:
    """The rarest words of a text, as many as may be looked for."""
    known = sorted((word for word in counted if word.number), key=lambda word: word.number)
    return [word for word in known if word.number < COMMON][:MOST_WORDS]


def _together(counted: Sequence[Word]) -> Telling | None:
    common = [word for word in counted if word.number][:MOST_TOGETHER]
    return Telling(common, are_together=True, of=counted) if common else None


def _up_to(most: int, rare: Sequence[Word]) -> list[Word]:
    """The first of `rare`, while all that they find is no more than `most`."""
    sums = accumulate(word.number for word in rare)
    return [word for word, total in zip(rare, sums, strict=True) if total <= most]


def _words(written: str, language: str) -> list[tuple[str, ...]]:
    plain = [word for word in terms.words(written) if not terms.is_stop_word(word, language)]
    return list(dict.fromkeys(_lexemes(word) for word in plain))[:MOST_COUNTED]


def _lexemes(word: str) -> tuple[str, ...]:
    """A word may stand in a text of any language, and each text is kept by the stems of its own."""
    return tuple(dict.fromkeys(stem_lexemes([word], language)[0] for language in terms.LANGUAGES))


def _counted(words: Sequence[tuple[str, ...]]) -> list[Word]:
    """Each word with the number of entries that have it, in one query."""
    if not words:
        return []
    known = {} if _is_sqlite() else _known(words)
    unknown = [lexemes for lexemes in words if lexemes not in known]
    if unknown:
        number = _NUMBER_ON_SQLITE if _is_sqlite() else _NUMBER_ON_POSTGRESQL
        columns = ", ".join(number.format(place=place) for place in range(len(unknown)))
        bound = _bound([Word(lexemes, 0) for lexemes in unknown])
        counts = session().execute(text(f"SELECT {columns}"), bound).one()
        known |= dict(zip(unknown, counts, strict=True))
    return [Word(lexemes, known[lexemes]) for lexemes in words]


def _known(words: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """How many entries have the common ones of `words`, by PostgreSQL's statistics: to count them costs as much as
    to rank them."""
    common = commonness(session().connection())
    shares = {lexemes: max(common.stems.known.get(each, 0.0) for each in lexemes) for lexemes in words}
    numbers = {lexemes: share * common.documents for lexemes, share in shares.items()}
    return {lexemes: min(round(number), COMMON) for lexemes, number in numbers.items() if number > COUNTED}


def _has(word: str, *, on_sqlite: bool) -> str:
    return f"entry_search MATCH {word}" if on_sqlite else f"document @@ CAST({word} AS tsquery)"


def _bound(words: Sequence[Word]) -> dict[str, object]:
    on_sqlite = _is_sqlite()
    return {f"word_{place}": _any_of([word.lexemes], on_sqlite=on_sqlite) for place, word in enumerate(words)}


def _rarity(word: Word) -> float:
    """How much a word tells (Robertson and Spärck Jones 1976), as far as it was counted."""
    return math.log(1 + 2 * COMMON / max(word.number, 1))


def _any_of(words: Sequence[tuple[str, ...]], *, on_sqlite: bool) -> str:
    """A search for any of `words` in the engine's language; a lexeme is letters and digits alone."""
    lexemes = [lexeme for word in words for lexeme in word]
    return " OR ".join(f'"{each}"' for each in lexemes) if on_sqlite else " | ".join(f"'{each}'" for each in lexemes)


def _sum_of_ranks(words: Sequence[Word]) -> ColumnElement[float]:
    """Each word counts by its rank in the document and by how rare it is (Robertson and Spärck Jones 1976)."""
    weights: ColumnElement[Any] = literal_column(f"CAST('{{{', '.join(map(str, _label_weights()))}}}' AS real[])")
    total: ColumnElement[float] = literal(0.0)
    for word in words:
        one = _query(_any_of([word.lexemes], on_sqlite=False))
        total += func.ts_rank(weights, INDEXED.c.document, one) * _rarity(word)
    return total


def _query(asked: str) -> ColumnElement[str]:
    return cast(literal(asked, String), TSQUERY)


def _label_weights() -> list[float]:
    """The weights as PostgreSQL takes them: for the labels D to A, none above 1."""
    heaviest = max(WEIGHTS.values())
    by_label = {LABELS[part]: weight / heaviest for part, weight in WEIGHTS.items()}
    return [by_label.get(label, 0.0) for label in "DCBA"]


def _is_sqlite() -> bool:
    return session().connection().dialect.name == "sqlite"


_NUMBER_ON_SQLITE: Final = (
    f"(SELECT count(*) FROM (SELECT 1 FROM entry_search WHERE entry_search MATCH :word_{{place}} LIMIT {COMMON}))"  # noqa: S608 (the number is ours)
)
# Materialized, so that it asks the index for all; for the first of them alone PostgreSQL would read the whole table.
_NUMBER_ON_POSTGRESQL: Final = f"""
(WITH found AS MATERIALIZED (SELECT 1 FROM entry_search WHERE document @@ CAST(:word_{{place}} AS tsquery))
 SELECT least(count(*), {COMMON}) FROM found)
"""  # noqa: S608 (the number is ours)
