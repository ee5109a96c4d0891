"""Reminders come on the learner's own mornings, in order, never too many, whatever the clock and the calendar do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.kernel.quiet_hours import Quiet
from community.programs.days import LocalDays
from community.programs.schedule import (
    Came,
    Due,
    Pause,
    Step,
    deliveries,
    due,
    every_other,
    latest_overdue,
    schedule,
    spread,
    upcoming,
)
from tests.programs.plans import a_plan, at

BERLIN = LocalDays("Europe/Berlin")


def days_of(items: list[Due]) -> list[int]:
    return [item.at.day for item in items]


# --- one learner's mornings --------------------------------------------------------------------------------


def test_the_usual_offsets_fall_on_mornings_of_working_days() -> None:
    items = schedule(a_plan(2, 7, 16, 35, 70, days=BERLIN))

    local = [item.at.astimezone(ZoneInfo("Europe/Berlin")) for item in items]
    assert [moment.strftime("%a %d %b %H:%M") for moment in local] == [
        "Wed 06 Mar 09:00", "Mon 11 Mar 09:00", "Wed 20 Mar 09:00", "Mon 08 Apr 09:00", "Mon 13 May 09:00",
    ]  # fmt: skip


def test_a_weekend_is_waited_out() -> None:
    assert days_of(schedule(a_plan(4, 5, 6, days=BERLIN))) == [8, 11, 11]


def test_who_works_on_other_days_gets_reminders_on_those() -> None:
    sunday_to_thursday = LocalDays("Asia/Riyadh", weekdays=frozenset({6, 0, 1, 2, 3}))

    assert days_of(schedule(a_plan(4, 5, 6, days=sunday_to_thursday))) == [10, 10, 10]


def test_a_leap_day_is_a_day() -> None:
    items = schedule(a_plan(1, 2, starts_on=date(2024, 2, 28)))

    assert [item.at.date() for item in items] == [date(2024, 2, 29), date(2024, 3, 1)]


def test_the_hour_stays_nine_when_the_clocks_change() -> None:
    items = schedule(a_plan(26, 27, 28, days=LocalDays("Europe/Berlin", weekdays=frozenset(range(7)))))

    assert [item.at.strftime("%d %H") for item in items] == ["30 08", "31 07", "01 07"]


def test_an_hour_that_a_night_leaves_out_comes_right_after_the_gap() -> None:
    days = LocalDays("Europe/Berlin", hour=2, weekdays=frozenset(range(7)))

    (item,) = schedule(a_plan(27, days=days))
    assert item.at.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2024-03-31T03:00:00+02:00"


def test_an_hour_that_a_night_has_twice_comes_once_the_first_time() -> None:
    days = LocalDays("Europe/Berlin", hour=2, weekdays=frozenset(range(7)))

    (item,) = schedule(a_plan(0, starts_on=date(2024, 10, 27), days=days))
    assert item.at == datetime(2024, 10, 27, 0, tzinfo=UTC)


def test_a_day_that_a_country_left_out_costs_no_reminder() -> None:
    days = LocalDays("Pacific/Apia", weekdays=frozenset(range(7)))

    items = schedule(a_plan(0, 1, 2, starts_on=date(2011, 12, 29), days=days))
    assert [item.reminder_id for item in items] == [1, 2, 3]
    assert items[0].at < items[1].at <= items[2].at


def test_moving_to_another_zone_moves_the_mornings_not_the_days() -> None:
    before, after = (schedule(a_plan(2, 7, days=LocalDays(zone))) for zone in ("Europe/Berlin", "America/New_York"))

    assert [later.at - earlier.at for earlier, later in zip(before, after, strict=True)] == [
        timedelta(hours=6), timedelta(hours=5),
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe", "\0"])
def test_a_zone_that_nobody_knows_counts_as_utc(zone: str) -> None:
    assert schedule(a_plan(2, days=LocalDays(zone))) == schedule(a_plan(2, days=LocalDays("UTC")))


@pytest.mark.parametrize("weekdays", [set(), {7}, {-1, 2}])
def test_somebody_without_any_day_is_refused(weekdays: set[int]) -> None:
    with pytest.raises(ValueError, match="weekday"):
        LocalDays(weekdays=frozenset(weekdays))


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_that_no_day_has_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="hour"):
        LocalDays(hour=hour)


# --- skipping, ending, pausing -------------------------------------------------------------------------------


def test_what_was_skipped_does_not_come() -> None:
    assert [item.reminder_id for item in schedule(a_plan(1, 2, 3, skipped=frozenset({2})))] == [1, 3]


def test_nothing_comes_after_the_learner_left() -> None:
    assert days_of(schedule(a_plan(1, 2, 3, ended_at=at(6)))) == [5, 6]


def test_a_pause_moves_what_is_after_its_beginning_by_its_length() -> None:
    pause = Pause(at(6, 12), at(9, 12))

    assert days_of(schedule(a_plan(1, 2, 3, 5, pauses=(pause,)))) == [5, 6, 10, 12]


def test_a_pause_between_two_mornings_moves_nothing() -> None:
    assert days_of(schedule(a_plan(1, 2, pauses=(Pause(at(5, 10), at(6, 8)),)))) == [5, 6]


def test_while_a_pause_is_open_nobody_knows_what_comes_after_it() -> None:
    assert days_of(schedule(a_plan(1, 2, 3, pauses=(Pause(at(6, 8)),)))) == [5]


def test_pauses_that_overlap_count_once() -> None:
    pauses = (Pause(at(7, 8), at(9, 8)), Pause(at(6, 8), at(8, 8)))

    assert days_of(schedule(a_plan(1, 2, 3, pauses=pauses))) == [5, 9, 10]


def test_a_pause_before_the_start_counts_from_the_start() -> None:
    assert days_of(schedule(a_plan(0, 1, pauses=(Pause(at(1, 8), at(6, 8)),)))) == [6, 7]


def test_what_a_weekend_pushed_into_a_pause_waits_for_its_end() -> None:
    pause = Pause(at(10, 12), at(12, 12))

    assert days_of(schedule(a_plan(5, days=LocalDays("UTC"), pauses=(pause,)))) == [13]


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    assert days_of(schedule(a_plan(1, 2, pauses=(Pause(at(8), at(4)),)))) == [5, 6]


# --- joining late --------------------------------------------------------------------------------------------


def test_who_joins_late_gets_the_latest_overdue_reminder_and_no_backlog() -> None:
    plan = a_plan(1, 3, 5, 9, enrolled_at=at(8, 15))

    assert [(item.reminder_id, item.at) for item in deliveries(plan)] == [
        (2, at(8, 15)), (3, at(9)), (4, at(13)),
    ]  # fmt: skip


def test_the_latest_overdue_one_keeps_its_own_moment_in_the_calendar() -> None:
    assert latest_overdue(a_plan(1, 3, 5, enrolled_at=at(8, 15))) == Due(at(7), 1, 2)


@pytest.mark.parametrize("enrolled_at", [None, at(1), at(5)])
def test_who_joins_in_time_has_nothing_overdue(enrolled_at: datetime | None) -> None:
    plan = a_plan(1, 3, enrolled_at=enrolled_at)

    assert (latest_overdue(plan), deliveries(plan)) == (None, schedule(plan))


def test_who_joins_when_all_is_over_gets_the_last_one() -> None:
    assert [item.reminder_id for item in deliveries(a_plan(1, 3, 5, enrolled_at=at(30)))] == [3]


# --- now ------------------------------------------------------------------------------------------------------


def test_what_is_due_and_what_is_to_come_are_the_whole() -> None:
    timetable = schedule(a_plan(1, 2, 3))

    assert (days_of(due(timetable, at(6))), days_of(upcoming(timetable, at(6)))) == ([5, 6], [7])


def test_a_clock_that_jumps_loses_and_repeats_nothing() -> None:
    plan = a_plan(1, 4, 9)
    seen: set[Due] = set()
    for now in (at(5), at(20), at(6), at(7), at(21)):
        seen |= set(due(spread([plan]), now))

    assert sorted(seen) == spread([plan])


# --- several programs at once -----------------------------------------------------------------------------------


def test_a_third_reminder_in_a_week_slides_to_the_next_morning_with_room() -> None:
    assert days_of(spread([a_plan(1, 2, 3)])) == [5, 6, 12]


def test_what_slides_does_not_pile_up_on_one_day() -> None:
    daily = spread([a_plan(*range(10))])

    assert max(Counter(item.at.date() for item in daily).values()) == 1
    assert days_of(daily)[:6] == [4, 5, 11, 12, 18, 19]


def test_the_limit_holds_over_all_programs_together() -> None:
    items = spread([a_plan(1, 8, enrollment_id=1), a_plan(1, 8, enrollment_id=2), a_plan(1, enrollment_id=3)])

    assert [(item.enrollment_id, item.at.day) for item in items] == [(1, 5), (2, 5), (3, 12), (1, 12), (2, 19)]


def test_what_slides_does_not_land_in_a_pause() -> None:
    assert days_of(spread([a_plan(1, 2, 3, pauses=(Pause(at(7, 12), at(15, 12)),))])) == [5, 6, 16]


def test_what_would_slide_past_the_end_does_not_come() -> None:
    assert days_of(spread([a_plan(1, 2, 3, ended_at=at(10))])) == [5, 6]


def test_what_would_slide_into_an_open_pause_does_not_come_yet() -> None:
    assert days_of(spread([a_plan(1, 2, 3, pauses=(Pause(at(7, 12)),))])) == [5, 6]


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="At least one"):
        spread([], cap=0)


def test_half_of_the_rest_leaves_the_last_one() -> None:
    remaining = schedule(a_plan(1, 2, 3, 4, 5))

    assert every_other(remaining) == {4, 2}
    assert every_other(remaining[:1]) == frozenset()


# --- quiet hours ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("quiet", "silent"), [(Quiet(20, 7), {20, 23, 0, 6}), (Quiet(12, 14), {12, 13})])
def test_quiet_hours_may_run_over_midnight(quiet: Quiet, silent: set[int]) -> None:
    heard = {hour for hour in (0, 6, 7, 9, 11, 12, 13, 14, 19, 20, 23) if quiet.holds(hour)}

    assert heard >= silent
    assert not heard & {7, 9, 11, 19}


def test_the_hour_of_the_reminders_is_never_quiet_not_even_when_the_clocks_change() -> None:
    for quiet in (Quiet(9, 12), Quiet(10, 12)):
        with pytest.raises(ValueError, match="quiet"):
            LocalDays("Europe/Berlin", hour=9, quiet=quiet)


def test_what_was_held_up_over_night_goes_on_the_next_working_morning() -> None:
    days = LocalDays("UTC", quiet=Quiet(20, 7))

    assert [days.next_open(at(8, hour)) for hour in (8, 19, 20)] == [at(8, 8), at(8, 19), at(11, 9)]


# --- what has come ----------------------------------------------------------------------------------------------


def test_what_has_come_stays_where_it_came_when_the_learner_moves() -> None:
    came = (Came(1, 0, at(5), at(5)),)

    moved = spread([replace(a_plan(1, 2, days=LocalDays("America/New_York")), came=came, not_before=at(5, 10))])
    assert [item.at for item in moved] == [at(5), at(6, 14)]


def test_a_mail_that_went_late_counts_for_the_day_on_which_it_went() -> None:
    came = (Came(1, 0, at(5), at(7)), Came(2, 0, at(6), at(7)))

    assert days_of(spread([replace(a_plan(1, 2, 3, 8), came=came, not_before=at(7))])) == [5, 6, 14, 14]


def test_a_reminder_that_is_added_for_a_past_day_comes_next() -> None:
    came = (Came(1, 0, at(5), at(5)),)

    assert days_of(spread([replace(a_plan(1, 2, 40), came=came, not_before=at(20))])) == [5, 20, 13]


def test_a_reminder_that_is_wanted_again_comes_from_its_day_on() -> None:
    came = (Came(1, 0, at(5), at(5)),)
    plan = a_plan(1, 30)
    again = replace(plan, steps=(*plan.steps, Step(1, 0, 1, date(2024, 3, 9))), came=came, days=LocalDays("UTC"))

    assert [(item.reminder_id, item.turn, item.at) for item in spread([again])][:2] == [(1, 0, at(5)), (1, 1, at(11))]
