"""Turns the HTML of posts written elsewhere into the Markdown that our own editor shows."""

from community.portability.html_to_markdown.document import html_to_markdown

__all__ = ["html_to_markdown"]
