"""Writes what stands inside one paragraph: text, code, emphasis, links and line breaks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from community.portability.html_to_markdown.escapes import code_span, escape_text, link_target
from community.portability.html_to_markdown.tokens import (
    Break,
    Close,
    Code,
    Mark,
    Open,
    Text,
    Token,
    in_order,
)

LINE_BREAK: Final = "\n"

_MOVABLE_PUNCTUATION: Final = ".,:;!?…"


def render_inline(tokens: list[Token]) -> str:
    """Return the Markdown of `tokens`, where a newline stands for each line break.

    Marks must be properly nested. A mark that would not survive (around
    nothing, inside its own kind, or glued to a word in a way that Markdown
    cannot say) is dropped; its text never is.
    """
    frames = [_Frame()]
    ordered = in_order(tokens)
    for token, following, beyond in zip_longest(ordered, ordered[1:], _signs_beyond(ordered)):
        _write(token, _first_sign(following), beyond, frames)
    return frames[0].markdown.strip()


@dataclass(slots=True)
class _Frame:
    """A marked stretch that is being written. Its edge is the latest sign that a reader sees."""

    opening: Open | None = None
    pieces: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    edge: str = ""

    @property
    def markdown(self) -> str:
        return "".join(self.pieces)

    def add(self, markdown: str, raw: str, edge: str) -> None:
        self.raw.append(raw)
        if markdown:
            self.pieces.append(markdown)
            self.edge = edge


def _first_sign(token: Token | None) -> str:
    match token:
        case Text(text):
            return text[:1]
        case Code():
            return "`"
        case Open(mark):
            return mark.value[:1] or "["
        case Close(mark):
            return mark.value[:1] or "]"
        case _:
            return ""


def _signs_beyond(tokens: list[Token]) -> list[str]:
    """Return for each token the first sign after it that is not part of a mark around text.

    Marks that touch are read as one, so each must fit to what is beyond all of them.
    """
    signs, sign = [], ""
    for token in reversed(tokens):
        signs.append(sign)
        is_passed_over = isinstance(token, Open | Close) and token.mark is not Mark.LINK
        sign = sign if is_passed_over else _first_sign(token)
    return signs[::-1]


def _write(token: Token, following: str, beyond: str, frames: list[_Frame]) -> None:
    frame = frames[-1]
    match token:
        case Text(text):
            frame.add(_escaped(text, following, frames), text, text[-1])
        case Code(code):
            frame.add(code_span(code), code, "`")
        case Break():
            frame.add(LINE_BREAK, " ", " ")
        case Open():
            frames.append(_Frame(token))
        case Close():
            _close(beyond, frames)


def _escaped(text: str, following: str, frames: list[_Frame]) -> str:
    in_label = any(frame.opening and frame.opening.mark is Mark.LINK for frame in frames)
    return escape_text(text, before=_last_sign(frames), after=following, in_label=in_label)


def _last_sign(frames: list[_Frame]) -> str:
    for frame in reversed(frames):
        if frame.pieces:
            return frame.pieces[-1][-1]
        if frame.opening:
            return _first_sign(frame.opening)
    return ""


def _close(beyond: str, frames: list[_Frame]) -> None:
    frame = frames.pop()
    lead, core, trail = _apart(frame.markdown)
    core = re.sub(rf"{LINE_BREAK}+", LINE_BREAK, core)
    raw = "".join(frame.raw)
    if frame.opening is None or not core:
        frames[-1].add(frame.markdown, raw, frame.edge)
    elif frame.opening.mark is Mark.LINK:
        frames[-1].add(f"{lead}{_link(frame.opening, core, raw.strip())}{trail}", raw, trail or ")")
    else:
        edge = next((outer.edge for outer in reversed(frames) if outer.edge), "")
        core = _emphasized(frame.opening.mark.value, core, lead or edge, trail or beyond)
        frames[-1].add(f"{lead}{core}{trail}", raw, frame.edge)


def _apart(content: str) -> tuple[str, str, str]:
    core = content.strip()
    start = content.index(core) if core else 0
    return content[:start], core, content[start + len(core) :]


def _link(opening: Open, label: str, raw: str) -> str:
    url = opening.url
    if raw == url and re.fullmatch(r"https?://[^\s<>\\]+", url):
        return f"<{url}>"
    title = " ".join(opening.title.split())
    if not title:
        return f"[{label}]({link_target(url)})"
    quoted = escape_text(title, in_label=True).replace('"', '\\"')
    return f'[{label}]({link_target(url)} "{quoted}")'


def _emphasized(sign: str, core: str, before: str, after: str) -> str:
    """Return `core` between signs, if Markdown can tell there that they open and close.

    A sign closes after punctuation only where no letter follows, and opens
    before punctuation only where no letter comes before (CommonMark,
    "left-flanking" and "right-flanking"). Punctuation at the end moves out.
    """
    tail = ""
    while _is_word(after) and core and core[-1] in _MOVABLE_PUNCTUATION and core[-2:-1] != "\\":
        core, tail, after = core[:-1], core[-1] + tail, core[-1]
    opens = not (_is_word(before) and _is_punctuation(core[:1]))
    closes = not (_is_word(after) and _is_punctuation(core[-1:]))
    if not core or core != core.strip() or not opens or not closes:
        return core + tail
    return f"{sign}{core}{sign}{tail}"


def _is_word(text: str) -> bool:
    return bool(text) and not text.isspace() and not _is_punctuation(text)


def _is_punctuation(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign[-1])[0] in "PS"
