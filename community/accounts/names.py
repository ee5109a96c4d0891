"""What people may be called here: usernames that fit an address, names that show what they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LONGEST_USERNAME = 40
LONGEST_NAME = 120
RESERVED = frozenset({"all", "completion", "everyone", "me", "new", "search"})

_username = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
_turning = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def is_username(text: str) -> bool:
    """Whether `text` can be a username: small letters, digits, and dots, hyphens or underscores between them."""
    return 2 <= len(text) <= LONGEST_USERNAME and bool(_username.fullmatch(text)) and text not in RESERVED


def is_shown_as_written(name: str) -> bool:
    """Whether a name has something to see, and no mark that turns the text around it (letters of any script may)."""
    has_letters = any(unicodedata.category(letter)[0] in "LNS" for letter in name)
    return has_letters and not _turning.intersection(name)


def username_like(name: str, is_taken: Callable[[str], bool]) -> str:
    """A free username made of `name`: "Zoë van Dam" becomes zoe.van.dam, or zoe.van.dam2 where that is taken.

    Args:
        name: what the person is called, in any script.
        is_taken: whether somebody has this username.
    """
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    start = ".".join(re.findall(r"[a-z0-9]+", plain))[: LONGEST_USERNAME - 6].rstrip(".")
    start = start if is_username(start) else f"member.{start}".rstrip(".")
    number = 1
    while is_taken(_numbered(start, number)):
        number += 1
    return _numbered(start, number)


def _numbered(start: str, number: int) -> str:
    return start if number == 1 else f"{start}{number}"
