"""A community of practice: begun, joined, written for, and sent through a program together."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from community.kernel import clock
from tests.browser.visits import NARROW, WIDE, Visits, post_question

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "has_script"), [(WIDE, True), (NARROW, False)])
def test_people_gather_ask_each_other_and_learn_together(visits: Visits, width: int, has_script: bool) -> None:
    name, asked, cohort = f"Night walks {width}", f"Who carries the torch at {width}?", f"Together {width}"
    paul, ben, chi = (visits.member(who, java_script_enabled=has_script) for who in ("paul", "ben", "chi"))
    paul.goto("/groups")
    paul.get_by_role("link", name="Start a community").click()
    paul.get_by_label("Name").fill(name)
    paul.get_by_label("What you want to get better at together").fill("Walks at night that everybody comes back from.")
    paul.get_by_role("button", name="Start it").click()
    expect(paul.get_by_role("heading", level=1, name=name)).to_be_visible()
    place = paul.url

    ben.goto(place)
    ben.get_by_role("button", name="Join").click()
    ben.get_by_role("link", name="Ask here").click()
    ben.get_by_label("Your question in one sentence").fill(asked)
    ben.get_by_label("What lies behind it").fill("The one in front, or the one behind?")
    expect(ben.get_by_role("radio", name=name)).to_be_checked()
    post_question(ben, asked)
    question = ben.url

    paul.reload()
    expect(paul.get_by_role("main")).to_contain_text(asked)
    chi.goto(place)
    expect(chi.get_by_role("main")).not_to_contain_text(asked)
    assert chi.request.get(question).status == 404

    paul.goto("/programs/moving-and-lifting")
    paul.get_by_role("link", name="New cohort").click()
    paul.get_by_label("Name").fill(cohort)
    paul.get_by_label("First day").fill(clock.now().date().isoformat())
    paul.get_by_role("button", name="Open the cohort").click()
    paul.locator("div.stack--tight").filter(has_text=cohort).get_by_role("link", name="Enroll people").click()
    paul.get_by_label("Community", exact=True).select_option(label=name)
    paul.get_by_role("button", name="Enroll the community").click()
    expect(paul.get_by_text("2 learners are in the cohort.")).to_be_visible()

    ben.goto(place)
    ben.get_by_role("button", name="Leave").click()
    if has_script:
        ben.get_by_role("dialog").get_by_role("button", name="Yes").click()
    expect(ben.get_by_role("heading", level=1, name="Communities")).to_be_visible()
    assert ben.request.get(question).status == 200, "one reads on what one wrote"
    ben.goto(place)
    expect(ben.get_by_role("main")).not_to_contain_text(asked)
