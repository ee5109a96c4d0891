"""Where a member goes after signing in: only ever to a page of this site."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST_PATH = 2000


def local_path(text: str | None, otherwise: str = "/") -> str:
    """`text` when it is a path on this site, else `otherwise`.

    Browsers read a second slash, a backslash or a tab as the start of another site's name,
    so all of them are refused.
    """
    if not text or len(text) > LONGEST_PATH or not text.startswith("/") or text.startswith("//"):
        return otherwise
    if "\\" in text or any(ord(letter) <= 32 or ord(letter) == 127 for letter in text):
        return otherwise
    try:
        parts = urlsplit(text)
    except ValueError:
        return otherwise
    return text if not parts.scheme and not parts.netloc else otherwise
