"""The demo's texts as they are written in content/*.toml, and the moments that they speak of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("content")
FIRST_HOUR, HOURS = 7, 11

Table = dict[str, Any]


def people() -> Table:
    """The organization, its teams and its people."""
    return _read(FOLDER / "people.toml")


def tags() -> list[Table]:
    """The topics, with synonyms and skills."""
    return list(_read(FOLDER / "tags.toml")["tag"])


def programs() -> list[Table]:
    """The programs with their reminders and cohorts."""
    return list(_read(FOLDER / "programs.toml")["program"])


def groups() -> list[Table]:
    """The communities of practice with what was written for them."""
    return list(_read(FOLDER / "groups.toml")["group"])


def barriers() -> list[Table]:
    """What kept people from applying what they learned."""
    return list(_read(FOLDER / "barriers.toml")["barrier"])


def own_needs() -> list[Table]:
    """What people wrote down for themselves."""
    return list(_read(FOLDER / "own_needs.toml")["own_need"])


def themes(kind: str) -> Iterator[Table]:
    """Every question, reflection or bookmark, in the order of the files."""
    for path in sorted(FOLDER.glob("*/*.toml")):
        yield from _read(path).get(kind, [])


@dataclass(frozen=True)
class Calendar:
    """When things happened, counted back from the moment of loading."""

    now: datetime

    def day(self, days_ago: float) -> date:
        """The day so many days ago."""
        return (self.now - timedelta(days=days_ago)).date()

    def moment(self, days_ago: float, key: str) -> datetime:
        """A moment in working hours on the day so many days ago; the same key gives the same hour.

        Never later than what was counted back, so that whatever answers it comes after it.
        """
        counted = self.now - timedelta(days=days_ago)
        minutes = FIRST_HOUR * 60 + chance(key, HOURS * 60)
        midnight = counted.replace(hour=0, minute=0, second=0, microsecond=0)
        return min(counted, midnight + timedelta(minutes=minutes))

    def after(self, moment: datetime, hours: float) -> datetime:
        """So many hours later, but not in the future."""
        return min(moment + timedelta(hours=hours), self.now)


def this_moment(now: datetime) -> Calendar:
    """The calendar that counts back from `now`, to the full minute."""
    return Calendar(now.astimezone(UTC).replace(second=0, microsecond=0))


def chance(key: str, below: int) -> int:
    """A number from 0 to `below` - 1 that looks like chance and is the same for the same key."""
    return int.from_bytes(sha256(key.encode()).digest()[:6]) % max(below, 1)


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))
