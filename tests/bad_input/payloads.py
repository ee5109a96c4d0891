"""What is sent instead of what was asked for."""

from __future__ import annotations

from urllib.parse import quote

BAD_TEXTS: dict[str, str] = {
    "nothing": "",
    "very long": "x" * 70_000,
    "too long for a line": "y" * 301,
    "characters that no text holds": "be\0fore \x01\x08\x1b[31m\x7f\x85",
    "other ways of writing": "\u202e\u2066 \u05e2\u05d1\u200f \U0001f469\U0001f3fd\u200d\U0001f680 a\u0301\u0301",
    "a lone surrogate": "\ud800 \udfff",
    "somebody else's language": "'; DROP TABLE member; -- %s %d %% %(name)s %zz <b>{{ 7*7 }} {% if %} *?_ \"((( \\",
    "a huge number": "9" * 400,
    "a number past every row": "2147483648",
    "a negative number": "-1",
    "a fraction without end": "1e309",
    "an odd date": "2026-02-30",
    "the last of all dates": "9999-12-31",
    "brackets": '["a", {"b": null}]',
    "a bad address": "javascript:alert(1)//[::1",
    "somebody else's number": "4",
}

BAD_SEGMENTS: tuple[str, ...] = (
    "0",
    "-1",
    "2147483647",
    "2147483648",
    "9" * 60,
    "1.5",
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "%25s",
    "%27%3B--",
    "..",
    "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd",
    "z" * 3000,
    "%E2%80%AE%D7%A2",
    "%F0%9F%91%A9",
    "%0D%0Aset-cookie:a=b",
    "٣",
)
"""Pieces of a path as they stand in the address."""


def encoded(fields: dict[str, str]) -> bytes:
    """A form's body, also with characters that no text may hold."""
    pairs = (f"{_escaped(name)}={_escaped(value)}" for name, value in fields.items())
    return "&".join(pairs).encode("ascii")


def _escaped(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
