"""What a member sent, made into characters that a page, a feed and a database can hold."""

from __future__ import annotations

import re

from community.kernel.errors import Refused
from community.kernel.i18n import _

MAX_SOURCE = 100_000

NEWLINES = re.compile(r"\r\n|[\r\v\f\x85]")
# Controls, surrogates without their half and the noncharacters that XML forbids.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class TooLong(Refused, ValueError):
    """The text has more characters than one entry may have."""


def readable(source: str) -> str:
    """`source` with newlines as `\\n`, and without characters that no reader can see.

    Args:
        source: text from a form, a file or another system.

    Returns:
        Text that encodes as UTF-8 and that XML, PostgreSQL and browsers accept as it is.

    Raises:
        TooLong: when `source` has more than `MAX_SOURCE` characters.
    """
    if len(source) > MAX_SOURCE:
        raise TooLong(
            _(
                "This text has %(length)d characters; at most %(limit)d are possible. Please split it in two.",
                length=len(source),
                limit=MAX_SOURCE,
            )
        )
    return without_controls(source.removeprefix("\ufeff"))


def without_controls(text: str) -> str:
    """`text` with every kind of line end as `\\n` and no other control character than the tab."""
    return UNPRINTABLE.sub("", NEWLINES.sub("\n", text))
