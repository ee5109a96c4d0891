"""The first three steps of a new member."""

from __future__ import annotations

from typing import Any

from flask import Flask

from community.entries.queries import is_following
from community.home.queries import first_steps
from community.topics.queries import tag_by_name
from tests.factories import a_member, a_question


def test_each_step_leads_to_the_next_and_is_remembered(app: Flask, as_member: Any) -> None:
    a_question(tags=["families"])
    ana = a_member("Ana")
    window = as_member(ana)
    assert window.get("/welcome").location == "/welcome/you"

    you = window.post("/welcome/you", data={"name": "Ana", "title": "Night nurse", "bio": ""})
    assert (you.location, window.get("/welcome").location) == ("/welcome/tags", "/welcome/tags")

    assert window.post("/welcome/tags", data={"tag": ["families", "no-such-tag"]}).location == "/welcome/words"
    families = tag_by_name("families")
    assert families is not None
    assert is_following(ana, "tag", families.id)
    assert "Step 3 of 3" in window.get("/welcome/words").text

    assert window.post("/welcome").location == "/"
    assert "Three steps to begin with" not in window.get("/").text


def test_every_step_can_be_skipped(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    window = as_member(ana)
    assert 'href="/welcome/tags">Skip this step' in window.get("/welcome/you").text
    assert 'href="/welcome/words">Skip this step' in window.get("/welcome/tags").text
    assert "Skip all of it" in window.get("/welcome/you").text
    window.post("/welcome/tags")
    steps = first_steps(ana)
    assert (steps.said_who, steps.follows, steps.wrote) == (False, False, False)


def test_a_name_that_is_refused_stays_on_its_step(app: Flask, as_member: Any) -> None:
    answer = as_member(a_member("Ana")).post("/welcome/you", data={"name": "", "title": "Night nurse"})
    assert answer.status_code == 422
    assert "Night nurse" in answer.text
