"""Somebody looks for what nobody wrote yet, and is led to a question and to the people who may know."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import come_in, press, tab_to, write
from tests.browser.visits import NARROW, Visits, post_question

pytestmark = pytest.mark.browser


def expect_somebody_who_may_know(page: Page) -> None:
    """People stand on the page, each with something that they wrote."""
    somebody = page.locator(".person").first
    expect(somebody.locator("a[href^='/members/']").first).to_be_visible()
    expect(somebody.locator(".reasons a").first).to_be_visible()


def test_a_search_that_finds_nothing_becomes_a_question_for_those_who_know(visits: Visits) -> None:
    chi, ben = visits.member("chi"), visits.member("ben")
    chi.goto("/")
    chi.get_by_role("searchbox").fill("capnograph")
    chi.get_by_role("searchbox").press("Enter")
    expect(chi.get_by_role("heading", name="Nothing found")).to_be_visible()
    chi.get_by_role("link", name="Ask it as a question").click()
    expect(chi.get_by_label("Your question in one sentence")).to_have_value("capnograph")
    chi.get_by_label("Tags").fill("emar")
    post_question(chi, "capnograph")
    expect_somebody_who_may_know(chi)

    ben.goto("/search?q=capnograph")
    expect(ben.get_by_role("main").get_by_role("link", name="capnograph")).to_be_visible()


def test_the_same_way_is_gone_with_keys(visits: Visits) -> None:
    chi = come_in(visits, "chi")
    tab_to(chi, chi.get_by_role("searchbox"))
    chi.keyboard.type("otoscope")
    chi.keyboard.press("Enter")
    press(chi, "link", "Ask it as a question")
    write(chi, "What lies behind it", "It lies in the emergency bag.")
    write(chi, "Tags", "emar")
    press(chi, "button", "Post question")
    posted = chi.get_by_role("heading", level=1, name="otoscope")
    anyway = chi.get_by_role("button", name="Post my question anyway")
    expect(posted.or_(anyway)).to_be_visible()
    if anyway.is_visible():
        press(chi, "button", "Post my question anyway")
    expect(posted).to_be_visible()
    press(chi, "link", "More people, and why they are named")
    expect(chi.get_by_role("heading", level=1, name="Who may know")).to_be_visible()
    expect_somebody_who_may_know(chi)


@pytest.mark.parametrize("width", [NARROW])
def test_the_same_way_needs_no_script(visits: Visits) -> None:
    chi = visits.member("chi", java_script_enabled=False)
    chi.goto("/search?q=spirometer")
    chi.get_by_role("link", name="Ask it as a question").click()
    chi.get_by_label("Tags").fill("emar")
    post_question(chi, "spirometer")
    chi.get_by_role("link", name="People who have shown that they know about this").click()
    expect_somebody_who_may_know(chi)
