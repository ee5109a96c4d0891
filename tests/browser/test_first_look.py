"""The first minutes: a manager gets from what is missing to people, a learner answers and takes the feed along."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [WIDE])
def test_a_manager_reads_in_a_sentence_what_is_missing_and_gets_to_people(visits: Visits) -> None:
    mara = visits.member("mara")
    mara.get_by_role("navigation", name="Main").get_by_role("link", name="Needs").click()
    need = mara.locator("article.need").first
    topic = need.get_by_role("heading", level=3).inner_text()
    expect(mara.get_by_text(f"What this organization needs to learn next is {topic}:")).to_be_visible()
    need.get_by_role("link", name="Who can help").click()
    somebody = mara.locator("article.person").first
    name = somebody.get_by_role("heading").get_by_role("link").inner_text()
    somebody.get_by_role("heading").get_by_role("link").click()
    expect(mara.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.parametrize(("width", "username", "has_script"), [(WIDE, "rosie", True), (NARROW, "frank", False)])
def test_a_learner_answers_at_once_and_takes_the_feed_along(visits: Visits, username: str, has_script: bool) -> None:
    stranger = visits.visitor(java_script_enabled=has_script)
    stranger.goto("/")
    expect(stranger.get_by_text("Demo data: these people are made up.")).to_be_visible()

    rights = ["clipboard-read", "clipboard-write"] if has_script else []
    learner = visits.member(username, java_script_enabled=has_script, permissions=rights)
    learner.get_by_role("main").get_by_role("link", name="Did you apply it?").first.click()
    learner.get_by_label("When", exact=True).fill("nobody comes to help me lift")
    learner.get_by_label("I will", exact=True).fill("ring the bell twice")
    learner.get_by_role("button", name="Keep my plan").click()
    expect(learner.locator("#notices")).to_contain_text("Your plan is kept.")
    learner.get_by_role("button", name="Not yet").click()
    what_next = learner.get_by_role("region", name="What next?")
    expect(what_next).to_contain_text("When nobody comes to help me lift, I will ring the bell twice.")

    opened = requests.get(address_of_own_feed(learner, is_copied=has_script), timeout=30)
    assert (opened.status_code, "<entry>" in opened.text) == (200, True)


def address_of_own_feed(page: Page, *, is_copied: bool) -> str:
    """Make the address of one's own days in a program; take it by the button that copies, or as it stands there."""
    page.goto("/feeds")
    page.get_by_role("link", name="An address of its own: Moving and lifting", exact=False).first.click()
    page.get_by_role("button", name="Make the address").click()
    line = page.get_by_label("Address for your reader")
    if is_copied:
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("#live")).not_to_be_empty()
        assert page.evaluate("navigator.clipboard.readText()") == line.input_value()
    return line.input_value()
