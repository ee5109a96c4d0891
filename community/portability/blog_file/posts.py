"""What a blog's file holds, whatever its form."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from lxml import etree

from community.kernel.i18n import _
from community.portability.report import ReportLine

_LONGEST_TITLE_FROM_TEXT = 80


class BodyFormat(StrEnum):
    """How a post's body is written."""

    HTML = "html"
    MARKDOWN = "markdown"


class BlogPost(NamedTuple):
    """One post. Its guid stays the same however often the blog is exported. The body is as untrusted as it came."""

    guid: str
    title: str
    body: str
    body_format: BodyFormat
    tags: tuple[str, ...]
    published_at: datetime | None
    authors: tuple[str, ...]
    link: str


class Blog(NamedTuple):
    """The posts in the order of the file, and what could not be read."""

    title: str
    link: str
    posts: tuple[BlogPost, ...]
    problems: tuple[ReportLine, ...]


@dataclass(slots=True)
class Shelf:
    """Where posts are put as they are read, so that none is there twice."""

    posts: list[BlogPost] = field(default_factory=list)
    problems: list[ReportLine] = field(default_factory=list)
    _guids: set[str] = field(default_factory=set)

    def put(self, post: BlogPost, where: str) -> None:
        """Add `post`, completed by what follows from its body, unless it says nothing or is there already."""
        if not post.title and not post.body.strip():
            self.refuse(where, _("neither a title nor a text"))
            return
        whole = _completed(post)
        if whole.guid in self._guids:
            self.refuse(where, _("the same post is in the file twice"))
            return
        self._guids.add(whole.guid)
        self.posts.append(whole)

    def refuse(self, where: str, reason: str) -> None:
        """Note something that could not be read."""
        self.problems.append(ReportLine(where, reason))


def plain_text(html: str) -> str:
    """Return the words of `html` on one line."""
    source = html.encode("utf-8", "replace")
    root = etree.fromstring(source, etree.HTMLParser(encoding="utf-8")) if source.strip() else None
    return "" if root is None else " ".join(str(root.xpath("string()")).split())


def _completed(post: BlogPost) -> BlogPost:
    title, body = post.title, post.body.strip()
    if post.body_format is BodyFormat.MARKDOWN:
        title, body = _apart(title, body)
    title = title or _title_from(body, post.body_format)
    return post._replace(guid=post.guid or post.link or _fingerprint(post), title=title, body=body)


def _apart(title: str, body: str) -> tuple[str, str]:
    """Return the title and the body without the heading that only repeats the title."""
    heading = re.match(r"# +(.+?)(?: +#+)?[ \t]*(?:\n+|\Z)", body)
    if heading is None or title not in {"", heading[1]}:
        return title, body
    return heading[1], body[heading.end() :]


def _title_from(body: str, body_format: BodyFormat) -> str:
    text = plain_text(body) if body_format is BodyFormat.HTML else " ".join(body.split())
    if len(text) <= _LONGEST_TITLE_FROM_TEXT:
        return text
    return f"{text[:_LONGEST_TITLE_FROM_TEXT].rpartition(' ')[0] or text[:_LONGEST_TITLE_FROM_TEXT]}…"


def _fingerprint(post: BlogPost) -> str:
    parts = (post.title, str(post.published_at or ""), post.body)
    return f"sha256:{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()}"
