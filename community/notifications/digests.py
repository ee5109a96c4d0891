"""For whom a digest is due: once for each member and period, whatever is run twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select

from community.accounts.models import Member, MemberState
from community.kernel import clock, mail
from community.kernel.db import session
from community.kernel.mail import OutgoingMail
from community.notifications.choices import USUAL_HOURS, wants_mail
from community.notifications.models import Hours
from community.notifications.slots import last_slot
from community.notifications.topics import Level, Topic

KIND = "digest"
REACH = {Level.DAILY: timedelta(days=1), Level.WEEKLY: timedelta(days=7)}
LATE = timedelta(days=1)
"""A digest that the site missed by more than this is left out: the next one is near."""


def queue_digests() -> int:
    """Queue a digest for everybody for whom one became due since the last time.

    Whether there is anything to tell is found out when it is written.

    Returns:
        How many were queued.
    """
    if not mail.is_on():
        return 0
    now = clock.now()
    return sum(
        mail.queue_many(KIND, _recipients(level, hours, now))
        for hours in _all_hours()
        for level in (Level.DAILY, Level.WEEKLY)
    )


def _recipients(level: Level, hours: tuple[str, int, int], now: datetime) -> Iterator[mail.Recipient]:
    timezone, hour, weekday = hours
    zone = ZoneInfo(timezone)
    slot = last_slot(now, zone, hour, weekday if level is Level.WEEKLY else None)
    if now - slot > LATE:
        return
    period = _period(level, slot.astimezone(zone))
    facts = {"level": level.value, "since": (slot - REACH[level]).isoformat(), "until": slot.isoformat()}
    for member_id, email in session().execute(_waiting(level, hours, period)).all():
        yield mail.Recipient(email or "", f"{period}{member_id}", member_id, facts, slot)


def _waiting(level: Level, hours: tuple[str, int, int], period: str) -> Select[int, str | None]:
    timezone, hour, weekday = hours
    queued = select(OutgoingMail.id).where(OutgoingMail.key == literal(period) + cast(Member.id, String))
    return (
        select(Member.id, Member.email)
        .outerjoin(Hours, Hours.member_id == Member.id)
        .where(Member.state == MemberState.ACTIVE.value, Member.email.is_not(None), Member.timezone == timezone)
        .where(_hour() == hour, _weekday() == weekday)
        .where(or_(*(wants_mail(topic, level) for topic in Topic)), ~queued.correlate(Member).exists())
        .order_by(Member.id)
    )


def _all_hours() -> list[tuple[str, int, int]]:
    """Every combination of zone, hour and weekday that some member has."""
    statement = (
        select(Member.timezone, _hour(), _weekday())
        .outerjoin(Hours, Hours.member_id == Member.id)
        .where(Member.state == MemberState.ACTIVE.value, Member.email.is_not(None))
        .distinct()
    )
    return [(zone, hour, weekday) for zone, hour, weekday in session().execute(statement)]


def _hour() -> ColumnElement[int]:
    return func.coalesce(Hours.digest_hour, USUAL_HOURS.digest_hour)


def _weekday() -> ColumnElement[int]:
    return func.coalesce(Hours.digest_weekday, USUAL_HOURS.digest_weekday)


def _period(level: Level, local: datetime) -> str:
    """The beginning of a key: the day or the week of the calendar, so that other hours make no second digest."""
    year, week, _day = local.isocalendar()
    name = f"{year}-w{week:02}" if level is Level.WEEKLY else local.date().isoformat()
    return f"digest-{level.value}.{name}.member-"
