"""What JSON Feed 1.1 asks of a feed (https://www.jsonfeed.org/version/1.1/), as a list of what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

VERSION = "https://jsonfeed.org/version/1.1"
PERSON = {"name": "text", "url": "url", "avatar": "url"}
FEED = {
    "version": "text", "title": "text", "home_page_url": "url", "feed_url": "url", "description": "text",
    "user_comment": "text", "next_url": "url", "icon": "url", "favicon": "url", "language": "text",
    "authors": "list", "expired": "bool", "hubs": "list", "items": "list",
}  # fmt: skip
ITEM = {
    "id": "text", "url": "url", "external_url": "url", "title": "text", "content_html": "text",
    "content_text": "text", "summary": "text", "image": "url", "banner_image": "url", "date_published": "date",
    "date_modified": "date", "authors": "list", "tags": "list", "language": "text", "attachments": "list",
}  # fmt: skip
ATTACHMENT = {
    "url": "url", "mime_type": "text", "title": "text", "size_in_bytes": "number", "duration_in_seconds": "number",
}  # fmt: skip
HUB = {"type": "text", "url": "url"}


def faults(data: bytes) -> list[str]:
    """What in `data` is not as the specification asks."""
    feed = json.loads(data)
    found = list(_object(feed, FEED, {"version", "title", "items"}, "feed"))
    if feed.get("version") != VERSION:
        found.append("version is another one")
    ids = [item.get("id") for item in feed.get("items", ())]
    if len(set(ids)) < len(ids):
        found.append("two items have one id")
    for item in feed.get("items", ()):
        found.extend(_item(item))
    return found + list(_people(feed, "feed")) + list(_each(feed.get("hubs"), HUB, set(HUB), "hub"))


def _item(item: dict[str, Any]) -> Iterator[str]:
    yield from _object(item, ITEM, {"id"}, "item")
    if not {"content_html", "content_text"} & set(item):
        yield "an item has no content"
    if not all(isinstance(tag, str) and tag for tag in item.get("tags", ())):
        yield "a tag is not a text"
    yield from _people(item, "item")
    yield from _each(item.get("attachments"), ATTACHMENT, {"url", "mime_type"}, "attachment")


def _people(thing: dict[str, Any], where: str) -> Iterator[str]:
    for author in thing.get("authors", ()):
        yield from _object(author, PERSON, set(), f"{where}'s author")
        if not author:
            yield f"{where}: an author says nothing"


def _each(things: Any, fields: dict[str, str], needed: set[str], where: str) -> Iterator[str]:
    for thing in things or ():
        yield from _object(thing, fields, needed, where)


def _object(thing: dict[str, Any], fields: dict[str, str], needed: set[str], where: str) -> Iterator[str]:
    yield from (f"{where}: {name} is missing" for name in sorted(needed - set(thing)))
    for name, value in thing.items():
        if name not in fields:
            if not name.startswith("_"):
                yield f"{where}: {name} is unknown"
        elif not _is(fields[name], value):
            yield f"{where}: {name} is no {fields[name]}: {value!r}"


def _is(kind: str, value: Any) -> bool:
    if kind in {"list", "bool", "number"}:
        return isinstance(value, {"list": list, "bool": bool, "number": (int, float)}[kind])  # type: ignore[arg-type]
    if not isinstance(value, str):
        return False
    if kind == "url":
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in value
    return datetime.fromisoformat(value).tzinfo is not None if kind == "date" else True
