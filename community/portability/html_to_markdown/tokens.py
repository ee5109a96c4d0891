"""The pieces that a paragraph is made of, and how they are brought into order before they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_SPACES = re.compile(r"[ \t\r\n\f]+")


class Mark(StrEnum):
    """What surrounds a stretch of text; the value is the sign, where there is one."""

    STRONG = "**"
    EMPHASIS = "*"
    STRIKE = "~~"
    LINK = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as a reader sees them."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A stretch of code."""

    code: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line that ends where the author ended it."""


@dataclass(frozen=True, slots=True)
class Open:
    """The beginning of a marked stretch."""

    mark: Mark
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """The end of a marked stretch."""

    mark: Mark


Token = Text | Code | Break | Open | Close


def in_order(tokens: Iterable[Token]) -> list[Token]:
    """Return `tokens` as one would write them: without stray space, doubled marks and needless seams."""
    return _without_stray_space(_joined(_without_doubles(tokens)))


def _without_doubles(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield `tokens` without marks inside a stretch that bears the same mark."""
    open_marks: list[Mark] = []
    for token in tokens:
        if isinstance(token, Open):
            open_marks.append(token.mark)
        if not isinstance(token, Open | Close) or open_marks.count(token.mark) == 1:
            yield token
        if isinstance(token, Close):
            open_marks.pop()


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """Return `tokens` with neighbors of a kind made one, and `</b><b>` between words left out."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        match last, token:
            case _, Text(""):
                continue
            case Text(before), Text(text):
                joined[-1] = Text(before + text)
            case Code(before), Code(code):
                joined[-1] = Code(before + code)
            case Close(before), Open(mark) if before is mark and mark is not Mark.LINK:
                joined.pop()
            case _:
                joined.append(token)
    return joined


def _without_stray_space(tokens: list[Token]) -> list[Token]:
    calm: list[Token] = []
    after_space = True
    for token in tokens:
        if isinstance(token, Text):
            text = _SPACES.sub(" ", token.text)
            text = text.lstrip(" ") if after_space else text
            if text:
                calm.append(Text(text))
                after_space = text.endswith(" ")
        else:
            calm.append(token)
            after_space = isinstance(token, Break) or (after_space and not isinstance(token, Code))
    return calm
