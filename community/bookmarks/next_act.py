"""From what was read to what will be done with it: consuming is not learning."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from community.bookmarks.models import Bookmark
from community.entries.writing import LONGEST_TITLE
from community.kernel.i18n import _

_SIGNS = re.compile(r"([\\\[\]*_`<>&~])")


def reflection_address(bookmark: Bookmark) -> str:
    """Where a reflection begins that holds a link to the page and asks what will come of it."""
    title = " ".join(bookmark.entry.title.split())
    # In angle brackets a Markdown link takes any address; there are none in an address that was checked.
    plain = _SIGNS.sub(r"\\\1", title)
    source = f"[{plain}](<{bookmark.resource.url}>)\n\n"
    brought = {
        "title": _("What I will do with it: %(title)s", title=title)[:LONGEST_TITLE],
        "source": source,
        "tags": ", ".join(bookmark.entry.tag_names),
    }
    return "/reflections/new?" + urlencode({"frame": "what", **brought})
