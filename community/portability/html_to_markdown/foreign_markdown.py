"""Makes Markdown that was written for another site fit for ours."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from community.portability.html_to_markdown.document import html_to_markdown


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


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _is_html(token: Token) -> bool:
    return token.type in {"html_block", "html_inline"} or any(map(_is_html, token.children or ()))
