"""Recognizes the form of a blog's file and reads it."""

from __future__ import annotations

from community.portability.blog_file.feed import read_feed
from community.portability.blog_file.json_posts import read_json
from community.portability.blog_file.posts import Blog


def read_blog(data: bytes, *, base_url: str = "") -> Blog:
    """Return the blog in `data`.

    Nothing is fetched and no file is opened: `data` is all there is.

    Arguments:
        data: a feed (RSS, Atom, JSON Feed) or a file with one JSON object a line.
        base_url: where it came from, for feeds whose links are relative.
    """
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        return read_json(data)
    return read_feed(data, base_url)
