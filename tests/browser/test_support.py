"""From a need to support: an offer reaches whoever wants it, and tells its maker only what each agreed to."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_offer_is_made_taken_up_and_reported_back(visits: Visits, width: int) -> None:
    title = f"An hour on handover notes at {width}"
    mara = visits.member("mara")
    mara.goto("/needs")
    mara.locator("article.need").first.get_by_role("link", name="Offer support").click()
    assert mara.get_by_label("Topic").input_value()
    mara.get_by_label("Title").fill(title)
    mara.get_by_label("An hour with somebody who knows").check()
    mara.get_by_role("button", name="Offer it").click()
    made = mara.get_by_role("article").filter(has_text=title)

    ana, ben, chi = visits.member("ana"), visits.member("ben", java_script_enabled=False), visits.member("chi")
    for person, button in ((ana, "sees my name"), (ben, "without my name"), (chi, "Not for me")):
        person.goto("/")
        person.get_by_role("main").get_by_role("link", name="Offers").click()
        person.get_by_role("article").filter(has_text=title).get_by_role("button", name=button).click()
    expect(chi.get_by_role("article").filter(has_text=title)).to_have_count(0)

    mara.reload()
    made.get_by_role("button", name="It begins").click()
    expect(made).to_contain_text("Ana")
    expect(made).not_to_contain_text("Ben")
    expect(made).not_to_contain_text("without their names")
    made.get_by_role("button", name="Report it as met").click()
    ana.reload()
    expect(ana.get_by_role("article").filter(has_text=title)).to_contain_text("Met")
