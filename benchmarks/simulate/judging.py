"""What the record says, against what was to be: worked out anew, without the program's own schedule and tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.simulate.record import Taken
from benchmarks.simulate.world import Following, Learner, World

Told = tuple[int, int, int]
"""An enrollment, a reminder, and which time it comes."""


@dataclass(frozen=True)
class Verdict:
    """How often each promise was broken."""

    mails: int
    deliveries_lost: int
    deliveries_twice: int
    deliveries_unasked: int
    outside_quiet_hours: int
    weeks_over_cap: int

    @property
    def is_clean(self) -> bool:
        """Whether every promise was kept."""
        broken = (self.deliveries_lost, self.deliveries_twice, self.deliveries_unasked)
        return not any((*broken, self.outside_quiet_hours, self.weeks_over_cap))


def judge(world: World, taken: Iterable[Taken]) -> Verdict:
    """Judge the record of `world`."""
    mails = list(taken)
    times = Counter(told(mail) for mail in mails)
    must: set[Told] = set()
    may: set[Told] = set()
    for one in world.followings:
        wanted, allowed = _asked(one, world.reminders[one.program])
        must |= wanted
        may |= allowed
    by_address: defaultdict[str, list[datetime]] = defaultdict(list)
    for mail in mails:
        by_address[mail.address].append(mail.at)
    learners = {learner.address: learner for learner in world.learners}
    return Verdict(
        mails=len(mails),
        deliveries_lost=len(must - times.keys()),
        deliveries_twice=sum(number - 1 for number in times.values()),
        deliveries_unasked=len(times.keys() - must - may),
        outside_quiet_hours=sum(_disturbs(learners[address], at) for address, ats in by_address.items() for at in ats),
        weeks_over_cap=sum(_full_weeks(learners[address], sorted(ats)) for address, ats in by_address.items()),
    )


def told(mail: Taken) -> Told:
    """Of what a mail tells, as its Message-ID says."""
    _kind, enrollment, reminder, turn = mail.key.strip("<>").partition("@")[0].split(".")
    return int(enrollment), int(reminder), int(turn)


def _asked(one: Following, reminders: list[tuple[int, int]]) -> tuple[set[Told], set[Told]]:
    """What has to be told of an enrollment, and what may or may not."""
    moments = sorted((_moment(one, offset), offset, reminder_id) for offset, reminder_id in reminders)
    late = [row for row in moments if row[0] < one.joined_at]
    wanted = [*late[-1:], *(row for row in moments if row[0] >= one.joined_at)]
    told_of = {(one.enrollment_id, reminder_id, 0) for _at, _offset, reminder_id in wanted}
    again = {(one.enrollment_id, *key) for key in one.again}
    if one.ended_at is not None:
        return set(), told_of | again
    # Who puts a reminder off before its mail went gets the later one alone.
    unsure = {key for key in told_of if key[1] in one.skipped}
    newest = {
        max((key for key in again if key[1] == reminder_id), key=lambda key: key[2]) for reminder_id in one.skipped
    }
    return told_of - unsure | newest, unsure | again


def _moment(one: Following, offset: int) -> datetime:
    """When a reminder would be due if nothing else happened, in the zone in which the learner joined."""
    days, day = one.learner.days, one.starts_on + timedelta(days=offset)
    while day.weekday() not in days.weekdays:
        day += timedelta(days=1)
    return datetime.combine(day, time(days.hour), ZoneInfo(one.learner.zones[0][1]))


def _disturbs(learner: Learner, at: datetime) -> bool:
    days = learner.days_at(at)
    local, quiet = at.astimezone(ZoneInfo(days.time_zone)), learner.days.quiet
    if quiet.from_hour <= quiet.until_hour:
        is_quiet = quiet.from_hour <= local.hour < quiet.until_hour
    else:
        is_quiet = local.hour >= quiet.from_hour or local.hour < quiet.until_hour
    return is_quiet or local.weekday() not in days.weekdays


def _full_weeks(learner: Learner, ats: list[datetime]) -> int:
    """In how many runs of seven days, by the learner's calendar, there were three."""
    return sum(
        (_day(learner, last, last) - _day(learner, first, last)).days < 7
        for first, last in zip(ats, ats[2:], strict=False)
    )


def _day(learner: Learner, at: datetime, seen_at: datetime) -> date:
    return at.astimezone(ZoneInfo(learner.days_at(seen_at).time_zone)).date()
