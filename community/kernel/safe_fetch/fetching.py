"""The fetch itself: each hop checked anew, and limits on kind, size and time."""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from urllib3.response import HTTPResponse

from community.kernel.i18n import _
from community.kernel.safe_fetch.connection import answer_to
from community.kernel.safe_fetch.deadline import Deadline
from community.kernel.safe_fetch.errors import FetchFailed, FetchRefused
from community.kernel.safe_fetch.policy import PUBLIC_WEB, Allowed, IPAddress
from community.kernel.safe_fetch.resolving import Resolver, checked_addresses, system_resolver
from community.kernel.safe_fetch.web_url import WebUrl, read

PAGES = ("text/html", "application/xhtml+xml")
MOST_REDIRECTS = 5
LONGEST_NUMBER = 16
USER_AGENT = "Commonplace (reads the titles of saved links)"

_REDIRECTS = {301, 302, 303, 307, 308}
_NOT_MODIFIED = 304
_CODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}
_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)", re.ASCII)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there.

    Attributes:
        url: where it was in the end, after all redirects, without a fragment.
        status: 2xx; or 304 with an empty body, when what the caller knows is still true.
        charset: as the header names it, in lower case; None when it does not.
        truncated: whether there was more than `body` holds.
        length: how many bytes there are in all, where the site says so and sends them as they are.
    """

    url: str
    status: int
    content_type: str
    charset: str | None
    body: bytes
    etag: str | None
    last_modified: str | None
    truncated: bool
    length: int | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the caller takes as an answer."""

    accept: Sequence[str]
    max_bytes: int
    truncate: bool
    etag: str | None
    last_modified: str | None

    @property
    def headers(self) -> dict[str, str]:
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {
            "User-Agent": USER_AGENT,
            "Accept": ", ".join(self.accept),
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **{name: value for name, value in conditions.items() if value},
        }


def fetch(
    url: str,
    *,
    max_bytes: int = 524_288,
    timeout: float = 8.0,
    accept: Sequence[str] = PAGES,
    truncate: bool = False,
    etag: str | None = None,
    last_modified: str | None = None,
    resolver: Resolver = system_resolver,
    allow: Allowed = PUBLIC_WEB,
    tls: ssl.SSLContext | None = None,
) -> Fetched:
    """Fetch what is at `url`, wherever up to five redirects lead.

    At each hop the host is resolved once, all of its addresses have to be allowed, and the connection
    goes to one of these very addresses; Host header, server name and certificate stay those of the name.

    Args:
        max_bytes: the largest body, counted after decompression.
        timeout: seconds for everything together, by the monotonic clock.
        accept: the media types that are taken, such as `text/html` or `image/*`.
        truncate: whether to keep the first `max_bytes` of a larger body rather than refuse it.
        etag, last_modified: what the last answer said, to be told 304 if it still holds.
        resolver, allow, tls: who tells a host's addresses, where we may connect, whom to trust.

    Raises:
        FetchRefused: when the address, what it leads to, or what is there is not for us.
        FetchFailed: when the site is not there, too slow, or answers with an error.
    """
    wish = _Wish(accept, max_bytes, truncate, etag, last_modified)
    deadline = Deadline(timeout)
    place = read(url)
    for _hop in range(MOST_REDIRECTS + 1):
        addresses = checked_addresses(place, resolver, allow, deadline)
        found = _visit(place, addresses, wish, deadline, tls)
        if isinstance(found, Fetched):
            return found
        place = found
    raise FetchFailed(_("The site sends us from one address to the next without an end."))


def _visit(
    place: WebUrl, addresses: Sequence[IPAddress], wish: _Wish, deadline: Deadline, tls: ssl.SSLContext | None
) -> WebUrl | Fetched:
    """What is at `place`, or where it says that we should look instead."""
    with answer_to(place, addresses, wish.headers, deadline, tls) as response:
        location = _location(response)
        return _taken(response, place, wish) if location is None else place.follow(location)


def _location(response: HTTPResponse) -> str | None:
    return response.headers.get("Location") if response.status in _REDIRECTS else None


def _taken(response: HTTPResponse, place: WebUrl, wish: _Wish) -> Fetched:
    header = response.headers.get("Content-Type", "")
    media_type = _MEDIA_TYPE.match(header)
    charset = _CHARSET.search(header)
    body = _body(response, media_type[1].lower() if media_type else "", wish)
    return Fetched(
        url=str(place),
        status=response.status,
        content_type=media_type[1].lower() if media_type else "",
        charset=charset[1].lower() if charset else None,
        body=body[: wish.max_bytes],
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        truncated=len(body) > wish.max_bytes,
        length=_length(response),
    )


def _length(response: HTTPResponse) -> int | None:
    said = response.headers.get("Content-Length", "").strip()
    is_packed = response.headers.get("Content-Encoding", "").strip().lower() not in {"", "identity"}
    is_number = said.isascii() and said.isdigit() and len(said) < LONGEST_NUMBER
    return int(said) if is_number and not is_packed else None


def _body(response: HTTPResponse, content_type: str, wish: _Wish) -> bytes:
    """At most one byte more than was wished for, which tells that there is more."""
    if response.status == _NOT_MODIFIED and (wish.etag or wish.last_modified):
        return b""
    if not 200 <= response.status < 300:
        message = _("The site answered with status %(status)s.", status=response.status)
        raise FetchFailed(message, answered=response.status)
    if not _is_wanted(content_type, wish.accept):
        raise FetchRefused(_("What is there is not of a kind that we read."))
    if response.headers.get("Content-Encoding", "").strip().lower() not in _CODINGS:
        raise FetchFailed(_("The site packed its page in a way that we cannot open."))
    body: bytes = response.read(wish.max_bytes + 1)
    if len(body) > wish.max_bytes and not wish.truncate:
        raise FetchRefused(_("What is there is too large."))
    return body


def _is_wanted(content_type: str, accept: Sequence[str]) -> bool:
    family = content_type.partition("/")[0] + "/*"
    return bool(content_type) and (content_type in accept or family in accept)
