"""A channel and its items as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from community.feeds.items import Channel, Item, Outside
from community.feeds.writing.places import Places, clean, tag_uri, title_of

VERSION = "https://jsonfeed.org/version/1.1"


def as_json(channel: Channel, items: Iterable[Item], places: Places) -> bytes:
    """The feed as JSON."""
    feed = {
        "version": VERSION,
        "title": clean(channel.title) or "…",
        "home_page_url": places.address(channel.path),
        "feed_url": places.own_address,
        "description": clean(channel.subtitle),
        "hubs": [{"type": "WebSub", "url": places.hub}] if places.hub else None,
    }
    whole = _said(feed) | {"items": [_item(item, places) for item in items]}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _item(item: Item, places: Places) -> dict[str, Any]:
    outside = item.outside
    is_page = outside is not None and not outside.is_recording
    author = {"name": clean(item.author), "url": places.address(item.author_path) if item.author_path else None}
    return _said(
        {
            "id": tag_uri(places.site, item.key),
            "url": places.address(item.path),
            "external_url": clean(outside.url) if outside and is_page else None,
            "title": title_of(item),
            "content_html": places.html_of(item) or f"<p>{escape(title_of(item))}</p>",
            "summary": clean(item.summary),
            "date_published": item.published_at.isoformat(timespec="seconds"),
            "date_modified": item.updated_at.isoformat(timespec="seconds"),
            "authors": [_said(author)] if item.author else None,
            "tags": [clean(name) for name in item.categories],
            "language": item.language,
            "attachments": [_attachment(outside)] if outside and outside.is_recording else None,
        }
    )


def _attachment(outside: Outside) -> dict[str, Any]:
    return _said({"url": clean(outside.url), "mime_type": outside.media_type, "size_in_bytes": outside.size})


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """Those of `fields` that say something: the specification asks to leave out the others."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
