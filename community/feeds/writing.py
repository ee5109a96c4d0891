"""A channel and its items as RSS 2.0 or Atom (RFC 4287), by feedgen, with what it does not guard against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from feedgen.feed import FeedGenerator

from community.feeds.items import Channel, Item

MIMETYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}

# One of these in one title would make the whole feed unreadable for everybody (XML 1.0, section 2.2).
_never_in_xml = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_local = re.compile(r"""(\s(?:href|src)=")(/[^/"][^"]*|/|#[^"]*)(")""")


def written(form: str, channel: Channel, items: Iterable[Item], *, site: str, own_path: str) -> bytes:
    """The feed as XML.

    Args:
        form: "atom" or "rss".
        site: the address of the site, such as https://learn.example.org.
        own_path: where this very feed is served, without any secret.
    """
    feed = FeedGenerator()
    feed.id(tag_uri(site, f"feed{own_path}"))
    feed.title(_clean(channel.title))
    feed.subtitle(_clean(channel.subtitle or channel.title))
    feed.link(href=site + channel.path, rel="alternate")
    feed.link(href=site + own_path, rel="self")
    feed.generator("Commonplace")
    latest = None
    for item in items:
        _add(feed, item, site)
        latest = max(latest, item.updated_at) if latest else item.updated_at
    if latest is not None:
        feed.updated(latest)
    return bytes(feed.rss_str() if form == "rss" else feed.atom_str())


def tag_uri(site: str, key: str) -> str:
    """A name that stays the same for ever (RFC 4151); the year says when the scheme was chosen."""
    return f"tag:{urlsplit(site).hostname},2026:{key}"


def _add(feed: FeedGenerator, item: Item, site: str) -> None:
    address = urljoin(site + "/", item.path)
    entry = feed.add_entry(order="append")
    entry.id(tag_uri(site, item.key))
    entry.guid(tag_uri(site, item.key), permalink=False)
    entry.title(_clean(item.title) or _clean(item.summary)[:80] or "…")
    entry.link(href=address)
    entry.author(name=_clean(item.author))
    entry.published(item.published_at)
    entry.updated(item.updated_at)
    entry.summary(_clean(item.summary))
    entry.content(_absolute(_clean(item.html), address, site), type="html")
    for name in item.categories:
        entry.category(term=_clean(name))


def _absolute(html: str, address: str, site: str) -> str:
    """Links of our own pages, as they have to be outside of them."""

    def full(found: re.Match[str]) -> str:
        target = found.group(2)
        return found.group(1) + (address + target if target.startswith("#") else site + target) + found.group(3)

    return _local.sub(full, html)


def _clean(text: str) -> str:
    return _never_in_xml.sub("", text)
