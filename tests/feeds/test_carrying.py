"""What carries feeds into a reader, and reminders into a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event
from lxml import etree
from sqlalchemy import select

from community.accounts.models import Member
from community.accounts.service.feed_tokens import make_feed_token
from community.entries.follows import Subject, follow
from community.kernel.db import commit, session
from community.programs.deliveries.planning import look_at_all_due
from community.topics.models import Tag
from tests.counting import statements
from tests.factories import a_member, a_question, an_entry
from tests.feeds.reading import MEDIA_TYPES, titles
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

LIST, CALENDAR = "/feeds/subscriptions.opml", "/feeds/reminders.ics"
SITE = "http://127.0.0.1:8000"


def a_secret(member: Member, scope: str = "all") -> str:
    _token, secret = make_feed_token(member, scope, "")
    commit()
    return secret


def feeds_in(data: bytes) -> dict[str, str]:
    """The feeds of a list, by what they are called."""
    opml = etree.parse(BytesIO(data)).getroot()
    assert (opml.tag, opml.get("version"), [part.tag for part in opml]) == ("opml", "2.0", ["head", "body"])
    outlines = [one for one in opml.iter("outline") if one.get("type")]
    assert all(one.get("text") and one.get("type") == "rss" for one in outlines)
    return {str(one.get("text")): str(one.get("xmlUrl")) for one in outlines}


@pytest.fixture
def ana(app: Flask) -> Member:
    """A member who follows a topic, a person, a page and a program."""
    ana, ben = a_member("Ana"), a_member("Ben & <Co>")
    question = a_question("Who ties?", author=ben, tags=["c++"])
    tag_id = session().scalars(select(Tag.id)).one()
    follow(Subject.TAG, tag_id, by=ana)
    follow(Subject.MEMBER, ben.id, by=ana)
    follow(Subject.ENTRY, question.entry_id, by=ana)
    an_enrollment(a_cohort(a_program(title="Handover")), ana)
    commit()
    return ana


def test_every_feed_in_the_list_is_one_that_the_same_secret_opens(ana: Member, visitor: FlaskClient) -> None:
    secret = a_secret(ana)
    answer = visitor.get(f"{LIST}?token={secret}")
    feeds = feeds_in(answer.data)
    assert answer.mimetype == "text/x-opml"
    assert {"What is new", "What I follow", "Handover", "c++", "Ben & <Co>", "Who ties?"} <= set(feeds)
    assert all(address.startswith(SITE) and address.endswith(f"token={secret}") for address in feeds.values())
    assert {visitor.get(address.removeprefix(SITE)).status_code for address in feeds.values()} == {200}


def test_a_secret_for_the_list_alone_is_given_to_no_feed(ana: Member, visitor: FlaskClient) -> None:
    secret = a_secret(ana, LIST)
    answer = visitor.get(f"{LIST}?token={secret}")
    assert feeds_in(answer.data)
    assert secret.encode() not in answer.data
    assert visitor.get(f"{CALENDAR}?token={secret}").status_code == 410


def test_feeds_for_which_one_made_an_address_stand_in_the_list(ana: Member, as_member: Any) -> None:
    a_secret(ana, "/feeds/search.rss?q=night+shift")
    feeds = feeds_in(as_member(ana).get(LIST).data)
    assert feeds["Search: night shift, as RSS"] == f"{SITE}/feeds/search.rss?q=night+shift"


def test_an_unchanged_list_is_not_sent_again(ana: Member, as_member: Any) -> None:
    reader = as_member(ana)
    etag = reader.get(LIST).headers["ETag"]
    assert reader.get(LIST, headers={"If-None-Match": etag}).status_code == 304
    follow(Subject.MEMBER, a_member("Chi").id, by=ana)
    assert reader.get(LIST, headers={"If-None-Match": etag}).status_code == 200


@pytest.fixture
def learner(app: Flask) -> Iterator[Member]:
    """Somebody in Berlin with reminders before and after the clocks change, on the twenty-ninth of March."""
    with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC), tick=False):
        program = a_program(title="Handover, that holds; always")
        for days in (2, 35):
            a_reminder(program, days)
        berliner = a_member()
        berliner.timezone = "Europe/Berlin"
        an_enrollment(a_cohort(program), berliner)
        yield berliner


def start_of(event: Any) -> datetime:
    """When an event begins."""
    begins = event["dtstart"].dt
    assert isinstance(begins, datetime)
    return begins


def events_in(data: bytes) -> list[Event]:
    """The events of a calendar, the first first."""
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    assert all(not one.errors for one in calendar.walk())
    return sorted((one for one in calendar.walk("VEVENT") if isinstance(one, Event)), key=start_of)


def test_reminders_keep_their_hour_when_the_clocks_change(learner: Member, visitor: FlaskClient) -> None:
    answer = visitor.get(f"{CALENDAR}?token={a_secret(learner)}")
    calendar, events = Calendar.from_ical(answer.data), events_in(answer.data)
    berlin = ZoneInfo("Europe/Berlin")
    assert answer.mimetype == "text/calendar"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert {one["dtstart"].params["tzid"] for one in events} == {"Europe/Berlin"}
    assert {start_of(one).astimezone(berlin).hour for one in events} == {9}
    assert {start_of(one).astimezone(UTC).hour for one in events} == {8, 7}
    assert str(events[0]["summary"]) == "Handover, that holds; always: Day 2"


def test_events_are_the_same_to_the_letter_until_something_changes(learner: Member, visitor: FlaskClient) -> None:
    address = f"{CALENDAR}?token={a_secret(learner)}"
    first = visitor.get(address)
    with time_machine.travel(datetime(2026, 3, 6, 9, tzinfo=UTC), tick=False):
        look_at_all_due()
        second = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert second.status_code == 304
        assert visitor.get(address).data == first.data


def test_an_event_that_moves_keeps_its_name(learner: Member, as_member: Any) -> None:
    browser = as_member(learner)
    before = browser.get(CALENDAR)
    learner.timezone = "Asia/Tokyo"
    commit()
    after = browser.get(CALENDAR, headers={"If-None-Match": before.headers["ETag"]})
    assert [str(one["uid"]) for one in events_in(after.data)] == [str(one["uid"]) for one in events_in(before.data)]
    assert start_of(events_in(after.data)[0]) != start_of(events_in(before.data)[0])


def test_a_poll_of_an_unchanged_calendar_costs_two_queries(learner: Member, visitor: FlaskClient) -> None:
    address = f"{CALENDAR}?token={a_secret(learner)}"
    etag = visitor.get(address).headers["ETag"]
    with statements() as sent:
        assert visitor.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert len(sent) == 2


@pytest.mark.parametrize("path", [LIST, CALENDAR])
def test_visitors_have_neither(app: Flask, visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 401


def test_the_page_of_feeds_leads_to_feeds_that_are_there(ana: Member, as_member: Any) -> None:
    an_entry()
    browser = as_member(ana)
    page = etree.HTML(browser.get("/feeds").text)
    addresses = [str(one) for one in page.xpath("//main//a/@href") if str(one).endswith((".atom", ".rss", ".json"))]
    plain = [address for address in addresses if not address.startswith("/settings")]
    assert len(plain) >= 40
    assert {browser.get(address).status_code for address in plain} == {200}
    assert all(titles(browser.get(address)) is not None for address in plain[:6])


def test_the_page_of_addresses_says_what_each_opens_and_until_when(ana: Member, as_member: Any) -> None:
    browser = as_member(ana)
    answer = browser.post("/settings/feeds", data={"scope": "/feeds/tag/c++.json", "last_day": "2099-03-01"})
    assert "Everything on c++, as JSON Feed" in answer.text
    page = browser.get("/settings/feeds?scope=/feeds/questions.rss").text
    assert "Everything on c++, as JSON Feed" in page
    assert "good until the end of Mar 1, 2099" in page
    assert 'value="/feeds/questions.rss"' in page
    past = {"scope": "all", "last_day": (datetime.now(UTC) - timedelta(days=3)).date().isoformat()}
    assert browser.post("/settings/feeds", data=past).status_code == 422


def test_an_address_for_all_brings_the_list_and_the_calendar(ana: Member, as_member: Any) -> None:
    page = as_member(ana).post("/settings/feeds", data={"scope": "all", "last_day": ""}).text
    assert f"{SITE}{LIST}?token=" in page
    assert f"{SITE}{CALENDAR}?token=" in page


def test_readers_find_the_feeds_of_a_page_in_all_three_forms(ana: Member, as_member: Any) -> None:
    browser = as_member(ana)
    question = a_question("How is a rope & a knot kept?")
    pages = {
        "/": "/feeds/stream",
        f"/questions/{question.entry_id}": f"/feeds/entries/{question.entry_id}",
        "/questions?tag=c%2B%2B": "/feeds/questions/tag/c%2B%2B",
        "/tags/c%2B%2B": "/feeds/tag/c%2B%2B",
        "/bookmarks": "/feeds/bookmarks",
        f"/members/{ana.username}": f"/feeds/members/{ana.username}",
        "/programs/mine": "/feeds/enrollments/",
        "/search?q=rope+%26+knot": "/feeds/search",
    }
    for page, feed in pages.items():
        links = etree.HTML(browser.get(page).text).xpath('//head/link[@rel="alternate"]')
        found = {str(link.get("type")): str(link.get("href")) for link in links if feed in str(link.get("href"))}
        assert set(found) == set(MEDIA_TYPES.values()), page
        assert all(browser.get(address).mimetype == kind for kind, address in found.items()), page
