"""Acts and lists that change in place: by mouse, by the keyboard alone, and without a script all the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import NARROW, Visits

pytestmark = pytest.mark.browser


def of_another(page: Page, address: str = "/questions?sort=active") -> str:
    """The address of a question that others answered."""
    page.goto(address)
    return page.locator(".card-title a").first.get_attribute("href") or ""


def heard(page: Page) -> str:
    """What a screen reader was told last."""
    return page.locator("#live").inner_text().strip()


def test_votes_and_comments_happen_where_they_stand(visits: Visits) -> None:
    ana = visits.member("ana")
    ana.goto(of_another(ana))
    ana.evaluate("window.isSame = true")

    up = ana.locator("form.vote button[id$=-up]").first
    was_pressed = up.get_attribute("aria-pressed")
    up.focus()
    ana.keyboard.press("Enter")
    expect(up).to_have_attribute("aria-pressed", "false" if was_pressed == "true" else "true")
    expect(up).to_be_focused()
    expect(ana.locator("#live")).to_have_text(re.compile(r"vote.*\d+ votes?"))

    other = ana.get_by_role("textbox", name="Your answer")
    other.fill("Typed meanwhile, and not to be lost.")
    ana.locator("summary", has_text="Comment").first.click()
    ana.get_by_role("textbox", name="Your comment").first.fill("Said in **place**.")
    ana.locator("details[open] form[data-adds] .button--primary").click()
    mine = ana.locator(".comment", has_text="Said in place.").last
    expect(mine).to_be_focused()
    expect(ana.locator("#live")).to_contain_text("Your comment is here now.")
    mine = ana.locator(f"#{mine.get_attribute('id')}")

    mine.get_by_role("link", name="Edit").click()
    expect(mine.get_by_role("textbox")).to_be_focused()
    mine.get_by_role("link", name="Cancel").click()
    expect(mine.get_by_role("link", name="Edit")).to_be_focused()
    mine.get_by_role("link", name="Edit").click()
    mine.get_by_role("textbox").fill("Said otherwise.")
    mine.get_by_role("button", name="Save the change").click()
    expect(mine).to_contain_text("Said otherwise.")

    mine.locator("summary", has_text="Take back").click()
    mine.get_by_role("button", name="Take back").click()
    expect(mine).to_have_count(0)
    expect(other).to_have_value("Typed meanwhile, and not to be lost.")
    assert ana.evaluate("window.isSame && document.activeElement !== document.body")


def test_lists_are_narrowed_and_go_on_in_place(visits: Visits) -> None:
    chi = visits.member("chi")
    chi.goto("/questions")
    chi.evaluate("window.isSame = true")
    tab = chi.get_by_role("link", name="Unanswered", exact=True)
    tab.focus()
    chi.keyboard.press("Enter")
    chi.wait_for_url("**/questions?sort=unanswered")
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-current", "page")
    expect(chi.locator("#live")).to_have_text(re.compile(r"Unanswered: \d+ shown"))

    chi.go_back()
    chi.wait_for_url("**/questions")
    expect(chi.get_by_role("link", name="Newest", exact=True)).to_have_attribute("aria-current", "page")
    chi.go_forward()
    expect(tab).to_have_attribute("aria-current", "page")
    chi.go_back()
    expect(chi.get_by_role("link", name="Newest", exact=True)).to_have_attribute("aria-current", "page")

    items = chi.locator("#page .stream > li")
    before = items.count()
    chi.get_by_role("link", name="Older").click()
    expect(chi.locator("#live")).to_have_text(re.compile(r"\d+ more"))
    assert items.count() > before
    expect(items.nth(before).locator(".card-title a")).to_be_focused()
    assert chi.evaluate("window.isSame")

    chi.goto("/search?q=handover")
    chi.evaluate("window.isSame = true")
    chi.locator(".facet a").first.click()
    expect(chi.locator(".site-header [name=q]")).to_have_value(re.compile("kind:"))
    chi.get_by_role("link", name="Newest first").click()
    chi.wait_for_url("**sort=date**")
    assert chi.evaluate("window.isSame")


def test_a_check_in_and_the_notifications_are_answered_in_place(visits: Visits) -> None:
    ana = visits.member("ana")
    ana.goto("/programs/mine")
    ana.locator("main .card-title a").first.click()
    ana.evaluate("window.isSame = true")
    ana.get_by_role("button", name="Not yet").click()
    expect(ana.get_by_role("heading", name="What next?")).to_be_focused()
    ana.locator("summary", has_text="Blocked").click()
    ana.get_by_text("I had no chance").click()
    ana.get_by_role("button", name="Answer", exact=True).click()
    expect(ana.get_by_text("This is for the workplace to mend")).to_be_visible()
    expect(ana.locator("#live")).to_contain_text("Only you see your answer")
    assert ana.evaluate("window.isSame")

    ana.goto("/notifications")
    if ana.get_by_role("button", name="Mark all as read").is_visible():
        ana.get_by_role("button", name="Mark all as read").click()
        expect(ana.get_by_role("heading", level=1)).to_be_focused()
        expect(ana.locator(".count-dot")).to_have_count(0)


ONE_BY_ONE = """() => {
  const send = window.fetch;
  let before = new Promise((letGo) => { window.letGo = letGo; });
  window.fetch = (...all) => (before = before.catch(() => null).then(() => send(...all)));
}"""
"""Nothing is sent until `letGo`; then the server answers in the order in which people pressed."""


def test_of_two_acts_in_a_row_both_are_done_and_shown(visits: Visits) -> None:
    nadia = visits.member("nadia")
    nadia.get_by_role("main").get_by_role("link", name="Did you apply it?").first.click()
    nadia.get_by_label("When", exact=True).fill("the lift is stuck")
    nadia.get_by_label("I will", exact=True).fill("wait for a colleague")
    nadia.evaluate(ONE_BY_ONE)
    nadia.get_by_role("button", name="Keep my plan").click()
    nadia.get_by_role("button", name="Not yet").click()
    nadia.evaluate("window.letGo()")
    what_next = nadia.get_by_role("region", name="What next?")
    expect(what_next).to_contain_text("When the lift is stuck, I will wait for a colleague.")
    expect(nadia.get_by_label("When", exact=True)).to_have_value("the lift is stuck")
    expect(nadia.get_by_role("button", name="Not yet")).to_have_attribute("aria-pressed", "true")


def test_of_three_lists_asked_for_in_a_row_the_last_is_shown(visits: Visits) -> None:
    chi = visits.member("chi")
    chi.goto("/questions")
    tabs = [chi.locator(f"main a[href*='sort={order}']").first for order in ("unanswered", "unaccepted", "active")]
    chi.evaluate(ONE_BY_ONE)
    for tab in tabs:
        tab.click()
    chi.evaluate("window.letGo()")
    expect(tabs[-1]).to_have_attribute("aria-current", "page")
    expect(chi).to_have_url(re.compile("sort=active"))


@pytest.mark.parametrize("width", [NARROW])
def test_following_and_reading_later_happen_in_place(visits: Visits) -> None:
    chi = visits.member("chi")
    chi.goto(of_another(chi))
    for wanted, now in (("Follow", "true"), ("Following", "false")):
        _press_in_place(chi, chi.locator("form[id^=follow-]").get_by_role("button", name=wanted, exact=True))
        expect(chi.locator("form[id^=follow-] button")).to_have_attribute("aria-pressed", now)
        expect(chi.locator("form[id^=follow-] button")).to_be_focused()

    chi.goto("/bookmarks/mine")
    name = chi.locator("form[action$='/to-read'] button").filter(has_text="To read").first.get_attribute("id")
    read, put_aside = chi.locator(f"#{name}"), chi.locator(f"#{(name or '').replace('to-read', 'archived')}")
    _press_in_place(chi, read)
    expect(read).to_contain_text("I have read it")
    expect(read).to_be_focused()
    expect(chi.locator("#live")).to_have_text("It waits under «To read».")

    _press_in_place(chi, put_aside)
    expect(put_aside).to_contain_text("Take out of the archive")
    expect(put_aside).to_be_focused()

    # What leaves the list that one looks at leaves the focus in what is there.
    chi.goto("/bookmarks/mine?show=archived")
    _press_in_place(chi, put_aside)
    expect(put_aside).to_have_count(0)
    expect(chi.locator("#live")).not_to_be_empty()
    assert chi.evaluate("document.activeElement !== document.body")


def _press_in_place(page: Page, button: Locator) -> None:
    """Press a button by the keyboard; the page stays the one that it was."""
    page.evaluate("window.isSame = true")
    button.focus()
    with page.expect_response(lambda response: response.request.method == "GET"):
        page.keyboard.press("Enter")
    assert page.evaluate("window.isSame")


@pytest.mark.parametrize("width", [NARROW])
def test_the_same_acts_need_no_script(visits: Visits) -> None:
    ben = visits.member("ben", java_script_enabled=False)
    address = of_another(ben)
    ben.goto(address)
    ben.locator("summary", has_text="Comment").first.click()
    ben.get_by_role("textbox", name="Your comment").first.fill("Said without a script.")
    ben.locator("details[open] form[data-adds] .button--primary").click()
    mine = ben.locator(".comment", has_text="Said without a script.")
    mine.get_by_role("link", name="Edit").click()
    ben.get_by_role("main").get_by_role("textbox").fill("Changed without a script.")
    ben.get_by_role("button", name="Save the change").click()
    changed = ben.locator(".comment", has_text="Changed without a script.")
    changed.locator("summary", has_text="Take back").click()
    changed.get_by_role("button", name="Take back").click()
    expect(ben.get_by_text("Nobody but you sees it any more.")).to_be_visible()

    ben.goto(address)
    follow = ben.locator("form[id^=follow-] button")
    was = follow.get_attribute("aria-pressed")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "false" if was == "true" else "true")
    ben.goto("/questions?sort=unanswered")
    ben.get_by_role("link", name="Older").click()
    expect(ben.locator("#page .stream > li").first).to_be_visible()
    assert "after=" in ben.url


def test_keys_lead_about_and_can_be_switched_off(visits: Visits) -> None:
    ana = visits.member("ana")
    ana.keyboard.press("?")
    sheet = ana.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    ana.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    ana.keyboard.press("g")
    ana.keyboard.press("q")
    ana.wait_for_url("**/questions")
    ana.keyboard.press("j")
    ana.keyboard.press("j")
    expect(ana.locator("#page .stream > li").nth(1).locator(".card-title a")).to_be_focused()
    ana.keyboard.press("k")
    expect(ana.locator("#page .stream > li").nth(0).locator(".card-title a")).to_be_focused()
    ana.keyboard.press("/")
    search = ana.locator(".site-header [name=q]")
    expect(search).to_be_focused()
    ana.keyboard.type("jk?")
    expect(search).to_have_value("jk?")
    ana.keyboard.press("Escape")
    ana.keyboard.press("c")
    expect(ana.get_by_role("link", name="Write a reflection").first).to_be_focused()
    ana.keyboard.press("Escape")

    ana.get_by_role("button", name="Keyboard shortcuts").click()
    sheet.get_by_label("Use these keys").uncheck()
    sheet.get_by_role("button", name="Close").click()
    ana.reload()
    ana.keyboard.press("?")
    ana.keyboard.press("/")
    expect(sheet).to_be_hidden()
    assert ana.evaluate("document.activeElement === document.body")
