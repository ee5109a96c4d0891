"""The exercises in a lesson's Markdown, as the workbench of The Carpentries marks them: `::: challenge` to `:::`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_OPENS = re.compile(r":{3,}\s*([a-z][a-z-]*)\s*:*\s*")
_CLOSES = re.compile(r":{3,}\s*")
_CODE_FENCE = re.compile(r"\s*(?:[-*]|\d+\.)?\s*(`{3,}|~{3,})")
_TITLE = re.compile(r"#+\s+(.+?)\s*#*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]*)(?:\s+\"[^\"]*\")?\)(?:\{[^}]*\})?")
_CODE = re.compile(
    r"(?P<code>^([ \t]*)(`{3,}|~{3,}).*?^[ \t]*\3[ \t]*$|(`+)(?!`).+?(?<!`)\4(?!`))", re.MULTILINE | re.DOTALL
)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


class Exercise(NamedTuple):
    """Something to work out: its title and text in Markdown, without its solution."""

    title: str
    text: str


def exercises(markdown: str) -> list[Exercise]:
    """The exercises of a lesson in their order; one with HTML that our pages would show as text is left out."""
    found = (_exercise(lines) for lines in _challenges(markdown))
    return [one for one in found if one is not None]


def _challenges(markdown: str) -> Iterator[list[str]]:
    """The lines of each challenge; what is fenced off inside of it, such as its solution, is no part of it."""
    fences: list[str] = []
    lines: list[str] = []
    for line, is_code in _lines(markdown):
        if not is_code and (opened := _OPENS.fullmatch(line)):
            fences.append(opened[1])
        elif not is_code and fences and _CLOSES.fullmatch(line):
            if fences.pop() == "challenge" and not fences:
                yield lines
                lines = []
        elif fences == ["challenge"]:
            lines.append(line)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it stands in a block of code."""
    fence = ""
    for line in text.splitlines():
        mark = _CODE_FENCE.match(line)
        if fence:
            yield line, True
            is_end = mark is not None and mark[1].startswith(fence) and line.strip() == mark[1]
            fence = "" if is_end else fence
        else:
            yield line, mark is not None
            fence = mark[1] if mark else ""


def _exercise(lines: list[str]) -> Exercise | None:
    while lines and not lines[0].strip():
        lines = lines[1:]
    title = _TITLE.fullmatch(lines[0].strip()) if lines else None
    if title is None:
        return None
    text = outside_code(_COMMENT.sub("", "\n".join(lines[1:])), _plain)
    is_readable = not _TAG.search(outside_code(text, lambda said: said, code=""))
    return Exercise(title[1], re.sub(r"\n{3,}", "\n\n", text).strip()) if text.strip() and is_readable else None


def outside_code(text: str, change: Callable[[str], str], *, code: str | None = None) -> str:
    """`text` with `change` made to all that is not code, which stays as it is or becomes `code`."""
    parts, end = [], 0
    for found in _CODE.finditer(text):
        parts += [change(text[end : found.start()]), found["code"] if code is None else code]
        end = found.end()
    return "".join([*parts, change(text[end:])])


def _plain(text: str) -> str:
    """Without pictures and ways that lead nowhere from here, and with each @name as mere text."""
    shown = _LINK.sub(_link, _IMAGE.sub("", text))
    return shown.replace("@", "\\@")


def _link(found: re.Match[str]) -> str:
    is_whole = re.match(r"https?://", found[2])
    return f"[{found[1]}]({found[2]})" if is_whole else found[1]
