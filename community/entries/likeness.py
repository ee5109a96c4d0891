"""How much entries are like a text, of its words and its meaning together; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

MEANING: Final = 2.0
"""How much the meaning counts beside the words, which count 1; tuned on the first half of `flask evaluate similar`."""


class Alike(NamedTuple):
    """An entry like the text, by its words and by its meaning, each from 0 to 1.

    Attributes:
        words: its relevance beside that of the best one, times the share of the text's words that the best one has;
            so that one word in common does not count as if all were.
        meaning: the cosine of the angle between the directions.
    """

    entry_id: int
    words: float
    meaning: float


def scored(found: Iterable[Alike], meaning: float = MEANING) -> dict[int, float]:
    """How much each entry is like the text: s = words + w · meaning."""
    return {each.entry_id: each.words + meaning * each.meaning for each in found}


def ranked(scores: Mapping[int, float]) -> list[int]:
    """The ids, the highest score first; of equals the older one."""
    return sorted(scores, key=lambda each: (-scores[each], each))
