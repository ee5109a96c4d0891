"""The parser: CommonMark and what members of a community write beyond it."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from community.kernel.markup import code, footnotes, limits, tables, tasks
from community.kernel.markup.bare_links import bare_link
from community.kernel.markup.headings import lower_headings
from community.kernel.markup.links import has_allowed_scheme, settle_links
from community.kernel.markup.mentions import mention, render_mention


class MemberMarkdown(MarkdownIt):
    """A parser that takes no link for good because somebody wrote it."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  the parser calls it by this name
        """Whether `[text](url)` is a link at all; other schemes stay as typed."""
        return has_allowed_scheme(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  the same
        """An address is shown as it was typed: decoded, it could pose as another."""
        return link


@cache
def markdown() -> MemberMarkdown:
    """The parser, made once; it keeps nothing of the texts that it parses."""
    # The parser drops what is nested deeper than its own bound; ours, below it, refuses instead.
    options = {"html": False, "linkify": False, "maxNesting": limits.MAX_DEPTH + 1}
    parser = MemberMarkdown("gfm-like", options)
    parser.disable("linkify")
    _add_inline_rules(parser)
    parser.core.ruler.push("settle_links", settle_links)
    parser.core.ruler.push("lower_headings", lower_headings)
    code.add_to(parser)
    tables.add_to(parser)
    tasks.add_to(parser)
    footnotes.add_to(parser)
    limits.add_to(parser)
    return parser


def _add_inline_rules(parser: MarkdownIt) -> None:
    parser.inline.add_terminator_char(".")
    parser.inline.ruler.after("text", "bare_link", bare_link)
    parser.inline.ruler.after("bare_link", "mention", mention)
    parser.add_render_rule("mention", render_mention)
