"""Days as people write them in a search."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.search.periods import EVER, Period, period

SUNDAY = date(2026, 11, 22)


def days(since: str | None, before: str | None) -> Period:
    """A period from ISO dates."""
    return Period(date.fromisoformat(since) if since else None, date.fromisoformat(before) if before else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", days("2026-01-31", "2026-02-01")),
        ("2026/1/31", days("2026-01-31", "2026-02-01")),
        ("31.1.2026", days("2026-01-31", "2026-02-01")),
        ("2026-02", days("2026-02-01", "2026-03-01")),
        ("2024-12", days("2024-12-01", "2025-01-01")),
        ("2026", days("2026-01-01", "2027-01-01")),
        ("today", days("2026-11-22", "2026-11-23")),
        ("Yesterday", days("2026-11-21", "2026-11-22")),
        ("week", days("2026-11-16", "2026-11-23")),
        ("this week", days("2026-11-16", "2026-11-23")),
        ("last week", days("2026-11-09", "2026-11-16")),
        ("last-week", days("2026-11-09", "2026-11-16")),
        ("past week", days("2026-11-15", "2026-11-23")),
        ("this month", days("2026-11-01", "2026-12-01")),
        ("last month", days("2026-10-01", "2026-11-01")),
        ("last year", days("2025-01-01", "2026-01-01")),
        ("last 30 days", days("2026-10-23", "2026-11-23")),
        ("7d", days("2026-11-15", "2026-11-23")),
        ("last 3 months", days("2026-08-22", "2026-11-23")),
        ("last 2 years", days("2024-11-22", "2026-11-23")),
        ("last 9999 years", days("1970-01-01", "2026-11-23")),
        ("last 9999 days", days("1999-07-08", "2026-11-23")),
        (">2026-01", days("2026-02-01", None)),
        (">= 2026-01", days("2026-01-01", None)),
        ("<2026-01", days(None, "2026-01-01")),
        ("<=2026-01", days(None, "2026-02-01")),
        ("2026-01..2026-06", days("2026-01-01", "2026-07-01")),
        ("2026-06..2026-01", days("2026-01-01", "2026-07-01")),
        ("2026-01..", days("2026-01-01", None)),
        ("..2026-01-15", days(None, "2026-01-16")),
        ("last month..today", days("2026-10-01", "2026-11-23")),
    ],
)
def test_a_text_means_these_days(text: str, expected: Period) -> None:
    assert period(text, SUNDAY) == expected


@pytest.mark.parametrize(
    "text", ["", "..", "someday", "2026-13", "2026-02-30", "0001", "9999", "last", "3", ">", ">..<"]
)
def test_a_text_that_is_no_date_means_none(text: str) -> None:
    assert period(text, SUNDAY) is None


def test_three_months_before_the_end_of_may_is_the_end_of_february() -> None:
    assert period("3m", date(2026, 5, 31)) == days("2026-02-28", "2026-06-01")


def test_two_periods_share_their_days() -> None:
    assert days("2026-01-01", None).within(days("2025-01-01", "2026-02-01")) == days("2026-01-01", "2026-02-01")
    assert EVER.within(EVER) == EVER


@given(st.text() | st.from_regex(r"[<>]?=?(last |this )?[0-9]{1,4}[-./]?[0-9]{0,2}(\.\.)?[0-9dwmy]{0,5}"), st.dates())
def test_any_text_on_any_day_means_days_in_order_or_none(text: str, today: date) -> None:
    meant = period(text, today)

    assert meant is None or meant.since is None or meant.before is None or meant.since < meant.before
