"""Whoever leads gets from a need to what can be done about it, without a script and by the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import come_in, press, tab_to, write
from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def expect_a_need(page: Page) -> str:
    """The first card says how many, how sure, since when and what there is, of nobody by name; return its topic."""
    need = page.locator("article.need").first
    expect(need).to_contain_text(re.compile(r"(Clear|Likely|Possible):\s+\S+ people, since "))
    expect(need.locator(".reasons li").first).to_be_visible()
    expect(need.get_by_role("heading", name="What exists already")).to_be_visible()
    expect(page.get_by_role("main").locator("a[href^='/members/']")).to_have_count(0)
    return need.get_by_role("heading", level=3).inner_text()


@on_both_widths
def test_a_manager_reads_a_need_and_offers_support_without_a_script(visits: Visits, width: int) -> None:
    title = f"Half an hour at the board at {width}"
    mara = visits.member("mara", java_script_enabled=False)
    mara.goto("/needs")
    topic = expect_a_need(mara)
    mara.get_by_text("How was this found?").click()
    expect(mara.get_by_text("Nobody counts twice on a topic")).to_be_visible()
    mara.get_by_role("main").locator("a[href^='/needs/groups/']").first.click()
    expect(mara.get_by_text("A group of fewer than").or_(mara.locator("article.need")).first).to_be_visible()

    mara.goto("/needs")
    mara.locator("article.need").first.get_by_role("link", name="Offer support").click()
    expect(mara.get_by_label("Topic")).to_have_value(topic)
    mara.get_by_label("Title").fill(title)
    mara.get_by_label("An hour with somebody who knows").check()
    mara.get_by_role("button", name="Offer it").click()
    made = mara.get_by_role("article").filter(has_text=title)
    made.get_by_role("button", name="Withdraw it").click()
    expect(made).to_contain_text("Withdrawn")


@on_both_widths
def test_a_coach_tells_lack_of_skill_from_lack_of_time_without_a_script(visits: Visits, width: int) -> None:
    carl = visits.member("carl", java_script_enabled=False)
    carl.goto("/needs")
    topic = expect_a_need(carl)
    kept = carl.get_by_role("region", name="What keeps learners from applying it").get_by_role("article").first
    expect(kept).to_contain_text("learners answered that something kept them from applying it")
    kept.get_by_role("link", name="Look at its results").click()
    expect(carl.get_by_role("heading", name="Known, and applied?")).to_be_visible()

    carl.goto("/needs")
    carl.locator("article.need").first.get_by_role("link", name="Write what works").click()
    carl.get_by_label("Title").fill(f"What works at {width}")
    carl.get_by_role("textbox", name="What happened?").fill("Read it back to whoever told you.")
    carl.get_by_label("Everyone at Northwind Care", exact=True).check()
    carl.get_by_role("button", name="Publish").click()
    expect(carl.get_by_role("heading", level=1)).to_contain_text(f"What works at {width}")
    expect(carl.get_by_role("main").get_by_role("link", name=topic, exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [NARROW])
def test_a_manager_offers_support_with_keys_on_a_phone(visits: Visits) -> None:
    mara = come_in(visits, "mara")
    mara.goto("/needs")
    press(mara, "link", "Offer support")
    write(mara, "Title", "Keys and notes")
    tab_to(mara, mara.get_by_role("radio").first)
    mara.keyboard.press("Space")
    press(mara, "button", "Offer it")
    expect(mara.get_by_role("article").filter(has_text="Keys and notes")).to_be_visible()
