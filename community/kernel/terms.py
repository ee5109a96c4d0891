"""How text becomes words: the one tokenizer that indexing, searching and highlighting share.

Both databases store and look up the words made here, never words of their own making, so both find the
same. A word is lower case without diacritics; what people write as one name (`c++`, `.net`, `node.js`)
stays one word; a script written without spaces gives one word a character, so that a run of characters is
found wherever it stands.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import Stemmer

from community.kernel.stop_words import STOP_WORDS

LANGUAGES: Final = {"en": "english", "de": "german"}
"""The languages whose endings are known, each with the name of its Snowball algorithm."""

DEFAULT_LANGUAGE: Final = "en"

LONGEST_WORD: Final = 64
"""Letters of a word that count; what is longer is no word that anybody looks for."""


class Token(NamedTuple):
    """A word as it is searched for, and where it stands in the text it came from."""

    text: str
    start: int
    end: int


def _ranges(codes: Iterable[int]) -> str:
    """The body of a regular expression's character class that holds `codes`, which ascend."""
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in spans)


# Thai to Lao, Myanmar, Hangul, Khmer, kana, bopomofo, Han, halfwidth forms and the planes of rare Han.
UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff"
    "\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdf"
    "\U00020000-\U0003ffff"
)
_unspaced_code = re.compile(f"[{UNSPACED}]")
MARKS: Final = _ranges(
    code
    for code in range(0x300, 0x1F000)
    if unicodedata.category(chr(code)).startswith("M") and not _unspaced_code.match(chr(code))
)
_JOINERS = "\u00ad\u200c\u200d"  # soft hyphen and the joiners stand inside words and mean nothing to a search
_APOSTROPHES = "'’＇"
_LETTER = rf"[^\W_{UNSPACED}]"
_RUN = rf"{_LETTER}+(?:[{MARKS}{_JOINERS}]+{_LETTER}*)*"

_candidate = re.compile(
    rf"""
    (?P<name>
        (?<!\w) [a-z] (?: \+\+ (?![+]|[^\W\d]) | \# (?![\w#]) )     # c++ c++17 c# f#
      | (?: (?<![\w.]) | (?<=\basp) | (?<=\bado) | (?<=\bvb) ) \.net (?!\w)
    )
    | (?P<run> [{UNSPACED}]+ )
    | (?P<word> {_RUN} (?: \.js (?!\w) | (?: [{_APOSTROPHES}] {_RUN} )* ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_invisible = dict.fromkeys(map(ord, _JOINERS))
_written_names = str.maketrans({"+": "plus", "#": "sharp", ".": "dot"})
_possessive = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
_part = re.compile(rf"[^\W_{UNSPACED}{MARKS}]+(?:[{MARKS}]+[^\W_{UNSPACED}{MARKS}]*)*|[{UNSPACED}]")

# Letters that Unicode does not take apart, with what people type who have no such key.
_SPELLED = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
}
_ACCENTS = (
    (0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC),
    (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
_unmarked: dict[int, str | None] = {
    **{code: None for first, last in _ACCENTS for code in range(first, last + 1)},
    **{ord(letter): None for letter in _JOINERS + _APOSTROPHES + "\u02bc\u0640"},
    **{ord(letter): plain for letter, plain in _SPELLED.items()},
}


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` with their places in it.

    Args:
        text: anything a member wrote, without Markdown's marks or with them; they are never part of a word.

    Yields:
        The words in order. Two may share a place, where one written word is searched for as several.
    """
    for match in _candidate.finditer(text):
        start, end = match.span()
        if match.lastgroup == "word":
            for part in fold(match.group()):
                yield Token(part, start, end)
        elif match.lastgroup == "name":
            yield Token(match.group().lower().translate(_written_names), start, end)
        else:
            yield from _characters(match.group(), start)


def words(text: str) -> list[str]:
    """The words of `text` in order, without their places."""
    return [token.text for token in tokens(text)]


def spelling(written: str) -> str:
    """A word as it can be shown: `Häuser's` is `häuser`, so that a suggestion keeps its umlauts."""
    if written.isascii() and written.isalpha():
        return written.lower()
    plain = _possessive.sub("", written).translate(_invisible)
    return unicodedata.normalize("NFC", plain.lower())


def _characters(run: str, start: int) -> Iterator[Token]:
    parts = fold(run)
    one_by_one = len(parts) == len(run)
    for place, part in enumerate(parts):
        if one_by_one:
            yield Token(part, start + place, start + place + 1)
        else:
            yield Token(part, start, start + len(run))


@lru_cache(maxsize=32768)
def fold(word: str) -> tuple[str, ...]:
    """What `word` is searched as, whatever its case, accents or typographic form.

    Args:
        word: a run of letters and digits, perhaps with apostrophes or a final `.js`.

    Returns:
        Mostly one word; several where compatibility forms hide more than one (`½` is `1` and `2`), and none
        where nothing is left.
    """
    word = _possessive.sub("", word)
    if word.isascii():
        return (re.sub(r"[^0-9a-z]", "", word.lower())[:LONGEST_WORD],)
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold()).casefold()
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", spelled).translate(_unmarked))
    return tuple(part[:LONGEST_WORD] for part in _part.findall(plain.removesuffix(".js")) if _is_word(part))


def _is_word(part: str) -> bool:
    return part[0].isalnum() or unicodedata.category(part[0]).startswith("M")


def language_of(code: str) -> str:
    """The language among `LANGUAGES` by which a text marked `code` (`de-AT`) is stemmed."""
    primary = code.lower().replace("_", "-").partition("-")[0]
    return primary if primary in LANGUAGES else DEFAULT_LANGUAGE


class _Stemmers(threading.local):
    """Each thread's own stemmers: the library's objects must not be shared."""

    def __init__(self) -> None:
        self.by_language = {code: Stemmer.Stemmer(name) for code, name in LANGUAGES.items()}


_stemmers = _Stemmers()


def stems(found: list[str], language: str) -> list[str]:
    """The stems of words as `words` gives them.

    Args:
        found: words.
        language: the language of the text that they are from.

    Returns:
        One stem a word, in the same order (Snowball, Porter 2001).
    """
    stemmer = _stemmers.by_language[language_of(language)]
    return list(stemmer.stemWords(found))


def is_character(word: str) -> bool:
    """Whether `word` is one character of a script that is written without spaces."""
    return len(word) == 1 and _unspaced_code.match(word) is not None


def is_stop_word(word: str, language: str) -> bool:
    """Whether `word` says nothing by itself in `language`."""
    return word in STOP_WORDS[language_of(language)]
