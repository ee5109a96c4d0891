"""Reminders as events of a calendar (iCalendar, RFC 5545), at the learner's own hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from community.feeds.writing.places import clean

LASTS = timedelta(minutes=15)
PRODUCT = "-//Commonplace//Reminders//EN"


class Meeting(NamedTuple):
    """A reminder and its hour: `uid` stays the same for ever, also when the hour moves."""

    uid: str
    at: datetime
    changed_at: datetime
    title: str
    text: str
    url: str


def written(title: str, meetings: Sequence[Meeting], zone: str) -> bytes:
    """The calendar, with the rules of its time zone, so that nine stays nine when the clocks change.

    Args:
        zone: the learner's, such as Europe/Lisbon.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(title))
    calendar.add("x-wr-timezone", zone)
    for one in meetings:
        calendar.add_component(_event(one, ZoneInfo(zone)))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(one: Meeting, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", one.uid)
    # The moment of the last change, not that of the asking: what is unchanged stays the same to the letter.
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("dtstart", one.at.astimezone(zone))
    event.add("dtend", (one.at + LASTS).astimezone(zone))
    event.add("summary", clean(one.title))
    event.add("description", clean(one.text))
    event.add("url", one.url)
    event.add("transp", "TRANSPARENT")
    return event
