"""Those who lead see patterns without people, and people with what they have shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


@on_both_widths
@pytest.mark.parametrize("username", ["mara", "carl"])
def test_what_recurs_stands_on_top_and_names_nobody(visits: Visits, username: str) -> None:
    leader = visits.member(username)
    leader.goto("/needs")
    needs = leader.locator("article.need")
    topics = {needs.nth(place).get_by_role("heading", level=3).inner_text() for place in range(3)}
    assert {"handover-notes", "emar"} <= topics
    expect(needs.first).to_contain_text("people, since")
    members = leader.get_by_role("main").locator("a[href^='/members/']")
    expect(members).to_have_count(0)


@on_both_widths
def test_who_can_help_is_shown_with_the_reasons(visits: Visits) -> None:
    mara = visits.member("mara")
    mara.goto("/needs")
    mara.locator("article.need").first.get_by_role("link", name="Who can help").click()
    somebody = mara.locator("article.person").first
    expect(somebody).to_contain_text("Answer")
    expect(somebody.locator(".reasons a").first).to_be_visible()
