"""A link as a bookmark file holds it, whatever the format of the file."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100  # the web's first pages; nothing was saved before or after
_MICROSECONDS, _MILLISECONDS = 10**14, 10**11  # numbers from here on cannot be seconds of those years
LONGEST_HINT = 120


@dataclass(frozen=True, slots=True)
class SavedLink:
    """One saved page.

    Attributes:
        url: cleaned by `urls.check`.
        title: one line; empty when the file has none.
        description: what the saver noted, perhaps in several lines.
        folders: the folders it lay in, the outermost first.
    """

    url: str
    title: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    added_at: datetime | None = None
    private: bool = False
    to_read: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not taken from a file: where it stood, a sentence why, and its beginning to know it by.

    `line` counts lines in an HTML file, and links in a JSON file.
    """

    line: int
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class LinkFile:
    """All that was found in a file, in its order."""

    links: list[SavedLink] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, line: int, reason: str, hint: str) -> None:
        """Note that something was left out."""
        self.skipped.append(Skipped(line, reason, one_line(hint)[:LONGEST_HINT]))


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 if it says so, or else Windows-1252, which old browsers wrote."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def one_line(text: str) -> str:
    """`text` in one line with single spaces, and without what cannot be seen or stored."""
    return " ".join(_UNSEEN.sub("", " ".join(text.split())).split())


def several_lines(text: str) -> str:
    """`text` with its line breaks, and without what cannot be seen or stored."""
    return _UNSEEN.sub("", re.sub("\r\n?", "\n", text)).strip()


def distinct(tags: list[str]) -> tuple[str, ...]:
    """The tags in their order, each once, and none that is empty."""
    return tuple(dict.fromkeys(tag for tag in map(one_line, tags) if tag))


def moment_of(text: str) -> datetime | None:
    """When a link was saved; None when the file says it in no way that makes sense.

    Browsers write seconds since 1970, Google microseconds, scripts milliseconds, ISO 8601 or the
    dates of server logs.
    """
    text = text.strip()
    try:
        moment = _from_number(int(text)) if text.isascii() and text.isdigit() else _from_words(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if _FIRST_YEAR <= moment.year < _LAST_YEAR else None


def _from_number(number: int) -> datetime:
    if number >= _MICROSECONDS:
        number //= 1_000_000
    elif number >= _MILLISECONDS:
        number //= 1_000
    return datetime.fromtimestamp(number, UTC)


def _from_words(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.strptime(text, "%d/%b/%Y:%H:%M:%S %z")
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
