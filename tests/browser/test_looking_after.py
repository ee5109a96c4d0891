"""Joining, inviting, and looking after what is written."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_site import LiveSite
from tests.browser.visits import NARROW, WIDE, Visits, post_question

pytestmark = pytest.mark.browser
on_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def join(page: Page, name: str, password: str = "a long enough secret") -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Join").click()
    page.wait_for_url("**/welcome/you")


@on_both_widths
def test_a_flagged_text_is_hidden_by_the_administrator(visits: Visits, width: int) -> None:
    ana, ben, admin = visits.member("ana"), visits.member("ben"), visits.member("admin")
    title = f"Buy my lamps, all of {width} of them"
    ana.goto("/questions/new?" + f"title={title}")
    post_question(ana, title)

    ben.goto(ana.url)
    ben.get_by_text("Flag", exact=True).first.click()
    ben.get_by_label("It is advertising").check()
    ben.get_by_role("button", name="Tell the moderators").click()
    admin.goto("/moderation")
    admin.get_by_role("article").filter(has_text=title).get_by_role("button", name="Hide it").click()

    expect(admin.get_by_role("article").filter(has_text=title)).to_have_count(0)
    response = ben.goto(ana.url)
    assert response is not None
    assert response.status == 404


def test_who_is_invited_by_mail_joins_with_that_address(visits: Visits, live_site: LiveSite) -> None:
    admin, guest = visits.member("admin"), visits.visitor()
    admin.goto("/admin/invitations")
    admin.get_by_label("Mail address").fill("quentin@northwind.example")
    admin.get_by_role("button", name="Send the invitation").click()
    expect(admin.get_by_role("cell", name="quentin@northwind.example")).to_be_visible()

    guest.goto(re.search(r"/join/[\w.-]+", live_site.line_with("/join/")).group())  # type: ignore[union-attr]  # it was printed
    expect(guest.get_by_role("main")).to_contain_text("quentin@northwind.example")
    join(guest, "Quentin Quill")

    expect(guest.get_by_role("heading", name="Say who you are")).to_be_visible()


@on_both_widths
def test_a_new_member_is_led_through_the_first_steps(visits: Visits, width: int) -> None:
    newcomer = visits.visitor()
    newcomer.goto("/")
    newcomer.get_by_role("main").get_by_role("link", name="Join").click()
    expect(newcomer.get_by_text("For the people of Northwind Care.")).to_be_visible()
    newcomer.get_by_label("Mail address").fill(f"newcomer{width}@northwind.example")
    join(newcomer, f"Nora Newcomer {width}")

    newcomer.get_by_label("What you do").fill("Physiotherapist, Ward 2")
    newcomer.get_by_role("button", name="Save and go on").click()
    expect(newcomer.get_by_role("heading", name="Follow some tags")).to_be_visible()
    expect(newcomer.locator(".steps .is-done")).to_have_text(re.compile("Say who you are"))
    newcomer.get_by_role("link", name="Skip this step").click()
    expect(newcomer.get_by_text("Step 3 of 3", exact=True)).to_be_visible()
    newcomer.get_by_role("button", name="Done, take me home").click()

    expect(newcomer.get_by_text("You are set.")).to_be_visible()
    expect(newcomer.get_by_role("heading", name="Three steps to begin with")).to_have_count(0)
