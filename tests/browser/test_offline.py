"""Reading and writing where the site cannot be reached, and what of it the next person at the machine sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.line import Line, line_to
from tests.browser.live_site import LiveSite
from tests.browser.visits import Visits

pytestmark = pytest.mark.browser


@pytest.fixture
def line(live_site: LiveSite) -> Iterator[Line]:
    """The wire between the browsers of a test and the site."""
    with line_to(live_site.address) as line:
        yield line


@pytest.fixture
def visits(chromium: Browser, line: Line) -> Iterator[Visits]:
    """Whoever comes by that wire; that it is cut is no trouble, other errors are."""
    visits = Visits(chromium, line.address)
    yield visits
    visits.close()
    assert [words for words in visits.trouble if "Failed to fetch" not in words] == []


def settle(page: Page) -> None:
    """Wait until the service worker serves this page and keeps the forms for writing."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    wait_for_forms(page)


def wait_for_forms(page: Page) -> None:
    """Wait until the forms for writing are kept."""
    page.evaluate(
        """async () => {
            for (let tries = 0; tries < 200; tries++) {
                if (await caches.match("/reflections/new", { ignoreVary: true })) return;
                await new Promise((resume) => setTimeout(resume, 50));
            }
            throw new Error("The forms were not kept");
        }"""
    )


def kept(page: Page) -> list[str]:
    """The addresses of the pages that the device keeps."""
    found: list[str] = page.evaluate(
        """async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
            const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            return keys.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    return found


def test_what_was_opened_is_read_and_what_was_written_waits(visits: Visits, line: Line) -> None:
    ana = visits.member("ana")
    settle(ana)
    ana.goto("/questions")
    question = ana.locator(".card-title a").first.get_attribute("href") or ""
    ana.goto(question)
    heading = ana.get_by_role("heading", level=1).inner_text()

    line.cut()
    ana.goto(question)
    expect(ana.get_by_role("heading", level=1)).to_have_text(heading)
    expect(ana.locator("#bars")).to_contain_text("This is the page as you read it on")
    ana.get_by_role("textbox", name="Your answer").fill("Written in the lift, between two floors.")
    ana.get_by_role("button", name="Post answer").click()
    expect(ana.get_by_role("heading", name="Waits to be sent")).to_be_visible()
    expect(ana.locator("[data-waiting] strong")).to_have_text("Written in the lift, between two floors.")
    ana.goto("/questions/never-opened")
    expect(ana.get_by_text("this page was not opened on this device before")).to_be_visible()
    ana.goto("/questions/new")
    expect(ana.get_by_label("Your question in one sentence")).to_be_visible()

    line.mend()
    ana.goto("/")
    expect(ana.locator("#bars")).to_contain_text("1 text waits to be sent")
    ana.get_by_role("button", name="Send now").click()
    expect(ana.get_by_text("Written in the lift, between two floors.")).to_be_visible()
    expect(ana.get_by_text("The person who asked will hear of it.")).to_be_visible()
    expect(ana.locator("#bars")).to_be_empty()


def test_an_answer_that_was_never_heard_is_not_posted_twice(visits: Visits, line: Line) -> None:
    ben = visits.member("ben")
    settle(ben)
    ben.goto("/questions?sort=unanswered")
    ben.locator(".card-title a").first.click()
    ben.get_by_role("textbox", name="Your answer").wait_for()
    line.swallow_answers()
    ben.get_by_role("textbox", name="Your answer").fill("Said once, whatever the wire does.")
    ben.get_by_role("button", name="Post answer").click()
    expect(ben.get_by_role("heading", name="Waits to be sent")).to_be_visible()

    line.mend()
    ben.get_by_role("button", name="Send now").click()
    expect(ben.get_by_text("so it was not posted twice")).to_be_visible()
    expect(ben.locator(".answer", has_text="Said once, whatever the wire does.")).to_have_count(1)


def test_the_next_person_finds_nothing_of_the_one_before(visits: Visits, line: Line) -> None:
    chi = visits.member("chi")
    settle(chi)
    chi.goto("/settings")
    chi.goto("/notifications")
    assert "/notifications" in kept(chi)
    assert not [path for path in kept(chi) if path.startswith(("/settings", "/admin", "/sign-in"))]
    chi.evaluate("localStorage.setItem('draft:question:new', '{}')")

    chi.locator("summary", has_text="Your account").click()
    chi.get_by_role("button", name="Sign out").click()
    chi.wait_for_url("**/sign-in")
    assert kept(chi) == []
    assert chi.evaluate("localStorage.getItem('draft:question:new')") is None

    line.cut()
    chi.goto("/notifications")
    expect(chi.get_by_text("this page was not opened on this device before")).to_be_visible()
    expect(chi.get_by_text("Chi")).to_have_count(0)
