"""The first sentences of a text, for lists, feeds and mails."""

from __future__ import annotations

import re
import unicodedata

SPACES = re.compile(r"[^\S\n]+")
BREAKS = re.compile(r" ?\n\s*")
# A full stop before a small letter belongs to an abbreviation, more often than not; one after an initial or a
# form of address always does.
NO_END = "".join(
    rf"(?<!\b{short})" for short in ("[A-Z]", "Dr", "Mr", "Ms", "Mrs", "Prof", "St", "No", "Nr", "vs", "bzw")
)
SENTENCE_END = re.compile(rf"(?:{NO_END}\.|[!?…])['\"’”»)\]]*(?=\s(?![a-z])|\Z)|[。！？]|(?<=\S)(?=\n)")
ENOUGH = 40
"""So many characters of whole sentences say more than a longer text that breaks off."""
ELLIPSIS = "…"
# Marks, joiners and skin tones are seen as one character with what stands before them.
JOINING_CATEGORIES = frozenset({"Mn", "Me", "Mc", "Cf", "Sk"})


def summary_of(text: str, limit: int) -> str:
    """The beginning of `text` in at most `limit` characters, on one line.

    It ends with a sentence or a block, if one ends in the second half of the room or after enough to read; else with
    a whole word and an ellipsis.

    Raises:
        ValueError: when `limit` is less than 1.
    """
    if limit < 1:
        raise ValueError("A summary has room for at least one character.")
    lines = BREAKS.sub("\n", SPACES.sub(" ", text)).strip()
    end = len(lines) if len(lines) <= limit else _last_sentence_end(lines, limit)
    is_enough = end >= min(ENOUGH, limit / 2) or end == len(lines)
    beginning = lines[:end] if is_enough else _whole_words(lines, limit)
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
