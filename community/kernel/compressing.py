"""Style sheets, scripts and pictures made of lines, compressed on their way to a browser that asks for it."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Response, request

ENDPOINTS = frozenset({"static", "assets.bundle"})
"""Pages are left as they are: what is secret in them could be guessed from how well it compresses (BREACH)."""

MIMETYPES = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
SMALLEST = 500
MOST_KEPT = 64


def compress(response: Response) -> Response:
    """Compress a file of the site, where that is worth it and the browser can read it."""
    if request.endpoint not in ENDPOINTS or response.mimetype not in MIMETYPES:
        return response
    response.vary.add("Accept-Encoding")
    wants = request.accept_encodings.quality("gzip") > 0
    if not wants or response.status_code != 200 or "Range" in request.headers:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(_compressed(body))
        response.headers["Content-Encoding"] = "gzip"
        _say_same_content(response)
    return response


def _say_same_content(response: Response) -> None:
    """Mark the tag as weak: it is the same file, in other bytes."""
    tag, _is_weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)


@lru_cache(MOST_KEPT)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
