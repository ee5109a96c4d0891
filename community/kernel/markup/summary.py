"""The first sentences of a text, for lists, feeds and mails."""

from __future__ import annotations

import re
import unicodedata

SPACES = re.compile(r"[^\S\n]+")
BREAKS = re.compile(r" ?\n\s*")
# A full stop before a small letter belongs to an abbreviation, more often than not.
SENTENCE_END = re.compile(r"[.!?…]['\"’”»)\]]*(?=\s(?![a-z])|\Z)|[。！？]|(?<=\S)(?=\n)")
ELLIPSIS = "…"
# Marks, joiners and skin tones are seen as one character with what stands before them.
JOINING_CATEGORIES = frozenset({"Mn", "Me", "Mc", "Cf", "Sk"})


def summary_of(text: str, limit: int) -> str:
    """The beginning of `text` in at most `limit` characters, on one line.

    It ends with a sentence or a block if one ends in the second half of the room; else with a whole
    word and an ellipsis.

    Raises:
        ValueError: when `limit` is less than 1.
    """
    if limit < 1:
        raise ValueError("A summary has room for at least one character.")
    lines = BREAKS.sub("\n", SPACES.sub(" ", text)).strip()
    end = len(lines) if len(lines) <= limit else _last_sentence_end(lines, limit)
    beginning = lines[:end] if 2 * end >= limit or end == len(lines) else _whole_words(lines, limit)
    return beginning.replace("\n", " ")


def _last_sentence_end(lines: str, limit: int) -> int:
    last = 0
    for sentence in SENTENCE_END.finditer(lines):
        if sentence.end() > limit:
            break
        last = sentence.end()
    return last


def _whole_words(lines: str, limit: int) -> str:
    room = limit - len(ELLIPSIS)
    space = max(lines.rfind(" ", 0, room + 1), lines.rfind("\n", 0, room + 1))
    cut = space if 2 * space >= limit else _between_characters(lines, room)
    return lines[:cut].rstrip(" \n,;:–—-") + ELLIPSIS


def _between_characters(lines: str, cut: int) -> int:
    """The last place up to `cut` that does not part a letter from its accent, or an emoji."""
    while cut > 0 and unicodedata.category(lines[cut]) in JOINING_CATEGORIES:
        cut -= 1
    return cut
