"""Reflecting, following, designing and looking after people, all without a script."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Page, expect

from community.kernel import clock
from tests.browser.visits import NARROW, Visits, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [NARROW])]

IN_A_FEED = re.compile(r"/programs/check-in/[\w.~-]+")


def come(visits: Visits, username: str) -> Page:
    return visits.member(username, java_script_enabled=False)


def test_a_reflection_is_published_to_the_team_and_answered(visits: Visits) -> None:
    ana, tom = come(visits, "ana"), come(visits, "tom")
    ana.get_by_role("main").get_by_role("link", name="Write a reflection").click()
    ana.get_by_role("button", name="Gibbs' cycle").click()
    ana.get_by_label("Title").fill("Plain pages, warm tea")
    ana.get_by_role("textbox", name="Description").fill("The tablet was flat, so we wrote on paper.")
    ana.get_by_label("Home Care North", exact=True).check()
    ana.get_by_role("button", name="Publish").click()
    expect(ana.get_by_role("heading", level=1)).to_contain_text("Plain pages, warm tea")

    tom.goto(ana.url)
    tom.get_by_role("textbox", name="Your comment").fill("We did the same in June.")
    tom.locator("#comments form .button--primary").last.click()
    ana.reload()
    expect(ana.get_by_role("main")).to_contain_text("We did the same in June.")
    expect(ana.get_by_role("main").get_by_text("Home Care North").first).to_be_visible()


def test_a_feed_leads_to_an_answer_and_to_a_question(visits: Visits) -> None:
    chi, reader = come(visits, "chi"), visits.visitor(java_script_enabled=False)
    reader.goto(answer_link(chi))
    reader.locator("summary", has_text="Blocked").click()
    reader.get_by_label("I could not").check()
    reader.get_by_role("button", name="Answer", exact=True).click()
    reader.get_by_role("region", name="What next?").get_by_role("link", name="Ask about this").click()
    sign_in(reader, "chi")
    expect(reader.get_by_label("Your question in one sentence")).to_have_value(re.compile("^How do I apply"))


def answer_link(page: Page) -> str:
    """Make the address of one's own feed of a program, and take the first link to an answer from what a reader gets."""
    page.goto("/programs/moving-and-lifting")
    own = page.get_by_role("link", name="Your feed").get_attribute("href")
    page.goto("/settings/feeds")
    page.get_by_label("Which feed").fill(own or "")
    page.get_by_role("button", name="Make the address").click()
    opened = requests.get(page.get_by_label("Address for your reader").input_value(), timeout=30)
    found = IN_A_FEED.search(opened.text)
    assert found is not None
    return urlsplit(found.group()).path


def test_a_program_is_designed_and_launched_for_a_learner(visits: Visits) -> None:
    paul, raj = come(visits, "paul"), come(visits, "raj")
    paul.goto("/programs/new")
    paul.get_by_label("Title").fill("Paper first")
    paul.get_by_label("Outcomes").fill("record-keeping")
    paul.get_by_role("button", name="Save").click()
    paul.get_by_role("button", name="Begin with this pattern").click()
    paul.get_by_role("button", name="Launch 5 reminders").click()
    paul.get_by_role("link", name="New cohort").click()
    paul.get_by_label("Name").fill("Winter")
    paul.get_by_label("First day").fill(clock.now().date().isoformat())
    paul.get_by_role("button", name="Open the cohort").click()
    paul.get_by_role("link", name="Enroll people").click()
    paul.get_by_label("Usernames").fill("raj")
    paul.get_by_role("button", name="Enroll", exact=True).click()
    expect(paul.get_by_text("1 learner is in the cohort.")).to_be_visible()

    raj.goto("/programs/paper-first")
    expect(raj.get_by_role("link", name="You are in this cohort")).to_be_visible()
    expect(raj.get_by_text("Day 70")).to_be_visible()


def test_a_member_is_suspended_and_let_return(visits: Visits) -> None:
    admin, nils = come(visits, "admin"), visits.visitor(java_script_enabled=False)
    admin.goto("/admin/people?q=nils")
    admin.get_by_role("table").get_by_role("link").first.click()
    admin.get_by_role("button", name="Suspend").click()
    nils.goto("/sign-in")
    sign_in(nils, "nils")
    expect(nils.get_by_role("alert").first).to_be_visible()

    admin.get_by_role("button", name="Let them return").click()
    sign_in(nils, "nils")
    expect(nils.get_by_role("main").get_by_role("link", name="Write a reflection")).to_be_visible()
