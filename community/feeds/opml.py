"""A list of feeds that readers can import (OPML 2.0, http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from community.feeds.writing.places import clean


class Subscription(NamedTuple):
    """A feed: what it is called, where it is served and which page shows the same."""

    title: str
    feed_url: str
    page_url: str


class Folder(NamedTuple):
    """Subscriptions that belong together."""

    title: str
    subscriptions: Sequence[Subscription]


def written(title: str, owner: str, folders: Sequence[Folder]) -> bytes:
    """The list as XML; a folder without feeds is left out.

    Args:
        owner: whose list it is.
    """
    opml = etree.Element("opml", version="2.0")
    head = etree.SubElement(opml, "head")
    for name, text in (("title", title), ("ownerName", owner)):
        etree.SubElement(head, name).text = clean(text)
    body = etree.SubElement(opml, "body")
    for folder in folders:
        if folder.subscriptions:
            outline = etree.SubElement(body, "outline", text=clean(folder.title))
            for one in folder.subscriptions:
                _add(outline, one)
    return etree.tostring(opml, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(folder: etree._Element, one: Subscription) -> None:
    title = clean(one.title) or one.feed_url
    # The specification knows «rss» alone, which readers take for any form of feed.
    attributes = {"text": title, "title": title, "type": "rss", "xmlUrl": one.feed_url, "htmlUrl": one.page_url}
    etree.SubElement(folder, "outline", attributes)
