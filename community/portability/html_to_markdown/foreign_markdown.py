"""Makes Markdown that was written for another site fit for ours."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from community.portability.html_to_markdown.document import html_to_markdown

_CODE_OR_MENTION: Final = re.compile(
    r"""
    (?P<code>
        ^(?:[ ]{4}|\t)[^\n]*$
      | (?<!`)(?P<fence>`+)(?!`).*?(?<!`)(?P=fence)(?!`)
    )
    | (?<![\w\\/@.+=&:-])@(?=[A-Za-z0-9])
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def markdown_without_html(markdown: str, *, base_url: str = "") -> str:
    """Return `markdown` as it is, unless it has HTML in it, which our pages would show as text.

    Then the whole is rendered and written anew, so that `<br>` is a line break
    and `<img>` a link.

    Arguments:
        markdown: a body written for a site that obeys HTML.
        base_url: its own address, as for `html_to_markdown`.
    """
    tokens = _parser().parse(markdown)
    if not any(_is_html(token) for token in tokens):
        return markdown
    return html_to_markdown(_parser().render(markdown), base_url=base_url)


def without_mentions(markdown: str) -> str:
    """Return `markdown` with each @name as mere text: people there are not the people here.

    Code is left alone, where a backslash would show.
    """
    return _CODE_OR_MENTION.sub(lambda match: match[0] if match["code"] else "\\@", markdown)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _is_html(token: Token) -> bool:
    return token.type in {"html_block", "html_inline"} or any(map(_is_html, token.children or ()))
