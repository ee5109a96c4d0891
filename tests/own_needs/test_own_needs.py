"""What a member needs is theirs: to write down, to show to whom they like, to end and to let go of."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from community.accounts.models import Member, Role
from community.audiences.service import only
from community.entries.kinds import Kind
from community.kernel.db import commit, session
from community.own_needs.models import OwnNeed, OwnNeedLink
from tests.factories import a_member, a_question, a_team, an_entry

WRITTEN = {
    "words": "Explain a care plan to an upset family",
    "is_for_job": "y",
    "is_for_career": "y",
    "topic": "families",
    "plan": "Sit beside Gwen\ntwice.",
    "look_on": "2026-12-01",
    "audience": "self",
}


@pytest.fixture
def ana(app: Flask) -> Member:
    """Who needs something."""
    return a_member("Ana Zeppelin", team=a_team("Harbor"))


def only_one() -> OwnNeed:
    """The need that was written down."""
    return session().scalars(select(OwnNeed)).one()


def test_it_is_read_by_its_owner_and_by_nobody_else(as_member: Any, ana: Member) -> None:
    assert as_member(ana).post("/own-needs/new", data=WRITTEN).status_code == 303
    path = only_one().path
    page = as_member(ana).get(path).text
    for words in ("upset family", "Sit beside Gwen", "families", "For where I want to go", "Only me"):
        assert words in page
    assert "For what the organization is up to" not in page
    for role in Role:
        other = as_member(a_member(role=role, team=ana.team))
        assert other.get(path).status_code == 404
        for name in ("edit", "end", "links", "deletion"):
            assert other.post(f"{path}/{name}", data={"state": "met"}).status_code == 404
        for elsewhere in ("/own-needs?show=shared", "/search?q=upset", "/", f"/members/{ana.username}", "/needs"):
            assert "upset family" not in other.get(elsewhere, follow_redirects=True).text
        assert other.get("/tags/families").status_code == 404


def test_it_is_shown_to_somebody_and_taken_back(as_member: Any, ana: Member) -> None:
    gwen, browser = a_member("Gwen", username="gwen"), as_member(ana)
    browser.post("/own-needs/new", data=WRITTEN)
    path = only_one().path
    assert browser.post(f"{path}/edit", data={**WRITTEN, "audience": "named", "people": "gwen"}).status_code == 303
    reader = as_member(gwen)
    assert "Ana Zeppelin shows you this" in reader.get("/own-needs?show=shared").text
    page = reader.get(path).text
    assert "upset family" in page
    assert "How did it go?" not in page
    assert reader.post(f"{path}/edit", data=WRITTEN).status_code == 404
    assert as_member(a_member()).get(path).status_code == 404

    browser.post(f"{path}/edit", data=WRITTEN)
    assert reader.get(path).status_code == 404
    assert "upset family" not in reader.get("/own-needs?show=shared").text


def test_it_is_never_for_strangers(app: Flask, as_member: Any, ana: Member) -> None:
    app.config["PUBLIC_ALLOWED"] = True
    assert "Everyone on the internet" not in as_member(ana).get("/own-needs/new").text
    assert as_member(ana).post("/own-needs/new", data={**WRITTEN, "audience": "public"}).status_code == 422
    assert as_member(ana).get("/own-needs/new").text.count("checked") == 2  # only me, and for the job


def test_what_has_to_do_with_it_is_linked_within_what_each_may_see(as_member: Any, ana: Member) -> None:
    browser = as_member(ana)
    browser.post("/own-needs/new", data={**WRITTEN, "audience": "organization"})
    path = only_one().path
    question = a_question("Who tells the family?")
    secret = an_entry(Kind.REFLECTION, title="What went wrong", author=ana, audience=only(ana))
    hidden = an_entry(Kind.REFLECTION, title="Not for Ana", audience=only(a_member()))
    commit()
    for address in (f"https://learn.example{question.entry.path}", secret.path, secret.path):
        assert browser.post(f"{path}/links", data={"address": address}).status_code == 303
    for address in (hidden.path, "/questions", "nothing", ""):
        assert browser.post(f"{path}/links", data={"address": address}).status_code == 404
    assert session().scalar(select(func.count()).select_from(OwnNeedLink)) == 2
    mine, theirs = browser.get(path).text, as_member(a_member()).get(path).text
    assert "What went wrong" in mine
    assert "What went wrong" not in theirs
    assert "Who tells the family?" in theirs
    browser.post(f"{path}/links/{question.entry_id}/removal")
    assert "Who tells the family?" not in browser.get(path).text


def test_on_its_day_the_first_page_asks_how_it_went(as_member: Any, ana: Member) -> None:
    browser, asks = as_member(ana), "how did it go?"
    browser.post("/own-needs/new", data=WRITTEN)
    path = only_one().path
    with time_machine.travel("2026-11-30 12:00:00+00:00"):
        assert asks not in browser.get("/").text
    with time_machine.travel("2026-12-01 12:00:00+00:00"):
        assert asks in browser.get("/").text
        assert asks not in as_member(a_member()).get("/").text
        browser.post(f"{path}/end", data={"state": "met", "outcome": "Sitting down first."})
        assert asks not in browser.get("/").text
        assert "upset family" not in browser.get("/own-needs").text
        assert "Sitting down first." in browser.get("/own-needs?show=ended").text
        browser.post(f"{path}/end", data={"state": "open", "outcome": ""})
        assert "upset family" in browser.get("/own-needs").text


def test_what_was_typed_stays_when_something_is_missing(as_member: Any, ana: Member) -> None:
    wrong = {**WRITTEN, "words": " ", "topic": "a, b", "is_for_job": "", "is_for_career": ""}
    wrong = {name: value for name, value in wrong.items() if value}
    page = as_member(ana).post("/own-needs/new", data=wrong)
    assert page.status_code == 422
    for words in ("Please say in a line what you need.", "at least one of the three", "Please name one topic."):
        assert words in page.text
    assert "Sit beside Gwen" in page.text
    assert session().scalar(select(func.count(OwnNeed.id))) == 0


def test_nothing_of_what_was_deleted_stays(as_member: Any, ana: Member) -> None:
    browser = as_member(ana)
    browser.post("/own-needs/new", data=WRITTEN)
    path = only_one().path
    browser.post(f"{path}/links", data={"address": a_question().entry.path})
    assert browser.post(f"{path}/deletion").status_code == 303
    assert session().scalar(select(func.count(OwnNeed.id))) == 0
    assert session().scalar(select(func.count()).select_from(OwnNeedLink)) == 0


def test_a_long_list_is_read_page_by_page(as_member: Any, ana: Member) -> None:
    browser = as_member(ana)
    for number in range(25):
        browser.post("/own-needs/new", data={**WRITTEN, "words": f"Need {number:02}"})
    first = browser.get("/own-needs").text
    assert "Need 24" in first
    assert "Need 04" not in first
    last = session().scalar(select(OwnNeed.id).where(OwnNeed.words == "Need 05"))
    assert f"after={last}" in first
    assert "Need 04" in browser.get(f"/own-needs?after={last}").text
