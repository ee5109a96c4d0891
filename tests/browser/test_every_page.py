"""Every page of every kind of person, on a phone: nothing sticks out, and each page says once what it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.visits import NARROW, Visits

pytestmark = pytest.mark.browser

FOR_VISITORS = ("/", "/sign-in", "/join", "/reset", "/about/audiences")
FOR_MEMBERS = (
    "/",
    "/?tab=following",
    "/about/audiences",
    "/questions",
    "/questions?sort=unanswered",
    "/questions/for-you",
    "/questions/new",
    "/reflections",
    "/reflections/new",
    "/bookmarks",
    "/bookmarks/mine",
    "/bookmarks/new",
    "/bookmarks/bookmarklet",
    "/bookmarks/import",
    "/programs",
    "/programs/mine",
    "/programs/new",
    "/experts",
    "/experts?tag=emar",
    "/experts/me",
    "/experts/asks",
    "/bulletins",
    "/bulletins/new",
    "/search/saved",
    "/support",
    "/barriers",
    "/barriers/new",
    "/own-needs",
    "/own-needs/new",
    "/skills",
    "/groups",
    "/groups/new",
    "/groups/handover-circle",
    "/groups/handover-circle/people",
    "/groups/working-at-night",
    "/programs/days",
    "/members",
    "/members/ana",
    "/members/ana/blog",
    "/tags",
    "/tags/emar",
    "/feeds",
    "/drafts",
    "/notifications",
    "/search",
    "/search?q=handover",
    "/search?q=xyzzyxyzzy",
    "/settings",
    "/settings/account",
    "/settings/preferences",
    "/settings/feeds",
    "/settings/notifications",
    "/programs/days",
    "/welcome",
)
FOR_LEADERS = ("/needs", "/needs/data-sheet", "/support", "/support/new", "/coaching", "/coaching/teams/1")
FOR_MODERATORS = ("/moderation", "/moderation/hidden")
FOR_ADMINISTRATORS = (
    *FOR_MODERATORS,
    "/administration",
    "/admin/people",
    "/admin/invitations",
    "/admin/teams",
    "/admin/coaching",
    "/admin/health",
    "/needs/views",
)
# What differs between members is what is theirs; the rest is walked once, by a learner.
OF_ONE_PERSON = (
    "/",
    "/?tab=following",
    "/questions/for-you",
    "/bookmarks/mine",
    "/programs/mine",
    "/experts/me",
    "/feeds",
    "/drafts",
    "/notifications",
    "/settings",
)
DESIGNED = "/programs/moving-and-lifting"
FOR_WHO_RUNS_IT = tuple(
    f"{DESIGNED}/{part}" for part in ("design", "edit", "calendar", "through-time", "results", "deliveries")
)
PAGES = {
    "ana": FOR_MEMBERS,
    "ben": OF_ONE_PERSON,
    "mara": FOR_LEADERS,
    "paul": FOR_WHO_RUNS_IT,
    "admin": OF_ONE_PERSON + FOR_ADMINISTRATORS,
}
LISTS = ("/questions", "/reflections", "/bookmarks", "/programs")


@pytest.mark.parametrize("width", [NARROW])
@pytest.mark.parametrize("username", PAGES)
def test_every_page_of_a_member_fits_a_phone(visits: Visits, username: str) -> None:
    page = visits.member(username)
    assert _faults(page, [*PAGES[username], *_first_of_each(page)]) == {}


@pytest.mark.parametrize("width", [NARROW])
def test_every_page_of_a_visitor_fits_a_phone(visits: Visits) -> None:
    assert _faults(visits.visitor(), FOR_VISITORS) == {}


def _first_of_each(page: Page) -> list[str]:
    """The page of the first entry of each list."""
    found = []
    for address in LISTS:
        page.goto(address)
        found.append(page.locator("main .card-title a").first.get_attribute("href") or "")
    return found


def _faults(page: Page, addresses: list[str] | tuple[str, ...]) -> dict[str, list[str]]:
    """What is wrong, by address; addresses where nothing is are missing."""
    return {address: faults for address in addresses if (faults := _faults_of(page, address))}


def _faults_of(page: Page, address: str) -> list[str]:
    response = page.goto(address)
    headings = page.locator("h1").count()
    checks = {
        f"answered {response and response.status}": response is not None and response.ok,
        "scrolls sideways": page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
        f"has {headings} main headings": headings == 1,
        "has no title": bool(page.title().strip()),
    }
    return [fault for fault, is_well in checks.items() if not is_well]
