"""What learners and those who run programs do while the months go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from benchmarks.simulate.world import START, ZONES, Following, World
from community.accounts.models import Member
from community.kernel.db import commit, session
from community.programs import following, service, wishes
from community.programs.delivered import came
from community.programs.deliveries.queries import learning_of
from community.programs.designing.service import launch_reminder
from community.programs.models import Enrollment, Program, ReminderKind, Wish

SHARE = 0.08
"""The part of the enrollments to which each kind of act happens."""

FIRST_ACT = 13
"""The day by which everybody has joined."""


@dataclass(frozen=True)
class Act:
    """Something that somebody does at a moment."""

    at: datetime
    do: Callable[[datetime], None]


def acts(world: World, chance: Random) -> list[Act]:
    """Everything that will be done, the soonest first."""
    found = [Act(START + timedelta(days=FIRST_ACT), lambda _now: _add_reminder(world))]
    for verb in (_pause, _move, _snooze, _leave):
        for one in chance.sample(world.followings, round(len(world.followings) * SHARE)):
            day = chance.uniform(FIRST_ACT + 1, max(world.days / 3, FIRST_ACT + 2))
            found.append(Act(START + timedelta(days=day), _bound(verb, one, chance.randint(3, 12))))
    return sorted(found, key=lambda act: act.at)


def _bound(verb: Callable[[Following, int, datetime], None], one: Following, number: int) -> Callable[[datetime], None]:
    return lambda now: verb(one, number, now)


def _add_reminder(world: World) -> None:
    """One more step for a program that runs, launched as all are; and one that stays a draft, which nobody may get."""
    program = session().query(Program).filter_by(slug="short").one()
    step = service.Step(24, ReminderKind.APPLY, "Day 24", "Once more.", "Try it again.")
    reminder = service.add_reminder(program, step, by=program.owner, is_draft=True)
    service.add_reminder(program, step, by=program.owner, is_draft=True)
    launch_reminder(reminder, by=program.owner)
    world.reminders["short"].append((24, reminder.entry_id))
    commit()


def _pause(one: Following, days: int, now: datetime) -> None:
    enrollment, member = _both(one)
    if enrollment.state == "active":
        following.pause(enrollment, by=member, until=one.learner.days_at(now).day_of(now) + timedelta(days=days))
    commit()


def _move(one: Following, number: int, now: datetime) -> None:
    """A learner now lives elsewhere."""
    _enrollment, member = _both(one)
    member.timezone = ZONES[(ZONES.index(member.timezone) + number) % len(ZONES)]
    one.learner.zones.append((now, member.timezone))
    commit()


def _snooze(one: Following, days: int, now: datetime) -> None:
    """The latest reminder that waits shall come once more."""
    enrollment, member = _both(one)
    waiting = [d for d in came(learning_of(member), now) if d.enrollment.id == enrollment.id and d.waits]
    if waiting:
        reminder = waiting[0].reminder
        wishes.snooze(
            enrollment, reminder, by=member, until=one.learner.days_at(now).day_of(now) + timedelta(days=days)
        )
        turn = max(wish.turn for wish in session().query(Wish).filter_by(enrollment_id=enrollment.id))
        one.again.add((reminder.entry_id, turn))
        one.skipped.add(reminder.entry_id)
    commit()


def _leave(one: Following, _number: int, now: datetime) -> None:
    enrollment, member = _both(one)
    if one.ended_at is None:
        following.leave(enrollment, by=member)
        one.ended_at = now
    commit()


def _both(one: Following) -> tuple[Enrollment, Member]:
    enrollment = session().get_one(Enrollment, one.enrollment_id)
    return enrollment, session().get_one(Member, one.learner.member_id)
