"""What holds for every schedule: never too early, never too many, in order, and never in a pause."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from community.programs.schedule import LocalDays, Pause, Plan, deliveries, due, schedule, spread
from tests.programs.plans import a_plan, at

moments = st.integers(0, 60 * 24 * 366).map(lambda minute: at(1, 0) + timedelta(minutes=minute - 60 * 24 * 90))
local_days = st.builds(
    LocalDays,
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.integers(0, 23),
    st.frozensets(st.integers(0, 6), min_size=1),
)
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
    offset_of = dict(plan.steps)
    for item in schedule(plan):
        day = plan.days.day_of(item.at)
        assert plan.days.morning(day) == item.at
        assert day.weekday() in plan.days.weekdays
        assert (day - plan.starts_on).days >= offset_of[item.reminder_id]


@settings(deadline=None)
@given(plan=plans())
def test_reminders_keep_the_order_of_their_offsets(plan: Plan) -> None:
    offset_of = dict(plan.steps)
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
