"""Reads RSS and Atom."""

from __future__ import annotations

import calendar
import html
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import feedparser

from community.kernel.i18n import _
from community.portability.blog_file.posts import Blog, BlogPost, BodyFormat, Shelf, plain_text

_FIRST_YEAR: Final = 1900


def read_feed(data: bytes, base_url: str = "") -> Blog:
    """Return the blog in the feed `data`. What is damaged is read as far as it goes."""
    # The parser opens a string as an address or a file; a stream it only reads.
    headers = {"content-location": base_url, "content-type": "application/xml"} if base_url else {}
    feed = feedparser.parse(BytesIO(data), response_headers=headers)
    shelf = Shelf()
    if not feed.get("version"):
        shelf.refuse(_("the file"), _("neither RSS, Atom nor JSON"))
    elif feed.get("bozo") and not isinstance(feed["bozo_exception"], feedparser.CharacterEncodingOverride):
        shelf.refuse(_("the file"), _("not well-formed, so something may be missing (%(why)s)", why=_why(feed)))
    for number, entry in enumerate(feed.get("entries", []), start=1):
        shelf.put(_post(entry), _("post %(number)s", number=number))
    about = feed.get("feed", {})
    return Blog(
        title=plain_text(about.get("title", "")),
        link=about.get("link", ""),
        posts=tuple(shelf.posts),
        problems=tuple(shelf.problems),
    )


def _why(feed: Any) -> str:
    return " ".join(str(feed["bozo_exception"]).split())[:200]


def _post(entry: Any) -> BlogPost:
    return BlogPost(
        guid=entry.get("id", ""),
        title=plain_text(entry.get("title", "")),
        body=_body(entry),
        body_format=BodyFormat.HTML,
        tags=_each_once(tag.get("label") or tag.get("term") for tag in entry.get("tags", [])),
        published_at=_moment(entry),
        authors=_authors(entry),
        link=entry.get("link", ""),
    )


def _body(entry: Any) -> str:
    parts = [*entry.get("content", []), entry.get("summary_detail") or {}]
    full = max(parts, key=lambda part: len(part.get("value") or ""))
    text = str(full.get("value") or "")
    return html.escape(text).replace("\n", "<br>") if full.get("type") == "text/plain" else text


def _authors(entry: Any) -> tuple[str, ...]:
    named = _each_once(author.get("name") for author in entry.get("authors", []))
    return named or _each_once([entry.get("author")])


def _each_once(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name and name.strip()))


def _moment(entry: Any) -> datetime | None:
    # What the parser cannot place in time it puts into the year 1.
    moments = [entry[key] for key in ("published_parsed", "updated_parsed") if key in entry]
    placed = next((moment for moment in moments if moment and moment.tm_year >= _FIRST_YEAR), None)
    return datetime.fromtimestamp(calendar.timegm(placed), UTC) if placed else None
