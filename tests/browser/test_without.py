"""What must work when something is missing: the sign-in, the script, the mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import NARROW, WIDE, Visits, expect_posted, post_question, sign_in

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


@on_both_widths
def test_an_ended_sign_in_costs_no_text(visits: Visits, width: int) -> None:
    ana = visits.member("ana")
    ana.goto("/questions/new")
    ana.get_by_label("Your question in one sentence").fill(f"Does text outlive a sign-in of {width}?")
    ana.get_by_label("What lies behind it").fill("Everything that I typed before lunch.")
    ana.context.clear_cookies()
    ana.get_by_role("button", name="Post question").click()
    expect(ana.get_by_text("What you wrote is safe")).to_be_visible()

    sign_in(ana, "ana")

    expect(ana.get_by_text("Your text is safe")).to_be_visible()
    ana.get_by_role("button", name="Go back to what you were writing").click()
    post_question(ana, f"Does text outlive a sign-in of {width}?")
    expect(ana.get_by_role("main")).to_contain_text("Everything that I typed before lunch.")


@on_both_widths
def test_asking_answering_and_searching_need_no_script(visits: Visits, width: int) -> None:
    ana, ben = visits.member("ana", java_script_enabled=False), visits.member("ben", java_script_enabled=False)
    title = f"Can one ask without a script on {width}?"
    ana.goto("/questions/new")
    ana.get_by_label("Your question in one sentence").fill(title)
    post_question(ana, title)

    ben.goto(ana.url)
    ben.get_by_role("button", name="Useful", exact=True).first.click()
    ben.get_by_role("textbox", name="Your answer").fill("You just did.")
    ben.get_by_role("button", name="Post answer").click()
    ana.reload()
    ana.get_by_role("button", name="This helped me").click()

    expect(ana.get_by_text("This helped Ana")).to_be_visible()
    ana.goto("/search?q=without+script")
    expect(ana.get_by_role("link", name=title)).to_be_visible()


def test_a_question_is_asked_by_the_keyboard_alone(visits: Visits) -> None:
    ben = visits.member("ben")
    _tab_to(ben, "summary", "Write")
    ben.keyboard.press("Enter")
    _tab_to(ben, "a", "Ask a question")
    ben.keyboard.press("Enter")
    ben.wait_for_url("**/questions/new")
    _tab_to(ben, "input[name=title]")
    ben.keyboard.type("Is the keyboard enough to ask?")
    _tab_to(ben, "textarea[name=source]")
    ben.keyboard.type("My mouse fell into the soup.")
    _tab_to(ben, "button[name=publish]")
    ben.keyboard.press("Enter")
    ben.wait_for_load_state()
    if ben.get_by_role("button", name="Post my question anyway").is_visible():
        _tab_to(ben, "button[name=publish]")
        ben.keyboard.press("Enter")

    expect_posted(ben, "Is the keyboard enough to ask?")
    expect(ben.get_by_role("main")).to_contain_text("My mouse fell into the soup.")


def _tab_to(page: Page, selector: str, text: str = "") -> None:
    """Press Tab until the focus is on what is meant; it must be reached within one round of the page."""
    for _press in range(120):
        page.keyboard.press("Tab")
        focused = page.locator(f"{selector}:focus")
        if focused.count() and text in focused.inner_text():
            return
    raise AssertionError(f"Tab never came to {selector} {text}")
