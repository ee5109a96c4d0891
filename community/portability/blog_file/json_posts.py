"""Reads posts as JSON: one object a line, a list of them, or a JSON Feed, with whatever keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from community.kernel.i18n import _
from community.portability.blog_file.posts import Blog, BlogPost, BodyFormat, Shelf
from community.portability.moments import parse_moment

_GUIDS: Final = ("guid", "id", "slug", "file")
_TITLES: Final = ("title", "headline", "name")
_MARKDOWN: Final = ("markdown", "body_markdown", "content_markdown", "body_md", "md")
_HTML: Final = ("html", "body_html", "content_html", "contentHtml")
_EITHER: Final = ("body", "content", "text", "content_text", "description", "excerpt", "summary")
_TAGS: Final = ("tags", "categories", "keywords", "topics", "labels", "category")
_DATES: Final = (
    "published", "published_at", "date_published", "publishedAt", "date", "pubDate",
    "created", "created_at", "createdAt",
)  # fmt: skip
_AUTHORS: Final = ("authors", "author", "creator", "by", "byline")
_LINKS: Final = ("link", "url", "permalink", "href", "external_url")

_DAY_IN_NAME: Final = re.compile(r"(?:^|/)(\d{4}-\d{2}-\d{2})-")


def read_json(data: bytes) -> Blog:
    """Return the blog in `data`. A line that is no object is told and passed over."""
    text = data.decode("utf-8-sig", "replace")
    shelf = Shelf()
    about: dict[str, Any] = {}
    whole = _loaded(text)
    if isinstance(whole, dict) and isinstance(whole.get("items"), list):
        about, whole = whole, whole["items"]
    for where, item in _items(whole, text):
        if isinstance(item, dict):
            shelf.put(_post(item), where)
        else:
            shelf.refuse(where, _("not a JSON object"))
    return Blog(
        title=_text(about, _TITLES),
        link=_text(about, ("home_page_url", *_LINKS)),
        posts=tuple(shelf.posts),
        problems=tuple(shelf.problems),
    )


def _items(whole: Any, text: str) -> Iterator[tuple[str, Any]]:
    if isinstance(whole, list):
        for number, item in enumerate(whole, start=1):
            yield _("post %(number)s", number=number), item
    elif isinstance(whole, dict):
        yield _("post %(number)s", number=1), whole
    else:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield _("line %(number)s", number=number), _loaded(line)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _post(item: dict[str, Any]) -> BlogPost:
    guid = _text(item, _GUIDS)
    body, body_format = _body(item)
    return BlogPost(
        guid=guid,
        title=" ".join(_text(item, _TITLES).split()),
        body=body,
        body_format=body_format,
        tags=_names(item, _TAGS),
        published_at=_moment(item, guid),
        authors=_names(item, _AUTHORS),
        link=_text(item, _LINKS),
    )


def _body(item: dict[str, Any]) -> tuple[str, BodyFormat]:
    markdown, page = _text(item, _MARKDOWN), _text(item, _HTML)
    if markdown or page:
        return (markdown, BodyFormat.MARKDOWN) if markdown else (page, BodyFormat.HTML)
    is_html = _text(item, ("format", "content_type", "type")).lower() in {"html", "text/html", "xhtml"}
    return _text(item, _EITHER), BodyFormat.HTML if is_html else BodyFormat.MARKDOWN


def _text(item: dict[str, Any], keys: tuple[str, ...]) -> str:
    values = (item.get(key) for key in keys)
    return next((_clean(str(value)) for value in values if isinstance(value, str | int) and str(value).strip()), "")


def _names(item: dict[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    value: Any = next((item[key] for key in keys if item.get(key)), [])
    values = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else [value]
    names = (_clean(_name(each)) for each in values)
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


def _name(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value, ("name", "title", "label", "username", "email"))
    return str(value) if isinstance(value, str | int) else ""


def _clean(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", text.replace("\r\n", "\n"))


def _moment(item: dict[str, Any], guid: str) -> datetime | None:
    """Return when the post was published; static site generators put the day into the file's name."""
    day = _DAY_IN_NAME.search(guid)
    candidates = [*(item.get(key) for key in _DATES), day and day[1]]
    return next((moment for value in candidates if value and (moment := _understood(value))), None)


def _understood(value: Any) -> datetime | None:
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        return parse_moment(str(value))
    except (ValueError, OverflowError, OSError):
        return _from_mail_date(str(value))


def _from_mail_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
