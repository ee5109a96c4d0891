"""Somebody asks, somebody answers, and everybody sees what helped."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import NARROW, WIDE, Visits, post_question

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def ask(page: Page, title: str, text: str) -> None:
    page.goto("/questions/new")
    page.get_by_label("Your question in one sentence").fill(title)
    page.get_by_label("What lies behind it").fill(text)
    page.get_by_label("Tags").fill("families")
    post_question(page, title)


@on_both_widths
def test_an_answer_that_helped_says_whom_it_helped(visits: Visits, width: int) -> None:
    ana, ben = visits.member("ana"), visits.member("ben")
    ask(ana, f"Where do we keep the visiting cards at {width}?", "Nobody on the ward could tell me.")

    ben.goto(ana.url)
    ben.get_by_role("textbox", name="Your answer").fill("In the **second** drawer of the front desk.")
    ben.get_by_role("button", name="Post answer").click()
    expect(ben.get_by_text("second drawer of the front desk")).to_be_visible()

    ana.reload()
    ana.get_by_role("button", name="This helped me").click()
    expect(ana.get_by_text("This helped Ana")).to_be_visible()
    ben.reload()
    expect(ben.get_by_text("This helped Ana")).to_be_visible()


def test_similar_questions_appear_while_one_types(visits: Visits) -> None:
    ana = visits.member("ana")
    ana.goto("/questions/new")
    ana.get_by_label("Your question in one sentence").press_sequentially("What belongs in a handover note?")
    expect(ana.get_by_role("heading", name="These may already answer it")).to_be_visible()
    ana.get_by_role("button", name="Post question").click()
    expect(ana.get_by_role("heading", name="What belongs in a handover note?")).to_be_visible()


def test_who_could_help_comes_beside_the_question(visits: Visits) -> None:
    ana = visits.member("ana")
    ana.goto("/search?q=kind:question+Which+words+would+you+ban+from+a+shift+handover")
    ana.get_by_role("link", name="Which words would you ban from a shift handover?").first.click()
    panel = ana.get_by_role("complementary").locator("section", has=ana.get_by_role("heading", name="Who could help"))
    expect(panel.get_by_role("link", name="More people, and why they are named")).to_be_visible()
    assert 1 <= panel.locator(".person").count() <= 3
