"""A digest is made of lines, and each capability knows its own: what it adds, it registers here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from community.kernel.mail.office import Tie


class Section(StrEnum):
    """The parts of a digest, in their order."""

    ASKS = "asks"
    COMMITMENTS = "commitments"
    REPLIES = "replies"
    FOLLOWED = "followed"
    HELP = "help"
    NEEDS = "needs"


@dataclass(frozen=True)
class Line:
    """One thing that a digest tells.

    Attributes:
        section: where it stands.
        text: a sentence, already in the reader's language.
        path: where it leads on the site.
        at: when it happened.
        mute: what its small link ends; None where only the topic as a whole can end.
    """

    section: Section
    text: str
    path: str
    at: datetime
    mute: Tie | None = None


Source = Callable[[Any, datetime], list[Line]]
"""Gives the lines for a member at a moment, the most pressing first, as far as they may see things then."""

sources: dict[Section, Source] = {}


def include(section: Section, source: Source) -> None:
    """Let digests have lines of `source` in `section`."""
    sources[section] = source
