"""A channel and its items as RSS 2.0 or Atom (RFC 4287), by feedgen, with what it does not guard against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from community.feeds.items import Channel, Item, Outside
from community.feeds.writing.places import Places, clean, tag_uri, title_of

_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


class HubInRss(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Names the hub in RSS too, for which feedgen writes no link but its own."""

    hub = ""

    def extend_rss(self, feed: Any) -> Any:
        """Add the link behind the feed's own."""
        if self.hub:
            own = feed.find(f"channel/{_ATOM_LINK}")
            own.addnext(own.makeelement(_ATOM_LINK, {"href": self.hub, "rel": "hub"}))
        return feed


class OutsideInAtom(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    """Says in Atom where an entry leads: feedgen drops the relation from every link of an entry."""

    outside: Outside | None = None

    def extend_atom(self, entry: Any) -> Any:
        """Add the link; feedgen gives Atom's elements their namespace at the end."""
        if self.outside is not None:
            entry.append(entry.makeelement("link", _attributes(self.outside)))
        return entry


def as_xml(form: str, channel: Channel, items: Iterable[Item], places: Places) -> bytes:
    """The feed as XML; `form` is "atom" or "rss"."""
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.register_extension("hub", HubInRss, BaseEntryExtension, atom=False, rss=True)
    feed.register_extension("outside", BaseExtension, OutsideInAtom, atom=True, rss=False)
    feed.hub.hub = places.hub
    feed.id(places.name)
    feed.title(clean(channel.title) or "…")
    feed.subtitle(clean(channel.subtitle or channel.title) or "…")
    feed.link(href=places.own_address, rel="self")
    if places.hub:
        feed.link(href=places.hub, rel="hub")
    # RSS takes the last of the links for its own.
    feed.link(href=places.address(channel.path), rel="alternate")
    feed.generator("Commonplace")
    feed.updated(places.changed_at)
    feed.lastBuildDate(places.changed_at)
    for item in items:
        _add(feed, form, item, places)
    return bytes(feed.rss_str() if form == "rss" else feed.atom_str())


def _add(feed: FeedGenerator, form: str, item: Item, places: Places) -> None:
    name = tag_uri(places.site, item.key)
    entry = feed.add_entry(order="append")
    entry.id(name)
    entry.guid(name, permalink=False)
    entry.title(title_of(item))
    entry.link(href=places.address(item.path))
    entry.outside.outside = item.outside
    if form == "rss" and item.outside is not None and item.outside.is_recording:
        entry.link(**_attributes(item.outside))
    entry.author(name=clean(item.author), **({"uri": places.address(item.author_path)} if item.author_path else {}))
    entry.dc.dc_creator(clean(item.author))
    entry.published(item.published_at)
    entry.updated(item.updated_at)
    entry.summary(clean(item.summary))
    entry.content(places.html_of(item), type="html")
    for category in item.categories:
        entry.category(term=clean(category))


def _attributes(outside: Outside) -> dict[str, str]:
    """Of a link to a recording that readers can play, or to a page."""
    href = {"href": clean(outside.url)}
    if not outside.is_recording:
        return {**href, "rel": "related"}
    # RSS asks for a length; nought says that it is not known.
    return {**href, "rel": "enclosure", "type": outside.media_type, "length": str(outside.size or 0)}
