"""Turns what was written for other sites, in HTML or Markdown, into the Markdown that our own editor shows."""

from community.portability.html_to_markdown.document import html_to_markdown
from community.portability.html_to_markdown.foreign_markdown import markdown_without_html, without_mentions

__all__ = ["html_to_markdown", "markdown_without_html", "without_mentions"]
