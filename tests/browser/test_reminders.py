"""A learner answers "Did you apply it?", and each answer leads on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def open_reminder(page: Page) -> None:
    """Open the reminder that waits, or the newest one that was answered."""
    page.goto("/programs/mine")
    page.locator("main a[href^='/programs/reminders/']").first.click()
    expect(page.get_by_role("heading", name="Did you apply it?")).to_be_visible()


@on_both_widths
def test_the_day_begins_with_what_waits_for_an_answer(visits: Visits) -> None:
    milena = visits.member("milena")
    milena.get_by_role("link", name="Did you apply it?").first.click()
    expect(milena.get_by_role("heading", name="Did you apply it?")).to_be_visible()


@on_both_widths
def test_who_was_blocked_asks_with_the_words_already_there(visits: Visits) -> None:
    ana = visits.member("ana")
    open_reminder(ana)
    reminder = ana.get_by_role("heading", level=1).inner_text().strip()
    if not ana.get_by_label("I could not").is_visible():
        ana.get_by_text("Blocked", exact=True).click()
    ana.get_by_label("I could not").check()
    ana.get_by_role("button", name="Answer", exact=True).click()
    expect(ana.locator("#notices").get_by_text("Thank you. Only you see your answer")).to_be_visible()

    ana.get_by_role("region", name="What next?").get_by_role("link", name="Ask about this").click()

    expect(ana.get_by_label("Your question in one sentence")).to_have_value(f"How do I apply “{reminder}”?")
    assert ana.get_by_label("Tags").input_value()


def test_one_tap_says_that_it_was_applied(visits: Visits) -> None:
    sunita = visits.member("sunita")
    open_reminder(sunita)
    sunita.get_by_role("button", name="Applied").click()
    expect(sunita.get_by_role("button", name="Applied")).to_have_attribute("aria-pressed", "true")
    expect(sunita.get_by_role("heading", name="What next?")).to_be_visible()
