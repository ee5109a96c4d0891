"""A coach reads a need of a team step by step and notes what may be behind it; a member keeps a need of their own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


@on_both_widths
def test_a_coach_reads_a_need_and_leaves_a_note_for_the_next(visits: Visits) -> None:
    carl = visits.member("carl")
    carl.goto("/needs")
    carl.get_by_role("link", name="Teams you help: read what may be behind it").click()
    carl.get_by_role("main").get_by_role("link").first.click()
    carl.get_by_role("main").get_by_role("link", name="handover-notes", exact=True).last.click()
    expect(carl.get_by_role("heading", name="Is it knowledge?")).to_be_visible()
    expect(carl.get_by_text("Two weeks with ten minutes on the rota first").first).to_be_visible()

    carl.get_by_label("A tool, a form or a rule is in the way").check()
    carl.get_by_label("What else could explain it").fill("The form asks twice for the time.")
    carl.get_by_role("button", name="Note it").click()

    expect(carl.locator("#notices").get_by_text("Noted, for you and for whoever helps this team")).to_be_visible()
    expect(carl.get_by_role("article").filter(has_text="The form asks twice for the time.").first).to_be_visible()


@on_both_widths
def test_a_member_writes_a_need_down_shows_it_and_says_how_it_went(visits: Visits) -> None:
    ana = visits.member("ana")
    ana.goto("/own-needs/new")
    ana.get_by_label("What I need to learn, or to be able to do").fill("Say no to a second round")
    ana.get_by_label("For where I want to go").check()
    ana.get_by_role("button", name="Keep it").click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("Say no to a second round")
    address = re.sub(r"^https?://[^/]+", "", ana.url)

    gwen = visits.member("gwen")
    answer = gwen.goto(address)
    assert answer is not None
    assert answer.status == 404

    ana.get_by_label("I can do it now").check()
    ana.get_by_label("What helped, what did not").fill("Practising the sentence.")
    ana.get_by_role("button", name="Keep it").click()
    expect(ana.get_by_text("Practising the sentence.").first).to_be_visible()
    ana.goto("/own-needs?show=ended")
    expect(ana.get_by_role("link", name="Say no to a second round").first).to_be_visible()
