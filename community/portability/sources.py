"""Opens what an import is pointed to: a file, or an address on the public web."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from community.entries.origins import is_web_address
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.safe_fetch import fetch

LARGEST_FEED = 20 * 1024 * 1024
SECONDS = 60.0
FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
    "application/octet-stream",
    "text/*",
)


def open_source(place: str) -> bytes:
    """Return what is in the file or at the web address `place`.

    Raises:
        Refused: the file cannot be read, or the address is not on the public web, or does not answer.
    """
    if is_web_address(place):
        return fetch(place, max_bytes=LARGEST_FEED, timeout=SECONDS, accept=FEEDS).body
    try:
        return Path(place).read_bytes()
    except OSError as error:
        raise Refused(_("%(place)s cannot be read: %(why)s.", place=place, why=error.strerror)) from error


def name_of(place: str) -> str:
    """Return what to call a blog that comes from `place`: the host, or the name of the file."""
    return urlsplit(place).hostname or "blog" if is_web_address(place) else Path(place).stem
