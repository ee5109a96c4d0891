"""Everything that people come for can be done without a mouse, and Tab leads out of every field."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.keys import come_in, press, tab_to, write
from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.browser
on_a_phone = pytest.mark.parametrize("width", [NARROW])
on_a_desk = pytest.mark.parametrize("width", [WIDE])


@on_a_phone
def test_a_learner_answers_a_reminder_with_keys(visits: Visits) -> None:
    chi = come_in(visits, "chi")
    chi.goto("/programs/mine")
    tab_to(chi, chi.locator("main a[href^='/programs/reminders/']"))
    chi.keyboard.press("Enter")
    press(chi, "button", "Not yet")
    expect(chi.get_by_role("heading", name="What next?")).to_be_visible()


@on_a_desk
def test_one_asks_and_another_answers_with_keys(visits: Visits, width: int) -> None:
    title = f"Which drawer has the spare batteries at {width}?"
    ana = come_in(visits, "ana")
    ana.goto("/questions/new")
    write(ana, "Your question in one sentence", title)
    write(ana, "What lies behind it", "The torch went out on the stairs.")
    press(ana, "button", "Post question")
    posted = ana.get_by_role("heading", level=1, name=title)
    anyway = ana.get_by_role("button", name="Post my question anyway")
    expect(posted.or_(anyway)).to_be_visible()
    if anyway.is_visible():
        press(ana, "button", "Post my question anyway")
    expect(posted).to_be_visible()

    ben = come_in(visits, "ben")
    ben.goto(ana.url)
    write(ben, "Your answer", "The one under the kettle.")
    press(ben, "button", "Post answer")
    expect(ben.get_by_text("The one under the kettle.")).to_be_visible()

    ana.reload()
    press(ana, "button", "This helped me")
    expect(ana.get_by_text("This helped Ana")).to_be_visible()


@on_a_phone
def test_a_reflection_is_kept_to_oneself_with_keys(visits: Visits, width: int) -> None:
    ana = come_in(visits, "ana")
    ana.goto("/reflections/new")
    write(ana, "Title", f"With my hands on the keys, {width}")
    write(ana, "What happened?", "No mouse all day.")
    chosen = ana.get_by_role("group", name="Who will see this").get_by_role("radio", checked=True)
    tab_to(ana, chosen)
    only_me = ana.get_by_role("radio", name="Only me")
    for _press in range(9):
        if only_me.is_checked():
            break
        ana.keyboard.press("ArrowDown")
    press(ana, "button", "Publish")
    expect(ana.get_by_role("heading", level=1, name=f"With my hands on the keys, {width}")).to_be_visible()
    expect(ana.get_by_role("main").get_by_text("Only me").first).to_be_visible()


@on_a_desk
def test_a_manager_gets_from_a_need_to_people_with_keys(visits: Visits) -> None:
    mara = come_in(visits, "mara")
    mara.goto("/needs")
    press(mara, "link", "Who can help")
    expect(mara.locator("article.person").first).to_be_visible()
