"""The whole path: a program is designed and launched, time goes on, and what a learner lacks becomes a reminder."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from community.accounts.queries import member_by_username
from community.factory import create_app
from community.kernel import clock, mail
from community.kernel.db import commit
from community.programs.delivered import upcoming
from community.programs.deliveries.planning import look_at
from community.programs.deliveries.queries import learning_of
from tests.browser.live_site import LiveSite
from tests.browser.visits import NARROW, Visits, post_question, sign_in

pytestmark = pytest.mark.browser

PROGRAM = "Wounds that heal"
REMINDER = f"What do you remember of {PROGRAM}?"
QUESTION = f"How do I apply “{REMINDER}”?"
LEARNER = "bea"
LINK = re.compile(r"https?://\S+/programs/check-in/\S+")


@pytest.fixture
def later(live_site: LiveSite, tmp_path: Path) -> Flask:
    """The same site with another clock, whose mails become files."""
    shared = {name: live_site.settings[name] for name in ("DATABASE_URL", "SECRET_KEY", "UPLOADS", "JOBS_FILE")}
    return create_app(
        {**shared, "JOBS": "worker", "MEANING": "off", "SITE_URL": live_site.address, "MAIL_FOLDER": str(tmp_path)}
    )


def design(paul: Page) -> None:
    """Begin a program with a pattern, launch it, and enroll somebody in a cohort that starts today."""
    paul.goto("/programs/new")
    paul.get_by_label("Title").fill(PROGRAM)
    paul.get_by_label("Outcomes").fill("wound-care")
    paul.get_by_role("button", name="Save").click()
    paul.get_by_role("button", name="Begin with this pattern").click()
    expect(paul.get_by_text("Draft", exact=True)).to_have_count(5)
    paul.get_by_role("button", name="Launch 5 reminders").click()
    expect(paul.get_by_text("5 reminders are launched.")).to_be_visible()
    paul.get_by_role("link", name="New cohort").click()
    paul.get_by_label("Name").fill("Winter")
    paul.get_by_label("First day").fill(clock.now().date().isoformat())
    paul.get_by_role("button", name="Open the cohort").click()
    paul.get_by_role("link", name="Enroll people").click()
    paul.get_by_label("Usernames").fill(LEARNER)
    paul.get_by_role("button", name="Enroll", exact=True).click()
    expect(paul.get_by_text("1 learner is in the cohort.")).to_be_visible()


def mailed_link(app: Flask, folder: Path) -> str:
    """Let time go on until the first reminder is due, and return the link of its mail."""
    with app.app_context():
        learner = member_by_username(LEARNER)
        assert learner is not None
        due_at = min(at for at, one in upcoming(learning_of(learner), clock.now()) if one.program.title == PROGRAM)
        with time_machine.travel(due_at + timedelta(minutes=1), tick=False):
            look_at(learner.id, clock.now())
            commit()
            mail.post_due(raising=True)
    letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    (letter,) = [one for one in letters if REMINDER in one["Subject"]]
    text = letter.get_body(("plain",))
    assert text is not None
    found = LINK.search(text.get_content())
    assert found is not None
    return found.group()


def test_what_a_learner_lacks_becomes_a_reminder(visits: Visits, later: Flask, tmp_path: Path) -> None:
    paul = visits.member("paul")
    design(paul)

    visits.width = NARROW
    bea = visits.visitor()
    bea.goto(mailed_link(later, tmp_path))
    bea.get_by_text("Blocked", exact=True).click()
    bea.get_by_label("I could not").check()
    bea.get_by_role("button", name="Answer", exact=True).click()
    bea.get_by_role("region", name="What next?").get_by_role("link", name="Ask about this").click()
    sign_in(bea, LEARNER)
    expect(bea.get_by_label("Your question in one sentence")).to_have_value(QUESTION)
    post_question(bea, QUESTION)

    ben = visits.member("ben")
    ben.goto(bea.url)
    ben.get_by_role("textbox", name="Your answer").fill("Look at the edges first, then at what the dressing holds.")
    ben.get_by_role("button", name="Post answer").click()
    expect(ben.get_by_text("Look at the edges first")).to_be_visible()

    paul.goto(bea.url)
    paul.get_by_role("link", name="Make it a reminder").click()
    paul.get_by_role("main").get_by_role("link", name=PROGRAM).click()
    expect(paul.get_by_label("Text", exact=True)).to_have_value(re.compile("Look at the edges first.*Ben", re.DOTALL))
    paul.get_by_role("button", name="Save").click()
    paul.get_by_role("button", name="Launch 1 reminder").click()
    expect(paul.get_by_role("listitem").filter(has_text=QUESTION).get_by_text("Day 84")).to_be_visible()
    expect(paul.get_by_text("Draft", exact=True)).to_have_count(0)
