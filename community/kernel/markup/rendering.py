"""One entry's text, rendered and sanitized once, when it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from community.kernel.markup.limits import TooTangled, Work
from community.kernel.markup.mentions import mentioned_in
from community.kernel.markup.parser import markdown
from community.kernel.markup.plain_text import escaped_paragraphs, text_below_headings, text_of
from community.kernel.markup.sanitizing import sanitized
from community.kernel.markup.source import readable
from community.kernel.markup.summary import summary_of

PREFIX = re.compile(r"[A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text in the forms that pages, search and feeds need.

    `html` is sanitized and may be shown as it is. `text` is plain: no markup, code included, a line
    for each block; it is not escaped. `body` is that without its headings. `mentions` are usernames in lower
    case, each once, in order.
    """

    html: str
    text: str
    body: str
    mentions: tuple[str, ...]

    def summary(self, limit: int) -> str:
        """The beginning of the body in at most `limit` characters, ending with a sentence if it can."""
        return summary_of(self.body, limit)


def render(source: str, *, link_mention: Callable[[str], str | None] | None = None, prefix: str = "") -> Rendered:
    """Render a member's Markdown as sanitized HTML, with its plain text and who is mentioned.

    Args:
        source: CommonMark with tables, task lists, strikethrough, footnotes, bare links and @mentions.
            HTML in it is shown, never obeyed. A text too tangled to parse in bounded time is shown as typed.
        link_mention: the page of a username (lower case) as a path of this site, or None if nobody has
            that name, which then stays text and is no mention. Without it every @name is a mention.
        prefix: letters, digits and hyphens that set this entry's footnotes apart from those of others
            on the same page, like "42-".

    Returns:
        The HTML, the plain text and the mentions.

    Raises:
        TooLong: when `source` has more than `MAX_SOURCE` characters.
        ValueError: when `prefix` has other characters.
    """
    if not PREFIX.fullmatch(prefix):
        raise ValueError(f"A prefix has letters, digits and hyphens only: {prefix!r}")
    text = readable(source)
    try:
        return _parsed(text, {"link_mention": link_mention, "prefix": prefix, "work": Work()})
    except TooTangled:
        return Rendered(html=sanitized(escaped_paragraphs(text)), text=text.strip(), body=text.strip(), mentions=())


def _parsed(text: str, env: dict[str, object]) -> Rendered:
    parser = markdown()
    tokens = parser.parse(text, env)
    html = parser.renderer.render(tokens, parser.options, env)
    return Rendered(
        html=sanitized(html),
        text=text_of(tokens),
        body=text_below_headings(tokens),
        mentions=mentioned_in(tokens),
    )
