"""A channel and its items in the three forms that readers know: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Sequence

from community.feeds.items import Channel, Item
from community.feeds.writing.json_feed import as_json
from community.feeds.writing.places import Places, tag_uri
from community.feeds.writing.xml_feed import as_xml

FORMS = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
"""The media type of each form, by how its addresses end."""


def written(form: str, channel: Channel, items: Sequence[Item], places: Places) -> bytes:
    """The feed in one of `FORMS`."""
    return as_json(channel, items, places) if form == "json" else as_xml(form, channel, items, places)


__all__ = ["FORMS", "Places", "tag_uri", "written"]
