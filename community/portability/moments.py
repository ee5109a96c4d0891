"""Reads the dates that other programs write."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_moment(text: str) -> datetime:
    """Return the moment that `text` names, in UTC; without a zone it is UTC already.

    Raises:
        ValueError: `text` is not a date or a moment as ISO 8601 writes it.
        OverflowError: the moment is not one that a calendar has.
    """
    moment = datetime.fromisoformat(text.strip())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
