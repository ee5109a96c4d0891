"""Links in the JSON of Pinboard, which several other services read and write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from community.bookmarks.saved_link import (
    LinkFile,
    SavedLink,
    distinct,
    moment_of,
    one_line,
    several_lines,
    text_of,
)
from community.bookmarks.urls import BadUrl, check
from community.kernel.i18n import _

_YES, _NO = "yes", "no"


def read(content: bytes | str) -> LinkFile:
    """Read Pinboard's export: a list of posts (pinboard.in/api, "posts/all" in JSON).

    Pinboard calls the title `description` and the note `extended`, puts spaces between tags and
    has no folders. A link is private unless it is `shared`.

    Never raises: what cannot be read is skipped with a reason.
    """
    found = LinkFile()
    text = content if isinstance(content, str) else text_of(content)
    try:
        posts = json.loads(text)
    except (ValueError, RecursionError):
        posts = None
    if not isinstance(posts, list):
        found.skip(1, _("This is not a list of bookmarks in Pinboard's JSON format."), text[:200])
        return found
    for number, post in enumerate(posts, start=1):
        _take(post, number, found)
    return found


def write(links: Iterable[SavedLink]) -> Iterator[str]:
    """The lines of a Pinboard export, to be sent as UTF-8.

    What `read` makes of them are the same links, but for what the format cannot hold: folders,
    fractions of a second, and white space within a tag, which becomes a hyphen.
    """
    before = "[\n"
    for link in links:
        yield before + json.dumps(_post(link), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _take(post: Any, number: int, found: LinkFile) -> None:
    if not isinstance(post, dict):
        found.skip(number, _("This entry is not a bookmark."), str(post)[:200])
        return
    told = {name: value if isinstance(value, str) else "" for name, value in post.items()}
    try:
        found.links.append(_link(told))
    except BadUrl as refusal:
        found.skip(number, str(refusal), told.get("href") or told.get("description", ""))


def _link(told: dict[str, str]) -> SavedLink:
    return SavedLink(
        url=check(told.get("href", "")),
        title=one_line(told.get("description", "")),
        description=several_lines(told.get("extended", "")),
        tags=distinct(told.get("tags", "").split()),
        added_at=moment_of(told.get("time", "")),
        private=told.get("shared", _YES) == _NO,
        to_read=told.get("toread") == _YES,
    )


def _post(link: SavedLink) -> dict[str, str]:
    post = {
        "href": link.url,
        "description": one_line(link.title),
        "extended": several_lines(link.description),
        "time": link.added_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if link.added_at else "",
        "shared": _NO if link.private else _YES,
        "toread": _YES if link.to_read else _NO,
        "tags": " ".join("-".join(tag.split()) for tag in link.tags),
    }
    return {name: value for name, value in post.items() if name != "time" or value}
