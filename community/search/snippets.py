"""The part of a text that shows why it was found, cut into what is marked and what is not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from community.entries.search_index import stem_lexemes
from community.kernel import terms
from community.search.tree import Leaf, Node, Prefix, Words, wanted_leaves

USUAL_WIDTH: Final = 240
"""Characters of a snippet, about two lines."""

FARTHEST: Final = 30_000
"""Characters from the beginning of a text in which a snippet is looked for."""

_MORE = "…"
_VIRAMA = 9  # the combining class of signs that tie two consonants of an Indic script together


class Segment(NamedTuple):
    """A piece of text that was looked for, or that was not."""

    text: str
    is_hit: bool


class _Hit(NamedTuple):
    """A place in a text that one of the leaves asked for."""

    start: int
    end: int
    leaf: int


def highlight(text: str, tree: Node | None, language: str = terms.DEFAULT_LANGUAGE) -> list[Segment]:
    """The whole of `text`, for a title, with everything that `tree` looks for as segments of their own."""
    return _segments(text, 0, len(text), _hits(text, tree, language))


def snippet(
    text: str, tree: Node | None, language: str = terms.DEFAULT_LANGUAGE, width: int = USUAL_WIDTH
) -> list[Segment]:
    """The stretch of `text` in which most of what `tree` looks for stands together.

    Args:
        text: plain text.
        tree: what was looked for; None shows the beginning.
        language: the language of the text.
        width: characters that it has about; it ends between words where it can.

    Returns:
        Segments that make up the stretch, in order, with an ellipsis where text was left out. They are plain
        text: whoever shows them escapes them.
    """
    hits = _hits(text[:FARTHEST], tree, language)
    start, end = _stretch(text, *_densest(hits, width), width)
    cut = _segments(text, start, end, hits)
    before = [Segment(_MORE, False)] if start > 0 else []
    after = [Segment(_MORE, False)] if end < len(text) else []
    return [*before, *cut, *after]


def _hits(text: str, tree: Node | None, language: str) -> list[_Hit]:
    """Where `text` has what a leaf asks for, by place; what overlaps is one hit."""
    leaves = list(wanted_leaves(tree))
    tokens = list(terms.tokens(text)) if leaves else []
    exact = [token.text for token in tokens]
    stems = stem_lexemes(exact, language)
    found = [
        _Hit(tokens[place].start, tokens[place + len(leaf.tokens) - 1].end, number)
        for number, leaf in enumerate(leaves)
        for place in _places(leaf, stems if isinstance(leaf, Words) else exact, language)
    ]
    return sorted(found)


def _places(leaf: Leaf, words: list[str], language: str) -> Iterator[int]:
    """Where the words of `leaf` begin among `words`."""
    asked = [token.text for token in leaf.tokens]
    if isinstance(leaf, Words):
        asked = stem_lexemes(asked, language)
    last = len(asked) - 1
    for place, word in enumerate(words[last:]):
        ends_well = word.startswith(asked[last]) if isinstance(leaf, Prefix) else word == asked[last]
        if ends_well and words[place : place + last] == asked[:last]:
            yield place


def _densest(hits: Sequence[_Hit], width: int) -> tuple[int, int]:
    """The span no wider than `width` with the most different things looked for, then the most of them."""
    best, span = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    first = 0
    for hit in hits:
        inside[hit.leaf] += 1
        while hit.end - hits[first].start > width and hits[first] is not hit:
            inside[hits[first].leaf] -= 1
            first += 1
        worth = (sum(1 for count in inside.values() if count > 0), inside.total())
        if worth > best:
            best, span = worth, (hits[first].start, hit.end)
    return span


def _stretch(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """The span widened to about `width`, a third of it before, and moved to where words begin and end."""
    spare = max(0, width - (end - start))
    wide_start = max(0, min(start - spare // 3, len(text) - width))
    wide_end = min(len(text), max(end, wide_start + width))
    return _beginning(text, wide_start, start), _ending(text, end, wide_end)


def _beginning(text: str, earliest: int, latest: int) -> int:
    """Where a word begins from `earliest` on, else the first place that tears nothing apart."""
    if earliest == 0:
        return 0
    for place in range(earliest, latest):
        if text[place - 1].isspace() and not _belongs_together(text, place):
            return place
    while earliest > 0 and _belongs_together(text, earliest):
        earliest -= 1
    return earliest


def _ending(text: str, earliest: int, latest: int) -> int:
    """Where a word ends up to `latest`, else the last place that tears nothing apart."""
    if latest == len(text):
        return latest
    for place in range(latest, earliest, -1):
        if text[place].isspace():
            return place
    while latest < len(text) and _belongs_together(text, latest):
        latest += 1
    return latest


def _belongs_together(text: str, place: int) -> bool:
    """Whether the characters before and after `place` are seen as one."""
    before, after = text[place - 1], text[place]
    if before == "\u200d" or after == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if _is_flag_half(before) and _is_flag_half(after):
        run = len(text[:place]) - len(text[:place].rstrip(_FLAG_HALVES))
        return run % 2 == 1
    return unicodedata.category(after).startswith("M") or unicodedata.combining(before) == _VIRAMA


_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))


def _is_flag_half(letter: str) -> bool:
    return letter in _FLAG_HALVES


def _segments(text: str, start: int, end: int, hits: Sequence[_Hit]) -> list[Segment]:
    segments = []
    place = start
    for hit in hits:
        if hit.end <= place or hit.start >= end:
            continue
        hit_start, hit_end = max(hit.start, place), min(hit.end, end)
        segments += [Segment(text[place:hit_start], False), Segment(text[hit_start:hit_end], True)]
        place = hit_end
    segments.append(Segment(text[place:end], False))
    return [segment for segment in segments if segment.text]
