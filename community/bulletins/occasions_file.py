"""The events of an issue as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar, Event

from community.bulletins.composing import Occasion
from community.bulletins.models import BulletinIssue
from community.kernel.mail import link_to

LASTS = timedelta(hours=1)
PRODUCT = "-//Commonplace//Bulletins//EN"


def calendar_of(issue: BulletinIssue) -> bytes:
    """The calendar, with the rules of its time zones."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", issue.bulletin.title)
    for number, one in enumerate(issue.occasions, 1):
        calendar.add_component(_event(issue, number, one))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(issue: BulletinIssue, number: int, one: Occasion) -> Event:
    event = Event()
    event.add("uid", f"bulletin-{issue.entry_id}-{number}@{link_to('').partition('://')[2]}")
    event.add("dtstamp", issue.entry.changed_at)
    event.add("dtstart", one.at or one.day)
    event.add("dtend", one.at + LASTS if one.at else one.day + timedelta(days=1))
    event.add("summary", one.title)
    if one.place:
        event.add("location", one.place)
    event.add("url", link_to(issue.entry.path))
    return event
