"""What an issue is made of: sections with words and picked entries, and events with a day and a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Self
from zoneinfo import ZoneInfo

MOST_SECTIONS = 8
MOST_OCCASIONS = 10
MOST_PICKS = 20
"""In one section; with more, an issue is a list and no longer a choice."""

_address = re.compile(r"(?:questions|reflections|bookmarks|guides|bulletins)/(\d{1,9})(?:[?#/].*)?$")


@dataclass(frozen=True)
class Section:
    """A part of an issue: a heading, the editor's own words, and entries by their ids."""

    title: str
    source: str
    html: str = ""
    picks: tuple[int, ...] = ()

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """The section that a row keeps."""
        return cls(kept["title"], kept["source"], kept["html"], tuple(kept["picks"]))

    def kept(self) -> dict[str, Any]:
        """The section as a row keeps it."""
        return {"title": self.title, "source": self.source, "html": self.html, "picks": list(self.picks)}


@dataclass(frozen=True)
class Occasion:
    """An event of an issue: what, on which day, perhaps at which hour in a zone, and where."""

    title: str
    day: date
    hour: time | None
    zone: str
    place: str

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """The event that a row keeps."""
        hour = time.fromisoformat(kept["hour"]) if kept["hour"] else None
        return cls(kept["title"], date.fromisoformat(kept["day"]), hour, kept["zone"], kept["place"])

    def kept(self) -> dict[str, Any]:
        """The event as a row keeps it."""
        hour = self.hour.isoformat("minutes") if self.hour else ""
        return {
            "title": self.title,
            "day": self.day.isoformat(),
            "hour": hour,
            "zone": self.zone,
            "place": self.place,
        }

    @property
    def at(self) -> datetime | None:
        """The moment at which it begins, if it has an hour."""
        return datetime.combine(self.day, self.hour, ZoneInfo(self.zone)) if self.hour else None


def in_order(occasions: Iterable[Occasion]) -> list[Occasion]:
    """The events, the first one first."""
    return sorted(occasions, key=lambda one: (one.day, one.hour or time.min, one.title))


def picked(text: str) -> tuple[list[int], list[str]]:
    """The entries that the lines of `text` name by their addresses, and the lines that name none."""
    found: list[int] = []
    unknown: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _address.search(line)
        if match is None:
            unknown.append(line[:80])
        elif int(match[1]) not in found:
            found.append(int(match[1]))
    return found, unknown


def own_words(intro: str, sections: Sequence[Section], occasions: Sequence[Occasion]) -> str:
    """All words of the editor's own as one text, which is searched, kept in versions, and read in feeds."""
    parts = [intro]
    for section in sections:
        parts += [f"## {section.title}" if section.title else "", section.source]
    parts += [_line(one) for one in occasions]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _line(one: Occasion) -> str:
    when = one.day.isoformat() + (f", {one.hour.isoformat('minutes')}" if one.hour else "")
    return f"**{one.title}**: " + ", ".join(filter(None, (when, one.place)))
