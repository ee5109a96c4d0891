"""The pages that people use most keep WCAG 2.2 AA by day and by night."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.axe import OF_COLORS, Violation, violations
from tests.browser.visits import NARROW, Visits

pytestmark = pytest.mark.browser

FOR_MEMBERS = ("/", "/questions", "/questions/new", "/search?q=handover", "/bookmarks/mine", "/settings", "/needs")
STOPS = 30
IS_OUTLINED = """(() => {
  const seen = (one) => {
    const { outlineStyle, outlineWidth } = one ? getComputedStyle(one) : { outlineStyle: "none" };
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const focus = document.activeElement;
  return focus === document.body || seen(focus) || seen(focus.closest(".editor"));
})()"""
MOVING = """[...document.querySelectorAll("*")].filter((one) => {
  const { transitionDuration, animationDuration } = getComputedStyle(one);
  return `${transitionDuration}, ${animationDuration}`.split(", ").some((lasts) => parseFloat(lasts) > 0);
}).map((one) => one.className)"""
LISTS = ("/questions", "/reflections", "/programs")


@pytest.mark.parametrize("width", [NARROW])
def test_whoever_leads_can_use_every_page_by_any_means(visits: Visits) -> None:
    page = visits.member("mara")
    assert _faults(page, [*FOR_MEMBERS, *(_first_of(page, address) for address in LISTS)]) == {}


def test_whoever_comes_can_sign_in_by_any_means(visits: Visits) -> None:
    assert _faults(visits.visitor(), ["/", "/sign-in", "/join"]) == {}


def test_a_form_that_was_refused_can_be_mended_by_any_means(visits: Visits) -> None:
    page = visits.member("ana")
    page.goto("/questions/new")
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Post question").click()

    assert page.locator("main [data-focus]").evaluate("summary => summary === document.activeElement")
    assert page.locator("main [name=title]").get_attribute("aria-invalid") == "true"
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_is_seen_wherever_it_goes(visits: Visits, theme: Literal["light", "dark"]) -> None:
    page = visits.member("ana")
    page.emulate_media(color_scheme=theme)
    page.goto("/questions/new")

    unseen = [where for _press in range(STOPS) if (where := _next_stop(page)) and not page.evaluate(IS_OUTLINED)]

    assert unseen == []


def test_nothing_moves_for_those_who_asked_for_rest(visits: Visits) -> None:
    page = visits.member("ana")
    assert page.evaluate(MOVING) == []


def _next_stop(page: Page) -> str:
    page.keyboard.press("Tab")
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))


def _first_of(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("main .card-title a").first.get_attribute("href") or ""


def _faults(page: Page, addresses: list[str]) -> dict[str, list[Violation]]:
    """What is wrong, by address; addresses where nothing is are missing."""
    return {address: faults for address in addresses if (faults := _by_day_and_night(page, address))}


def _by_day_and_night(page: Page, address: str) -> list[Violation]:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    by_day = violations(page)
    page.emulate_media(color_scheme="dark")
    return by_day + violations(page, OF_COLORS)
