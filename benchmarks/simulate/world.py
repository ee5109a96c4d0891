"""Learners in twelve time zones with days of their own, and what they do in four months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from community.accounts.models import Member
from community.audiences.service import organization_audience
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.quiet_hours import Quiet
from community.programs import service
from community.programs.days import LocalDays
from community.programs.deliveries.planning import rhythm_of
from community.programs.models import Cohort, Program, ReminderKind

START = datetime(2026, 8, 31, tzinfo=UTC)
"""A Monday; the clocks of both halves of the world change in the weeks that follow."""

ZONES = (
    "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/St_Johns", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Kiritimati",
    "America/Sao_Paulo",
)  # fmt: skip
OFFSETS = {
    "expanding": (2, 7, 16, 35, 60),
    "weekly": (7, 14, 21, 28, 35),
    "daily": (0, 1, 2, 3, 4, 5),
    "short": (1, 3, 7),
}
QUIET = (Quiet(20, 7), Quiet(18, 8), Quiet(12, 6), Quiet(0, 0))
WEEKDAYS = ("01234", "01234", "0123456", "60123", "024")
LATE = 0.1


@dataclass
class Learner:
    """Somebody with days of their own; `zones` says since when they live where."""

    member_id: int
    address: str
    days: LocalDays
    zones: list[tuple[datetime, str]]
    ended_at: datetime | None = None

    def days_at(self, moment: datetime) -> LocalDays:
        """Their days, where they were at `moment`."""
        zone = next(zone for since, zone in reversed(self.zones) if since <= moment)
        return LocalDays(zone, self.days.hour, self.days.weekdays, self.days.quiet)


@dataclass
class Following:
    """A learner in a program, and what they are to get of it."""

    enrollment_id: int
    learner: Learner
    program: str
    starts_on: date
    joined_at: datetime
    again: set[tuple[int, int]] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)
    ended_at: datetime | None = None


@dataclass
class World:
    """All that was set up, by which the record is judged."""

    days: int
    learners: list[Learner] = field(default_factory=list)
    followings: list[Following] = field(default_factory=list)
    reminders: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    cohorts: dict[str, Sequence[Cohort]] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        """About how many mails there will be."""
        return sum(len(self.reminders[one.program]) for one in self.followings)


def make_world(enrollments: int, days: int, chance: Random) -> World:
    """Programs, cohorts, and learners who follow one to three of them."""
    world = World(days)
    owner = _member(0, ZONES[0])
    for name in OFFSETS:
        _program(world, name, owner)
    left = enrollments
    while left > 0:
        learner = _learner(world, chance)
        for name in chance.sample(sorted(OFFSETS), min(left, chance.choice((1, 2, 2, 3)))):
            _follow(world, learner, name, owner, chance)
            left -= 1
    commit()
    return world


def _program(world: World, name: str, owner: Member) -> None:
    program = service.make_program(
        owner=owner, audience=organization_audience(), title=f"The {name} program", slug=name
    )
    offsets = [offset for offset in OFFSETS[name] if offset < world.days / 1.6]
    world.reminders[name] = [(offset, _reminder(program, offset)) for offset in offsets]
    first, weeks = START.date(), 3 if world.days > 30 else 1
    world.cohorts[name] = [
        service.open_cohort(program, by=owner, name=f"Week {week}", starts_on=first + timedelta(weeks=week))
        for week in range(weeks)
    ]


def _reminder(program: Program, offset: int) -> int:
    step = service.Step(offset, ReminderKind.APPLY, f"Day {offset}", "Begin with the last line.", "Try it once.")
    return service.add_reminder(program, step, by=program.owner, at=clock.now()).entry_id


def _learner(world: World, chance: Random) -> Learner:
    number, zone = len(world.learners) + 1, ZONES[len(world.learners) % len(ZONES)]
    member = _member(number, zone)
    rhythm, quiet = rhythm_of(member.id), chance.choice(QUIET)
    rhythm.weekdays = chance.choice(WEEKDAYS)
    member.quiet_from, member.quiet_until = quiet
    rhythm.hour = chance.choice([hour for hour in range(6, 19) if quiet.is_free_from(hour)])
    learner = Learner(member.id, member.email or "", rhythm.days(), [(START - timedelta(days=9), zone)])
    world.learners.append(learner)
    return learner


def _follow(world: World, learner: Learner, name: str, owner: Member, chance: Random) -> None:
    cohort = chance.choice(world.cohorts[name])
    late = timedelta(days=chance.randint(1, 12)) if chance.random() < LATE and world.days > 30 else timedelta(0)
    joined_at = START + late + timedelta(hours=chance.randint(0, 23))
    enrollment = service.enroll_learner(
        cohort, session().get_one(Member, learner.member_id), by=owner, at=joined_at, is_new=False
    )
    # Nobody looks at a learner before they have joined.
    rhythm_of(learner.member_id).look_at = START
    world.followings.append(Following(enrollment.id, learner, name, cohort.starts_on, joined_at))


def _member(number: int, zone: str) -> Member:
    member = Member(
        email=f"learner{number}@example.org",
        username=f"learner{number}",
        name=f"Learner {number}",
        timezone=zone,
        joined_at=START,
    )
    session().add(member)
    session().flush()
    return member
