"""The link by which a learner answers a reminder without signing in: signed, for one reminder of theirs, for a time.

The same reminder always has the same link, so that a feed that is read again says the same as before.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from community.kernel import clock
from community.kernel.signing import LONGEST_TOKEN, signing_keys

PATH = "/programs/check-in/"


class Opened(NamedTuple):
    """What a link was made for, and whether its time is over."""

    enrollment_id: int
    reminder_id: int
    is_over: bool


def answer_path(enrollment_id: int, reminder_id: int, came_at: datetime) -> str:
    """Where the learner answers a reminder that came at `came_at`; whoever holds the link can do it."""
    return PATH + str(_serializer().dumps([enrollment_id, reminder_id, came_at.date().toordinal()]))


def opened(token: str) -> Opened | None:
    """What a link was made for, or None for one that is not ours or was changed."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        value = _serializer().loads(token)
    except BadData:
        return None
    match value:
        case [int(enrollment_id), int(reminder_id), int(day)]:
            good_until = date.fromordinal(day) + timedelta(days=current_app.config["REMINDER_LINK_DAYS"])
            return Opened(enrollment_id, reminder_id, clock.now().date() > good_until)
    return None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(signing_keys(), salt="commonplace.reminder")
