"""Coaching, designing a program and inviting people, by the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from community.kernel import clock
from tests.browser.keys import come_in, press, tab_to, write
from tests.browser.visits import Visits

pytestmark = pytest.mark.browser


def test_a_coach_reads_what_is_in_the_way_and_writes_what_works(visits: Visits) -> None:
    carl = come_in(visits, "carl")
    press(carl, "link", "Needs")
    press(carl, "link", "Look at its results")
    expect(carl.get_by_role("heading", name="Known, and applied?")).to_be_visible()
    press(carl, "link", "Needs")
    press(carl, "link", "Write what works")
    write(carl, "Title", "Say it back")
    write(carl, "What happened?", "Whoever takes over repeats it in their own words.")
    press(carl, "button", "Publish")
    expect(carl.get_by_role("heading", level=1)).to_contain_text("Say it back")


def test_a_program_is_designed_with_keys(visits: Visits) -> None:
    paul = come_in(visits, "paul")
    paul.goto("/programs/new")
    write(paul, "Title", "Hands off the mouse")
    write(paul, "Outcomes", "record-keeping")
    press(paul, "button", "Save")
    press(paul, "button", "Begin with this pattern")
    press(paul, "button", "Launch 5 reminders")
    expect(paul.get_by_text("5 reminders are launched.")).to_be_visible()
    press(paul, "link", "New cohort")
    write(paul, "Name", "By keys")
    tab_to(paul, paul.get_by_label("First day"))
    paul.keyboard.type(clock.now().strftime("%m%d%Y"))
    press(paul, "button", "Open the cohort")
    press(paul, "link", "Enroll people")
    write(paul, "Usernames", "raj")
    press(paul, "button", "Enroll")
    expect(paul.get_by_text("1 learner is in the cohort.")).to_be_visible()


def test_an_administrator_suspends_somebody_with_keys_and_is_asked_first(visits: Visits) -> None:
    admin = come_in(visits, "admin")
    admin.goto("/admin/people?q=wanda")
    tab_to(admin, admin.get_by_role("table").get_by_role("link").first)
    admin.keyboard.press("Enter")
    press(admin, "button", "Suspend")
    expect(admin.get_by_role("dialog")).to_contain_text("Suspend Wanda Nowak?")
    admin.keyboard.press("Escape")
    press(admin, "button", "Suspend")
    expect(admin.get_by_role("dialog")).to_be_visible()
    press(admin, "button", "Yes")
    press(admin, "button", "Let them return")
    expect(admin.get_by_role("button", name="Suspend")).to_be_visible()
