"""A reader that is strict: what it takes is right by the rules of its form."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
from lxml import etree
from werkzeug.test import TestResponse

from tests.feeds.json_feed import faults

FORMS = ("atom", "rss", "json")
MEDIA_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


class Item(NamedTuple):
    """What every form says of an entry."""

    id: str
    title: str
    link: str
    html: str
    tags: list[str]
    author: str
    recordings: list[tuple[str, str, int]]


def items(response: TestResponse) -> list[Item]:
    """The entries of a feed, after looking whether it is as its form has to be."""
    assert response.status_code == 200, response.data
    form = next(form for form, media_type in MEDIA_TYPES.items() if response.mimetype == media_type)
    if form == "json":
        assert faults(response.data) == []
        return [_of_json(item) for item in json.loads(response.data)["items"]]
    parsed = feedparser.parse(BytesIO(response.data))
    assert not parsed.bozo, parsed.get("bozo_exception")
    if form == "atom":
        _check_atom(response.data)
    return [_of_xml(entry) for entry in parsed.entries]


def titles(response: TestResponse) -> list[str]:
    """The titles in a feed that a strict parser accepts."""
    return [item.title for item in items(response)]


def _check_atom(data: bytes) -> None:
    feed = etree.fromstring(data)
    assert SCHEMA.validate(feed), SCHEMA.error_log
    for entry in feed.iter(f"{ATOM}entry"):
        # The two rules that a grammar cannot tell (RFC 4287, sections 4.1.1 and 4.1.2).
        assert entry.find(f"{ATOM}author") is not None or feed.find(f"{ATOM}author") is not None
        links = entry.findall(f"{ATOM}link")
        assert entry.find(f"{ATOM}content") is not None or any(x.get("rel") == "alternate" for x in links)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


def _of_json(item: dict[str, Any]) -> Item:
    recordings = [(one["url"], one["mime_type"], one["size_in_bytes"]) for one in item.get("attachments", ())]
    author = item["authors"][0]["name"]
    return Item(item["id"], item["title"], item["url"], item["content_html"], item.get("tags", []), author, recordings)


def _of_xml(entry: Any) -> Item:
    return Item(
        entry.id,
        entry.title,
        entry.link,
        entry.content[0].value if "content" in entry else entry.get("summary", ""),
        [tag.term for tag in entry.get("tags", ())],
        entry.author,
        [(one.href, one.type, int(one.length)) for one in entry.enclosures],
    )
