"""From the Markdown that a member types to the HTML that others may safely read."""

from community.kernel.markup.rendering import Rendered, render
from community.kernel.markup.source import MAX_SOURCE, TooLong

__all__ = ["MAX_SOURCE", "Rendered", "TooLong", "render"]
