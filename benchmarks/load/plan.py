"""What the process that plays the members is given, and what it brings back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Known:
    """What members know of a site: who they are, what there is to read, and the links in their mails."""

    cookies: Sequence[str]
    feed_secrets: Sequence[str]
    quiet_feed: str
    questions: Sequence[int]
    reflections: Sequence[int]
    tags: Sequence[str]
    words: Sequence[str]
    check_ins: Sequence[str]
    endings: Sequence[str]


@dataclass(frozen=True)
class Plan:
    """Where the site is, how long the day lasts, and how many times as many people come."""

    address: str
    seconds: float
    pace: float
    known: Known

    def write(self, file: Path) -> None:
        """Leave it for the other process."""
        file.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, file: Path) -> Plan:
        """What was left."""
        kept = json.loads(file.read_text("utf-8"))
        return cls(**{**kept, "known": Known(**kept["known"])})


class Answer(NamedTuple):
    """One answer of the site: to what, in which hour, how long it took, and what was wrong with it, if anything."""

    kind: str
    name: str
    hour: int
    milliseconds: float
    trouble: str


def write_answers(answers: Sequence[Answer], file: Path) -> None:
    """Bring them back."""
    file.write_text(json.dumps(answers), "utf-8")


def read_answers(file: Path) -> list[Answer]:
    """What was brought back."""
    return [Answer(*row) for row in json.loads(file.read_text("utf-8"))]
