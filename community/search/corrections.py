"""What a searcher may have meant: words that stand in entries they may see, a letter or two away."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Select

from community.kernel.terms import Token
from community.search.language import Parsed
from community.search.snippets import Segment
from community.search.tree import Node, Phrase, Words, wanted_leaves
from community.search.vocabulary import neighbors, reach, visible_counts

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh is from 2016: its regular expressions are warned of when compiled
    from whoosh.support.levenshtein import damerau_levenshtein

MOST_WORDS: Final = 4
"""Words of one search that are corrected; who errs in more of them meant something else."""

MOST_CANDIDATES: Final = 12
"""Corrections of one word that are looked up in what the viewer may see."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A search that finds more.

    Attributes:
        text: what to search for instead.
        segments: the same, with what was changed as hits.
    """

    text: str
    segments: tuple[Segment, ...]


def corrected(connection: Connection, parsed: Parsed, visible: Select[int]) -> Correction | None:
    """What may have been meant by a search that finds little.

    Only words that no visible entry has are corrected, and only into words that one has; so it costs three
    statements, and tells nothing of what the viewer may not see.

    Args:
        connection: where the index is.
        parsed: the search.
        visible: the ids of the entries that the viewer may see.

    Returns:
        The corrected search, or None if there is nothing to correct.
    """
    typed = _correctable(parsed)
    known = visible_counts(connection, {word: Words((token,)) for word, token in typed.items()}, visible)
    unknown = [word for word, count in known.items() if count == 0][:MOST_WORDS]
    if not unknown:
        return None
    spelled = neighbors(connection, unknown)
    candidates = {word: _nearest(word, spelled) for word in unknown}
    counts = visible_counts(connection, _as_written(candidates.values()), visible)
    chosen = {word: best for word in unknown if (best := _best(candidates[word], counts))}
    return _replaced(parsed, {word: spelled[best] for word, best in chosen.items()}) if chosen else None


def _correctable(parsed: Parsed) -> dict[str, Token]:
    """The words looked for in any form that consist of letters, each once."""
    leaves = [leaf for leaf in wanted_leaves(parsed.tree) if isinstance(leaf, Words)]
    tokens = [token for leaf in leaves for token in leaf.tokens]
    return {token.text: token for token in tokens if token.text.isalpha() and reach(token.text)}


def _nearest(word: str, spelled: Mapping[str, str]) -> list[tuple[int, str]]:
    """The words nearest to `word` with their distance (Damerau 1964), the nearest first."""
    letters = set(word)
    farthest = reach(word)
    possible = (term for term in spelled if term != word and len(letters ^ set(term)) <= 2 * farthest)
    measured = ((damerau_levenshtein(word, term, farthest), term) for term in possible)
    near = [(distance, term) for distance, term in measured if distance <= farthest]
    return sorted(near, key=lambda each: (each[0], each[1][0] != word[0], each[1]))[:MOST_CANDIDATES]


def _as_written(candidates: Iterable[list[tuple[int, str]]]) -> dict[str, Node]:
    return {term: Phrase((Token(term, 0, 0),)) for nearest in candidates for _, term in nearest}


def _best(candidates: list[tuple[int, str]], counts: Mapping[str, int]) -> str | None:
    """The nearest word that the viewer can find, of equally near ones the most frequent."""
    findable = [(distance, -counts[term], term) for distance, term in candidates if counts[term]]
    return min(findable)[2] if findable else None


def _replaced(parsed: Parsed, better: Mapping[str, str]) -> Correction:
    segments = []
    place = 0
    for token in sorted(_tokens(parsed), key=lambda token: token.start):
        if token.text in better and token.start >= place:
            segments += [Segment(parsed.text[place : token.start], False), Segment(better[token.text], True)]
            place = token.end
    segments.append(Segment(parsed.text[place:], False))
    kept = tuple(segment for segment in segments if segment.text)
    return Correction("".join(segment.text for segment in kept), kept)


def _tokens(parsed: Parsed) -> Iterable[Token]:
    for leaf in wanted_leaves(parsed.tree):
        if isinstance(leaf, Words):
            yield from leaf.tokens
