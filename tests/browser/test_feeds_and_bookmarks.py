"""Somebody who follows by feed, and keeps what is worth keeping."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


@on_both_widths
def test_a_feed_opens_by_its_secret_until_it_is_revoked(visits: Visits, width: int) -> None:
    chi = visits.member("chi")
    reader = f"Reader on a screen of {width}"
    chi.goto("/settings/feeds")
    chi.get_by_label("What it is for").fill(reader)
    chi.get_by_label("Which feed").fill("/feeds/stream.atom")
    chi.get_by_role("button", name="Make the address").click()
    address = chi.get_by_label("Address for your reader").input_value()
    opened = requests.get(address, timeout=10)
    assert (opened.status_code, "<entry>" in opened.text) == (200, True)

    chi.get_by_role("link", name="I have copied it").click()
    expect(chi.get_by_role("row").filter(has_text=reader)).not_to_contain_text("never")
    chi.get_by_role("button", name=f"Revoke {reader}").click()

    expect(chi.get_by_role("button", name=f"Revoke {reader}")).to_have_count(0)
    assert requests.get(address, timeout=10).status_code == 410


@on_both_widths
def test_a_bookmark_is_found_as_soon_as_it_is_saved(visits: Visits, width: int) -> None:
    chi = visits.member("chi")
    title = f"Velcro straps for oxygen tubing ({width})"
    chi.goto("/bookmarks/new")
    chi.get_by_label("Address of the page").fill(f"https://example.org/straps/{width}")
    chi.get_by_label("Title").fill(title)
    chi.get_by_label("Your note").fill("The tubing stays off the floor.")
    chi.get_by_role("button", name="Save bookmark").click()
    expect(chi.get_by_role("heading", level=1)).to_contain_text(title)

    chi.goto("/search?q=velcro+oxygen")

    expect(chi.get_by_role("link", name=title)).to_be_visible()
