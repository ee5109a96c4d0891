"""The query language: what somebody typed into the search box, understood as far as it can be.

    negotiation -salary "first offer" title:(open* OR begin) kind:question tag:sales author:ana date:2026-01..2026-06

All words are looked for unless OR stands between them. Nothing that anybody types is an error: what cannot be
read is taken as plain words, and a notice says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from community.kernel import terms
from community.search import grammar, tree
from community.search.filters import NAMES, NO_FILTERS, Filters, Gathering
from community.search.grammar import Form, Piece
from community.search.notices import About, Notice

LONGEST: Final = 500
"""Characters of a search that are read."""

MOST_ALTERNATIVES: Final = 16
"""Words that a search for any of its words looks for; each costs time and the first ones say the most."""

MOST_EFFORT: Final = 32
"""What a search may cost: one for a word, `EFFORT_TOGETHER` for words that must stand together."""

EFFORT_TOGETHER: Final = 4

SHORTEST_PREFIX: Final = 2
MOST_PREFIXES: Final = 4

_apart = re.compile(r"[,;!?|…]")
_spaces = re.compile(r"\s")
_quotation_marks = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A search as it was understood.

    Attributes:
        text: what was typed, without characters that cannot be shown; the tree's places are places in it.
        tree: the words looked for; None if there are none, so that only the filters tell what is wanted.
        filters: the conditions besides the words.
        notices: what was not taken as it was written.
        language: the searcher's language, whose stop words were left out.
    """

    text: str
    tree: tree.Node | None = None
    filters: Filters = NO_FILTERS
    notices: tuple[Notice, ...] = ()
    language: str = terms.DEFAULT_LANGUAGE

    def for_any_word(self) -> Parsed:
        """The same search, content with any of the words; for when all of them together find too little."""
        return replace(self, tree=_loosened(self.tree))


def parse(text: str, *, today: date, language: str = terms.DEFAULT_LANGUAGE) -> Parsed:
    """Understand a search.

    Args:
        text: anything.
        today: the day from which "last week" counts: the searcher's.
        language: the searcher's, for stop words.

    Returns:
        The search; never an error.
    """
    cleaned, notices = _cleaned(text)
    reader = _Reader(cleaned, today, language)
    try:
        found = reader.read(grammar.pieces(cleaned))
    except grammar.Unreadable:
        reader = _Reader(cleaned, today, language)
        found = reader.plain()
        notices.append(Notice(About.UNREADABLE))
    filters = reader.gathering.filters()
    notices += reader.gathering.notices
    if cleaned and found is None and not filters and not notices:
        notices.append(Notice(About.NO_WORDS))
    return Parsed(cleaned, found, filters, tuple(dict.fromkeys(notices)), language)


def plain_words(text: str, *, language: str = terms.DEFAULT_LANGUAGE) -> Parsed:
    """A search for all words of a text that is not written in the query language, such as a question's title."""
    cleaned, _ = _cleaned(text)
    return Parsed(cleaned, _Reader(cleaned, date.min, language).plain(), language=language)


def _cleaned(text: str) -> tuple[str, list[Notice]]:
    notices = []
    stripped = text.strip()
    if len(stripped) > LONGEST:
        notices.append(Notice(About.SHORTENED))
        stripped = stripped[:LONGEST].rpartition(" ")[0] or stripped[:LONGEST]
    shown = "".join(" " if _cannot_be_shown(letter) else letter for letter in stripped)
    cleaned = shown.translate(_quotation_marks).strip()
    if cleaned.count("(") > grammar.MOST_GROUPS or _depth(cleaned) > grammar.DEEPEST:
        notices.append(Notice(About.UNGROUPED))
        cleaned = re.sub("[()]", " ", cleaned)
    return cleaned, notices


def _cannot_be_shown(letter: str) -> bool:
    """Controls, line ends and halves of surrogate pairs; invisible joiners belong to words."""
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp", "Zs"}


def _depth(text: str) -> int:
    deepest = depth = 0
    for letter in text:
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        deepest = max(deepest, depth)
    return deepest


class _Reader:
    """Turns pieces into a tree of words and a gathering of filters."""

    def __init__(self, text: str, today: date, language: str) -> None:
        self.text = text
        self.language = language
        self.gathering = Gathering(today)
        self._effort = 0
        self._prefixes = 0

    def plain(self) -> tree.Node | None:
        """All words of the text."""
        found: dict[tuple[str, ...], tree.Node] = {}
        for part in re.finditer(r"\S+", self.text):
            for run in _runs(self._tokens(*part.span())):
                found.setdefault(tuple(token.text for token in run), tree.Words(run))
        return self._all(list(found.values()))

    def read(self, piece: Piece, *, applies_to_all: bool = True, excluded: bool = False) -> tree.Node | None:
        """The words of `piece`; its filters are gathered on the way.

        Args:
            piece: what to read.
            applies_to_all: whether nothing but "and" stands above it, so that a filter in it means the whole search.
            excluded: whether it stands under a "not".
        """
        if piece.form is Form.NOT:
            return self._not(piece, applies_to_all=applies_to_all, excluded=excluded)
        if piece.form is Form.ANY:
            return self._any(piece, applies_to_all=applies_to_all, excluded=excluded)
        if piece.form is Form.ALL:
            applies = applies_to_all and (not excluded or len(piece.parts) == 1)
            parts = [self.read(part, applies_to_all=applies, excluded=excluded) for part in piece.parts]
            return self._all([part for part in parts if part is not None])
        if piece.field in NAMES:
            self._filter(piece.field, [piece], applies_to_all=applies_to_all, excluded=excluded)
            return None
        return self._leaf(piece)

    def _not(self, piece: Piece, *, applies_to_all: bool, excluded: bool) -> tree.Node | None:
        inner = Piece(Form.ALL, piece.parts)
        found = self.read(inner, applies_to_all=applies_to_all, excluded=not excluded)
        if found is None:
            return None
        return found.part if isinstance(found, tree.Not) else tree.Not(found)

    def _any(self, piece: Piece, *, applies_to_all: bool, excluded: bool) -> tree.Node | None:
        names = {part.field for part in piece.parts if not part.parts}
        if len(names) == 1 and all(not part.parts for part in piece.parts) and names <= NAMES:
            self._filter(names.pop() or "", piece.parts, applies_to_all=applies_to_all, excluded=excluded)
            return None
        applies = applies_to_all and excluded
        parts = [self.read(part, applies_to_all=applies, excluded=excluded) for part in piece.parts]
        return tree.any_of([part for part in parts if part is not None])

    def _filter(self, name: str, pieces: Sequence[Piece], *, applies_to_all: bool, excluded: bool) -> None:
        if not applies_to_all:
            subject = self.text[pieces[0].start : pieces[0].end]
            self.gathering.notices.append(Notice(About.WHOLE_SEARCH, f"{name}:{subject}"))
        values = [value for piece in pieces for value in self._values(piece)]
        self.gathering.add(name, values, excluded=excluded)

    def _values(self, piece: Piece) -> list[str]:
        if piece.form is Form.RANGE:
            return ["..".join(piece.bounds)]
        written = self.text[piece.start : piece.end]
        return [written] if piece.form is Form.PHRASE else written.split(",")

    def _leaf(self, piece: Piece) -> tree.Node | None:
        scope = tree.Scope.TITLE if piece.field == "title" else tree.Scope.ANYWHERE
        found = self._tokens(piece.start, piece.end)
        if not found or not self._affords(1 if len(found) == 1 else EFFORT_TOGETHER):
            return None
        if piece.form is Form.PHRASE:
            return tree.Phrase(found, scope)
        if piece.form is Form.PREFIX and self._may_stay_open(found[-1]):
            return tree.Prefix(found, scope)
        return self._words(piece, scope)

    def _affords(self, effort: int) -> bool:
        self._effort += effort
        if self._effort > MOST_EFFORT:
            self.gathering.notices.append(Notice(About.SHORTENED))
        return self._effort <= MOST_EFFORT

    def _may_stay_open(self, last: terms.Token) -> bool:
        if terms.is_character(last.text):
            return False
        self._prefixes += 1
        allowed = len(last.text) >= SHORTEST_PREFIX and self._prefixes <= MOST_PREFIXES
        if not allowed:
            self.gathering.notices.append(Notice(About.OPEN_ENDS, self.text[last.start : last.end]))
        return allowed

    def _words(self, piece: Piece, scope: tree.Scope) -> tree.Node | None:
        """What was typed without a space; `time-management` stands together, `time,management` need not."""
        split = _apart if piece.form is Form.WORD else _spaces
        found = []
        start = piece.start
        for end in [*(gap.start() for gap in split.finditer(self.text, piece.start, piece.end)), piece.end]:
            if together := self._tokens(start, end):
                found.append(tree.Words(together, scope))
            start = end
        return self._all(list(found))

    def _tokens(self, start: int, end: int) -> tuple[terms.Token, ...]:
        """The words between two places of the text."""
        found = terms.tokens(self.text[start:end])
        return tuple(terms.Token(token.text, token.start + start, token.end + start) for token in found)

    def _all(self, parts: list[tree.Node]) -> tree.Node | None:
        """All of `parts`, without stop words where something remains that says more."""
        telling = [part for part in parts if not self._says_nothing(part)]
        if any(not isinstance(part, tree.Not) for part in telling):
            return tree.all_of(telling)
        return tree.all_of(parts)

    def _says_nothing(self, part: tree.Node) -> bool:
        if not isinstance(part, tree.Words) or len(part.tokens) > 1:
            return False
        return terms.is_stop_word(part.tokens[0].text, self.language)


def _runs(found: Sequence[terms.Token]) -> Iterator[tuple[terms.Token, ...]]:
    """Each word by itself, but characters of a script without spaces as they stand together."""
    for is_run, run in groupby(found, key=lambda token: terms.is_character(token.text)):
        if is_run:
            yield tuple(run)
        else:
            yield from ((token,) for token in run)


def _loosened(node: tree.Node | None) -> tree.Node | None:
    if not isinstance(node, tree.All):
        return tree.any_of(_pairs(node)) if isinstance(node, tree.Words) else node
    wanted = [part for part in node.parts if not isinstance(part, tree.Not)]
    unwanted = [part for part in node.parts if isinstance(part, tree.Not)]
    loose = [pair for part in wanted for pair in (_pairs(part) if isinstance(part, tree.Words) else [part])]
    found = tree.any_of(loose[:MOST_ALTERNATIVES])
    return tree.all_of([*([found] if found else []), *unwanted])


def _pairs(words: tree.Words) -> list[tree.Node]:
    """A long run of characters by twos, since nobody writes the same sentence again; other words as they are."""
    tokens = words.tokens
    if len(tokens) < 3 or not all(terms.is_character(token.text) for token in tokens):
        return [words]
    return [tree.Words(pair, words.scope) for pair in pairwise(tokens)]
