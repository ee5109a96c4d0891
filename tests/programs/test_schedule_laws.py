"""What holds for every schedule: never too early, never too many, in order, and never in a pause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from community.kernel.quiet_hours import Quiet
from community.programs.days import LocalDays
from community.programs.schedule import Came, Due, Pause, Plan, Step, deliveries, due, schedule, spread
from tests.programs.plans import a_plan, at

moments = st.integers(0, 60 * 24 * 366).map(lambda minute: at(1, 0) + timedelta(minutes=minute - 60 * 24 * 90))
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati"]


@st.composite
def local_days_of(draw: st.DrawFn) -> LocalDays:
    """Days whose quiet hours leave the hour of the reminders and the next one open."""
    hour, wait = draw(st.integers(0, 23)), draw(st.integers(2, 24))
    quiet = Quiet((hour + wait) % 24, (hour + wait + draw(st.integers(0, 24 - wait))) % 24)
    weekdays = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return LocalDays(draw(st.sampled_from(ZONES)), hour, weekdays, quiet)


local_days = local_days_of()
pauses = st.lists(st.builds(Pause, moments, st.none() | moments), max_size=3).map(tuple)


@st.composite
def plans(draw: st.DrawFn, days: LocalDays | None = None, enrollment_id: int = 1) -> Plan:
    return a_plan(
        *draw(st.lists(st.integers(0, 120), max_size=8)),
        starts_on=draw(st.dates(date(2024, 1, 1), date(2024, 6, 1))),
        days=days or draw(local_days),
        pauses=draw(pauses),
        enrolled_at=draw(st.none() | moments),
        ended_at=draw(st.none() | moments),
        enrollment_id=enrollment_id,
    )


@st.composite
def members(draw: st.DrawFn) -> list[Plan]:
    """One learner's enrollments, all on the same local days."""
    days = draw(local_days)
    return [draw(plans(days, number)) for number in range(draw(st.integers(1, 4)))]


@settings(deadline=None)
@given(plan=plans())
def test_a_reminder_never_comes_before_its_offset_and_always_on_an_allowed_morning(plan: Plan) -> None:
    offset_of = {step.reminder_id: step.offset_days for step in plan.steps}
    for item in schedule(plan):
        day = plan.days.day_of(item.at)
        assert plan.days.morning(day) == item.at
        assert day.weekday() in plan.days.weekdays
        assert (day - plan.starts_on).days >= offset_of[item.reminder_id]


@settings(deadline=None)
@given(plan=plans())
def test_reminders_keep_the_order_of_their_offsets(plan: Plan) -> None:
    offset_of = {step.reminder_id: step.offset_days for step in plan.steps}
    offsets = [offset_of[item.reminder_id] for item in schedule(plan)]

    assert offsets == sorted(offsets)


def is_paused(plan: Plan, moment: datetime) -> bool:
    return any(pause.from_at <= moment and (pause.until_at is None or moment < pause.until_at)
               for pause in plan.pauses)  # fmt: skip


@settings(deadline=None)
@given(plan=plans())
def test_nothing_is_due_in_a_pause_or_after_the_end(plan: Plan) -> None:
    for item in schedule(plan):
        assert not is_paused(plan, item.at)
        assert plan.ended_at is None or item.at <= plan.ended_at


@settings(deadline=None)
@given(plan=plans())
def test_a_pause_never_makes_anything_earlier(plan: Plan) -> None:
    bare = a_plan(*(step.offset_days for step in plan.steps), starts_on=plan.starts_on, days=plan.days)
    at_first = {item.reminder_id: item.at for item in schedule(bare)}

    assert all(item.at >= at_first[item.reminder_id] for item in schedule(plan))


@settings(deadline=None)
@given(programs=members(), cap=st.integers(1, 3), window=st.integers(1, 10))
def test_there_are_never_more_than_the_limit_in_any_window(programs: list[Plan], cap: int, window: int) -> None:
    days = [programs[0].days.day_of(item.at) for item in spread(programs, cap=cap, window_days=window)]

    assert all((last - first).days >= window for first, last in zip(days, days[cap:], strict=False))


@settings(deadline=None)
@given(programs=members())
def test_sliding_only_ever_delays_and_invents_nothing(programs: list[Plan]) -> None:
    wanted = {(item.enrollment_id, item.reminder_id): item.at for plan in programs for item in deliveries(plan)}
    items = spread(programs)

    assert all(item.at >= wanted[item.enrollment_id, item.reminder_id] for item in items)
    assert len({item[1:] for item in items}) == len(items)


@settings(deadline=None)
@given(programs=members())
def test_no_program_s_reminders_overtake_each_other(programs: list[Plan]) -> None:
    items = spread(programs)
    for plan in programs:
        wanted = [item.reminder_id for item in deliveries(plan)]
        placed = [item.reminder_id for item in items if item.enrollment_id == plan.enrollment_id]
        assert placed == [reminder_id for reminder_id in wanted if reminder_id in set(placed)]


@settings(deadline=None)
@given(programs=members())
def test_a_slid_reminder_is_never_in_its_own_program_s_pause(programs: list[Plan]) -> None:
    plan_of = {plan.enrollment_id: plan for plan in programs}
    for item in spread(programs):
        plan = plan_of[item.enrollment_id]
        assert item.at == plan.enrolled_at or not is_paused(plan, item.at)


@settings(deadline=None)
@given(programs=members(), order=st.randoms(use_true_random=False))
def test_the_order_in_which_programs_are_given_does_not_matter(programs: list[Plan], order: Random) -> None:
    shuffled = list(programs)
    order.shuffle(shuffled)

    assert spread(shuffled) == spread(programs)


@settings(deadline=None)
@given(programs=members(), first=moments, second=moments)
def test_what_was_due_once_stays_due(programs: list[Plan], first: datetime, second: datetime) -> None:
    timetable = spread(programs)

    assert set(due(timetable, min(first, second))) <= set(due(timetable, max(first, second)))


@settings(deadline=None)
@given(programs=members(), joined_at=moments)
def test_joining_another_program_changes_nothing_that_has_come(programs: list[Plan], joined_at: datetime) -> None:
    days = programs[0].days
    newcomer = a_plan(1, 3, 5, starts_on=days.day_of(joined_at), days=days, enrolled_at=joined_at, enrollment_id=99)

    assert due(spread([*programs, newcomer]), joined_at - timedelta(seconds=1)) == due(
        spread(programs), joined_at - timedelta(seconds=1)
    )


# --- disturbing nobody ---------------------------------------------------------------------------------------


@settings(deadline=None)
@given(programs=members())
def test_nothing_disturbs_in_quiet_hours_or_on_a_day_off(programs: list[Plan]) -> None:
    joined = {plan.enrolled_at for plan in programs}

    assert all(programs[0].days.is_open_at(item.at) for item in spread(programs) if item.at not in joined)


@settings(deadline=None)
@given(days=local_days, moment=moments)
def test_what_has_to_wait_waits_for_the_first_morning_that_is_open(days: LocalDays, moment: datetime) -> None:
    opened = days.next_open(moment)

    assert opened >= moment
    assert days.is_open_at(opened)
    assert opened == moment or days.morning(days.day_of(opened)) == opened


# --- what has come stays, whatever changes afterwards ----------------------------------------------------------

changes = st.one_of(
    st.tuples(st.just("days"), local_days),
    st.tuples(st.sampled_from(["step", "again", "pause", "nothing"]), st.integers(1, 40)),
)
leaps = st.integers(-3, 12).map(lambda days: timedelta(days=days, hours=5))


class Life:
    """A learner who lives through programs that change, while a clerk writes down what has come."""

    def __init__(self, programs: list[Plan]) -> None:
        self.now = at(1, 0)
        self.programs = [replace(plan, ended_at=None, enrolled_at=None, pauses=()) for plan in programs]

    @property
    def days(self) -> LocalDays:
        return self.programs[0].days

    def change(self, what: str, how: Any) -> None:
        if what == "days":
            self.programs = [replace(plan, days=how) for plan in self.programs]
        else:
            self.programs[0] = getattr(self, f"_{what}")(self.programs[0], how)

    def _nothing(self, plan: Plan, _how: int) -> Plan:
        return plan

    def _step(self, plan: Plan, offset: int) -> Plan:
        return replace(plan, steps=(*plan.steps, Step(900 + len(plan.steps), offset)))

    def _again(self, plan: Plan, wait: int) -> Plan:
        if not plan.has_come:
            return plan
        reminder_id, turn = max(plan.has_come, key=lambda key: key[1])
        step = Step(reminder_id, 0, turn + 1, self.days.day_of(self.now) + timedelta(days=wait))
        return replace(plan, steps=(*plan.steps, step))

    def _pause(self, plan: Plan, length: int) -> Plan:
        return replace(plan, pauses=(*plan.pauses, Pause(self.now, self.now + timedelta(days=length))))

    def write_down(self) -> list[Due]:
        """Keep what has come."""
        known = {(plan.enrollment_id, *key) for plan in self.programs for key in plan.has_come}
        fresh = [item for item in due(spread(self.programs), self.now) if item[1:] not in known]
        for number, plan in enumerate(self.programs):
            mine = [Came(item.reminder_id, item.turn, item.at, item.at) for item in fresh if item[1] == number]
            self.programs[number] = replace(plan, came=(*plan.came, *mine), not_before=self.now)
        return fresh


@settings(deadline=None, max_examples=60)
@given(programs=members(), steps=st.lists(st.tuples(changes, leaps), max_size=20))
def test_what_has_come_never_moves_never_repeats_and_keeps_the_limit(
    programs: list[Plan], steps: list[tuple[tuple[str, Any], timedelta]]
) -> None:
    life, came = Life(programs), list[Due]()
    for change, leap in steps:
        life.now += leap
        life.change(*change)
        fresh = life.write_down()
        assert {item[1:] for item in fresh}.isdisjoint(item[1:] for item in came)
        came += fresh
        assert set(came) <= set(spread(life.programs))
        assert _is_within_the_limit(life.days, came, fresh)


def _is_within_the_limit(days: LocalDays, came: list[Due], fresh: list[Due]) -> bool:
    """Whether no week holds more than two, as far as it holds anything new."""
    dates = sorted(days.day_of(item.at) for item in came)
    new = {days.day_of(item.at) for item in fresh}
    return all(
        (last - first).days >= 7 or not any(first <= day <= last for day in new)
        for first, last in zip(dates, dates[2:], strict=False)
    )
