"""A bookmark file cut at its tags, so that no text, however broken, takes longer than its length allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Every alternative takes what it has looked at, if need be to the end of the file, and none goes
# back: the time is linear. The standard parser alone is not so kind; see `pieces`.
_MARKUP = re.compile(
    r"""
      <!--.*?(?:-->|\Z)                                         # a comment, as a browser reads it
    | <[!?][^>]*+>?                                             # a declaration
    | (?P<known></?(?:dl|dt|dd|a|h[1-6]|p|br)(?=[\s/>]|\Z)      # a tag that means something here:
        (?:[^<>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)            #   quotes count only after an =
        (?:>|(?=<)|\Z)                                          #   and what opens next closes it
    | </?[a-z][^<>]*+>                                          # another tag, with nothing odd in it
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each run of text and each tag that means something in a bookmark file, with its line.

    A piece is markup in which only the first character can open a tag; all others are escaped. So
    `html.parser` has nothing to look ahead for. Left to itself on a whole file, it is quadratic on
    tags, comments and quotes that never end (40 kB of `<a ` took 22 s in Python 3.11.7, here 0.1 s)
    and raises on `<![x`.
    """
    line, place = 1, 0
    for markup in _MARKUP.finditer(text):
        if markup.start() > place:
            yield line, _escaped(text[place : markup.start()])
        line += text.count("\n", place, markup.start())
        if markup["known"]:
            yield line, f"<{_escaped(markup['known'][1:])}>"
        line += text.count("\n", markup.start(), markup.end())
        place = markup.end()
    if place < len(text):
        yield line, _escaped(text[place:])


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")
