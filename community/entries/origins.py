"""Where an entry that was written elsewhere is to be read there."""

from __future__ import annotations

import re
from typing import Final

_POST: Final = re.compile(r"stackexchange:([a-z0-9.-]+):([qa]):(\d+)")
_WEB_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\x00-\x20\x7f]+")


def origin_url(source_ref: str | None) -> str | None:
    """The address that readers of an imported entry are led to, as the licenses of such sites ask.

    Args:
        source_ref: where the entry came from, as the import wrote it down.

    Returns:
        An address that begins with http, or None where there is none.
    """
    if source_ref is None:
        return None
    if post := _POST.fullmatch(source_ref):
        return f"https://{post[1]}/{post[2]}/{post[3]}"
    kind, _colon, rest = source_ref.partition(":")
    return rest if kind == "blog" and is_web_address(rest) else None


def is_web_address(text: str) -> bool:
    """Whether `text` is the address of a page on the web."""
    return bool(_WEB_ADDRESS.fullmatch(text))
