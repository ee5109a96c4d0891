"""The main pages from right to left: mirrored English fits a phone and a desk, and begins at the right."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/questions",
    "/questions/new",
    "/reflections/new",
    "/bookmarks",
    "/programs",
    "/search?q=handover",
    "/tags",
    "/members/ana",
    "/settings/preferences",
)
LISTS = ("/questions", "/reflections", "/programs")
STICKS_OUT = """() => [...document.querySelectorAll("main *, header *, footer *")]
    .filter(one => one.checkVisibility() && !one.closest(".visually-hidden, .skip-link, [tabindex='0']"))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
    .map(([one, box]) => one.tagName + "." + one.className).slice(0, 5)"""


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_main_pages_are_laid_out_from_the_right(visits: Visits, width: int) -> None:
    page = newcomer(visits)
    assert {where: faults for where in (*PAGES, *firsts(page)) if (faults := faults_of(page, where, width))} == {}


def newcomer(visits: Visits) -> Page:
    """Somebody who joins with a browser that asks for Arabic, and keeps the language."""
    page = visits.visitor(locale="ar")
    page.goto("/join")
    name = uuid4().hex[:10]
    for field, value in {"name": "Noor Haddad", "email": f"{name}@example.org", "username": f"n{name}"}.items():
        page.locator(f"main [name={field}]").fill(value)
    page.locator("main [name=password]").fill("a few words in a row")
    page.locator("main form [type=submit], main form .button--primary").first.click()
    page.wait_for_url(lambda url: "/join" not in url)
    return page


def firsts(page: Page) -> list[str]:
    """The page of the first entry of each list."""
    found = []
    for where in LISTS:
        page.goto(where)
        found.append(page.locator("main .card-title a").first.get_attribute("href") or "")
    return found


def faults_of(page: Page, where: str, width: int) -> list[str]:
    """What is wrong with a page; nothing for one that is well."""
    page.goto(where)
    mark = page.locator(".wordmark").bounding_box()
    checks = {
        "is not from the right": page.evaluate("getComputedStyle(document.body).direction") == "rtl",
        "scrolls sideways": page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
        "begins at the left": mark is not None and mark["x"] + mark["width"] / 2 > width / 2,
    }
    return [*(fault for fault, is_well in checks.items() if not is_well), *page.evaluate(STICKS_OUT)]
