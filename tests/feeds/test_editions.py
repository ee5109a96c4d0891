"""One entry for each day, week or month that is over, in the reader's own time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.service.feed_tokens import make_feed_token
from community.entries import service
from community.feeds import editions
from community.feeds.periods import KEPT, Edition, finished
from community.kernel.db import commit
from tests.factories import a_member, an_entry
from tests.feeds.reading import FORMS, items, titles

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
WEDNESDAY = date(2026, 3, 11)


@pytest.fixture
def clock() -> Iterator[Any]:
    """The clock, standing at noon of a Wednesday."""
    with time_machine.travel(NOON, tick=False) as held:
        yield held


def test_periods_end_at_midnight_where_the_reader_is() -> None:
    (day, *_more) = finished(Edition.DAY, NOON, "Asia/Tokyo")
    assert (day.name, day.last) == ("2026-03-10", date(2026, 3, 10))
    assert day.ends_at.astimezone(UTC) == datetime(2026, 3, 10, 15, tzinfo=UTC)


def test_a_day_on_which_the_clocks_change_has_23_or_25_hours() -> None:
    found = finished(Edition.DAY, datetime(2026, 3, 30, 12, tzinfo=UTC), "Europe/Berlin")
    spring = next(period for period in found if period.first == date(2026, 3, 29))
    assert spring.ends_at.astimezone(UTC) - spring.starts_at.astimezone(UTC) == timedelta(hours=23)


@pytest.mark.parametrize("edition", Edition)
def test_periods_follow_each_other_without_a_gap_up_to_the_running_one(edition: Edition) -> None:
    found = finished(edition, NOON, "America/Santiago")
    assert len(found) == KEPT[edition]
    assert len({period.name for period in found}) == len(found)
    assert all(later.starts_at == earlier.ends_at for later, earlier in pairwise(found))
    assert found[0].ends_at <= NOON


def test_weeks_are_called_as_the_calendar_does() -> None:
    names = [period.name for period in finished(Edition.WEEK, datetime(2027, 1, 12, tzinfo=UTC), "UTC")]
    assert names[:3] == ["2027-W01", "2026-W53", "2026-W52"]


@pytest.mark.parametrize("form", FORMS)
def test_an_edition_lists_what_came_and_nothing_of_the_running_period(
    app: Flask, as_member: Any, clock: Any, form: str
) -> None:
    for days, title in ((0, "Today <b>"), (1, "Yesterday & all"), (2, "Monday"), (3, "Sunday")):
        an_entry(title=title, at=NOON - timedelta(days=days))
    reader = as_member(a_member())
    days_of = items(reader.get(f"/feeds/stream.{form}?edition=day"))
    (week,) = items(reader.get(f"/feeds/stream.{form}?edition=week"))
    assert [day.id.rpartition(":")[2] for day in days_of] == [
        f"stream-edition-2026-03-{day:02}" for day in (10, 9, 8)
    ]  # fmt: skip
    assert "Yesterday &amp; all" in days_of[0].html
    assert ("Sunday" in week.html, "Monday" in week.html) == (True, False)
    assert week.id.endswith(":stream-edition-2026-W10")
    assert items(reader.get(f"/feeds/stream.{form}?edition=month")) == []


def test_an_edition_is_new_when_its_period_is_over_and_when_something_in_it_goes(
    app: Flask, as_member: Any, clock: Any
) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana, at=NOON)
    an_entry(author=ana, at=NOON - timedelta(days=1))
    reader, address = as_member(a_member()), "/feeds/stream.atom?edition=day"
    etag = reader.get(address).headers["ETag"]
    assert reader.get(address, headers={"If-None-Match": etag}).status_code == 304
    clock.shift(timedelta(days=1))
    second = reader.get(address, headers={"If-None-Match": etag})
    assert len(titles(second)) == 2
    service.withdraw(entry, by=ana)
    commit()
    assert len(titles(reader.get(address, headers={"If-None-Match": second.headers["ETag"]}))) == 1


def test_a_day_ends_by_the_clock_of_who_holds_the_address(app: Flask, visitor: FlaskClient, clock: Any) -> None:
    an_entry(at=datetime(2026, 3, 10, 20, tzinfo=UTC))
    found = {}
    for zone in ("Asia/Tokyo", "Europe/London"):
        reader = a_member()
        reader.timezone = zone
        _token, secret = make_feed_token(reader, "/feeds/stream.json", "")
        commit()
        found[zone] = len(titles(visitor.get(f"/feeds/stream.json?edition=day&token={secret}")))
    # At five in the morning of the eleventh in Tokyo: a day that is not over there.
    assert found == {"Asia/Tokyo": 0, "Europe/London": 1}


def test_half_a_period_is_not_told_as_the_whole(
    app: Flask, as_member: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "MOST", 3)
    for hours in (24, 25, 48, 49, 50):
        an_entry(at=NOON - timedelta(hours=hours))
    (day,) = items(as_member(a_member()).get("/feeds/stream.atom?edition=day"))
    assert day.id.endswith("2026-03-10")


def test_there_are_no_other_editions(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).get("/feeds/stream.atom?edition=year").status_code == 404
