"""A reflection is written in a frame, and seen by whom its author chose."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def write(page: Page, title: str, audience: str) -> None:
    page.goto("/reflections/new")
    page.get_by_role("button", name="Gibbs' cycle").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("textbox", name="Description").fill("The quokkaphone rang during the handover.")
    page.get_by_role("textbox", name="Feelings").fill("I was startled, and then I laughed.")
    page.get_by_label(audience, exact=True).check()


@on_both_widths
def test_the_preview_says_who_will_see_it(visits: Visits, width: int) -> None:
    ana = visits.member("ana")
    write(ana, f"What the phone taught me ({width})", "Home Care North")
    ana.get_by_role("button", name="Preview").click()
    preview = ana.get_by_role("region", name="Preview", exact=True)
    expect(preview).to_contain_text("Home Care North")
    expect(preview).to_contain_text("I was startled")

    ana.get_by_role("button", name="Publish").click()

    expect(ana.get_by_role("heading", level=1)).to_contain_text(f"What the phone taught me ({width})")
    expect(ana.get_by_role("main")).to_contain_text("Feelings")


@on_both_widths
def test_what_is_for_oneself_is_found_by_nobody_else(visits: Visits, width: int) -> None:
    ana, mara = visits.member("ana"), visits.member("mara")
    title = f"Nobody but me ({width})"
    write(ana, title, "Only me")
    ana.get_by_role("button", name="Publish").click()
    expect(ana.get_by_role("heading", level=1)).to_contain_text(title)

    ana.goto(f"/search?q=%22{title}%22")
    expect(ana.get_by_role("link", name=title)).to_be_visible()
    mara.goto(f"/search?q=%22{title}%22")
    expect(mara.get_by_role("link", name=title)).to_have_count(0)
    response = mara.goto(ana.get_by_role("link", name=title).get_attribute("href") or "")
    assert response is not None
    assert response.status == 404
