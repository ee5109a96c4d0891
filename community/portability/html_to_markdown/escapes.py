"""Keeps text text: which characters Markdown would read as a mark, and how each is written instead."""

from __future__ import annotations

import re

# Each alternative matches one sign, which gets a backslash.
_MARKS = r"""
      \\(?![^\W_])                      # a backslash that would swallow the next sign
    | `
    | \*(?!\s) | (?<!\s)\*              # a lone star between spaces stays as it is
    | _(?!\w) | (?<![^\W_])_            # an underscore inside a word stays as it is
    | <(?=[A-Za-z/!?])
    | &(?=\#?\w+;)
    | ~(?=~) | (?<=~)~
    | \[(?=\^|[ xX]?\]) | \](?=[(\[:])
    | !(?=\[)
    | (?<![^\W_])@(?=[A-Za-z0-9])       # somebody of that name elsewhere is nobody here
"""
_IN_TEXT = re.compile(_MARKS, re.VERBOSE)
_IN_LABEL = re.compile(_MARKS + r"| \[ | \]", re.VERBOSE)

_AT_LINE_START = re.compile(
    r"""
      (?P<number>\d{1,9})(?=[.)](?:\s|$))
    | \#{1,6}(?=\s|$) | > | [-+*](?=\s|$) | ~~~ | =+\s*$ | :(?=\s)
    | (?:-[ \t]*){2,}$ | (?:\*[ \t]*){3,}$ | (?:_[ \t]*){3,}$
    | [|:-][|:\s-]*$                    # what would make the line before it a table's head
    """,
    re.VERBOSE,
)

_HEADING_TAIL = re.compile(r"(?:(?<=\s)|^)(#+)$")


def escape_text(text: str, *, before: str = "", after: str = "", in_label: bool = False) -> str:
    """Return `text` so that it reads as it is inside a paragraph, with no more backslashes than needed.

    Formulas between dollar signs are text like any other: a reader sees every
    backslash and underscore of them.

    Arguments:
        before: what stands in front of it in the same paragraph (its last sign is enough).
        after: the sign that follows it.
        in_label: whether it is part of a link's text, where brackets must not stray.
    """
    whole = before + text + after
    end = len(before) + len(text)
    pieces, copied = [], len(before)
    for match in (_IN_LABEL if in_label else _IN_TEXT).finditer(whole, copied):
        if match.start() >= end:
            break
        pieces += [whole[copied : match.start()], "\\"]
        copied = match.start()
    return "".join([*pieces, whole[copied:end]])


def escape_line_start(line: str) -> str:
    """Return `line` so that it opens neither a heading, a quotation, a list, a table nor a rule."""
    match = _AT_LINE_START.match(line)
    if match is None:
        return line
    start = match.end("number") if match["number"] else 0
    return f"{line[:start]}\\{line[start:]}"


def escape_heading_tail(line: str) -> str:
    """Return a heading's text so that number signs at its end stay part of it."""
    return _HEADING_TAIL.sub(r"\\\1", line)


def escape_cell(markdown: str) -> str:
    """Return a table cell's Markdown so that a bar in it does not open the next cell."""
    return markdown.replace("|", "\\|")


def code_span(code: str) -> str:
    """Return `code` between enough backticks; the empty string if there is nothing but space."""
    code = re.sub(r"\s+", " ", code)
    if not code.strip():
        return ""
    fence = "`" * (longest_run("`", code) + 1)
    is_padded = "`" in {code[0], code[-1]} or code[0] == code[-1] == " "
    return f"{fence} {code} {fence}" if is_padded else f"{fence}{code}{fence}"


def longest_run(sign: str, text: str) -> int:
    """Return the length of the longest row of `sign` in `text`."""
    return max((len(run) for run in re.findall(re.escape(sign) + "+", text)), default=0)


def link_target(url: str) -> str:
    """Return `url` as the target of a Markdown link."""
    url = re.sub(r"[\x00-\x20\x7f<>\\]", _percent, url)
    url = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    return url if _has_balanced_parentheses(url) else f"<{url}>"


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _has_balanced_parentheses(url: str) -> bool:
    depth = 0
    for sign in re.findall(r"[()]", url):
        depth += 1 if sign == "(" else -1
        if not 0 <= depth < 32:
            return False
    return depth == 0
