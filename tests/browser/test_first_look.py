"""The first minutes: a manager reads what is missing, and gets to people."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visits import WIDE, Visits

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
