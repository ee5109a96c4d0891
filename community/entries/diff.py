"""What changed between two versions of a text, word by word, at a bounded cost.

Lines are compared first, then the sentences of the lines that differ, then the words of the sentences
that differ; what both versions begin and end with is set aside before each comparison. Comparing costs at
most about as much as the product of the lengths, so a budget of such products is shared by the whole
comparison: where it is used up, the part in question counts as replaced as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

CELLS = 4_000_000
"""How much may be compared in all; the dearest two texts that were found then take about a second."""

LONGEST_SAME = 500
CONTEXT = 160

_lines = re.compile(r"[^\n]*\n|[^\n]+")
_end_of_sentence = re.compile(r"[.!?:;]\s+|\n")
_words = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What happened to a piece of the text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that stayed, went or came; or a stretch that stayed and is not shown."""

    change: Change
    text: str


def word_diff(before: str, after: str, cells: int = CELLS) -> list[Piece]:
    """The pieces that turn `before` into `after`.

    Without the added pieces they spell `before`, without the removed ones `after`.

    Args:
        cells: how much may be compared, as the product of the numbers of parts on both sides.
    """
    return _joined(_Comparison(cells).compare(before, after, (_lines.findall, _sentences, _words.findall)))


def folded(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without the middle of each long stretch that stayed as it was."""
    if len(pieces) == 1:
        return list(pieces)
    shown: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.change is not Change.SAME or len(piece.text) <= LONGEST_SAME:
            shown.append(piece)
        else:
            shown.extend(_ends(piece.text, is_first=place == 0, is_last=place == len(pieces) - 1))
    return shown


Splitter = Callable[[str], list[str]]


class _Comparison:
    """One comparison and what is left of its budget."""

    def __init__(self, cells: int) -> None:
        self.cells = cells

    def compare(self, before: str, after: str, splitters: Sequence[Splitter]) -> Iterator[Piece]:
        """Compare by the first of `splitters`, and what differs by the others."""
        if before == after or not before or not after or not splitters:
            yield from _replaced(before, after)
            return
        old, new = splitters[0](before), splitters[0](after)
        start = _same_start(old, new)
        end = _same_start(old[start:][::-1], new[start:][::-1])
        yield Piece(Change.SAME, "".join(old[:start]))
        yield from self._middle(old[start : len(old) - end], new[start : len(new) - end], splitters)
        yield Piece(Change.SAME, "".join(old[len(old) - end :]))

    def _middle(self, old: list[str], new: list[str], splitters: Sequence[Splitter]) -> Iterator[Piece]:
        cost = len(old) * len(new)
        if cost == 0 or cost > self.cells:
            yield from _replaced("".join(old), "".join(new))
            return
        self.cells -= cost
        for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
            before, after = "".join(old[i:j]), "".join(new[k:m])
            if tag == "equal":
                yield Piece(Change.SAME, before)
            else:
                yield from self.compare(before, after, splitters[1:])


def _sentences(text: str) -> list[str]:
    ends = [match.end() for match in _end_of_sentence.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end]


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before == after:
        yield Piece(Change.SAME, before)
    else:
        yield Piece(Change.REMOVED, before)
        yield Piece(Change.ADDED, after)


def _same_start(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].change is piece.change:
            joined[-1] = Piece(piece.change, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _ends(text: str, *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    if not is_first:
        yield Piece(Change.SAME, text[:CONTEXT])
    yield Piece(Change.LEFT_OUT, "")
    if not is_last:
        yield Piece(Change.SAME, text[-CONTEXT:])
