"""A barrier is raised, looked after and answered in the open; who raised it without a name is not kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, inspect, select

from community.accounts.models import Member, Role
from community.audiences.service import team_audience
from community.barriers.models import RaisedBarrier
from community.barriers.service import Text, raise_barrier
from community.kernel import mail
from community.kernel.db import commit, session
from community.notifications.digests import queue_digests
from community.topics.models import Tag
from tests.factories import a_member, a_team
from tests.mailbox import Mailbox, text_of

WRITTEN = {
    "title": "No time to write the handover",
    "words": "Ten minutes\nbefore the shift ends.",
    "topic": "handover",
    "as_who": "named",
    "audience": "organization",
}
UNNAMED = {**WRITTEN, "as_who": "unnamed", "title": "My lead forbids it", "words": "Ward 7 alone knows."}


@pytest.fixture
def ana(app: Flask) -> Member:
    """Somebody in a team."""
    return a_member("Ana Zeppelin", team=a_team("Harbor"))


@pytest.fixture
def coach(app: Flask) -> Member:
    """Who looks after the register."""
    return a_member("Cora", role=Role.COACH)


def only_one() -> RaisedBarrier:
    """The barrier that was raised."""
    return session().scalars(select(RaisedBarrier)).one()


def test_everybody_reads_who_raised_it_who_looks_after_it_and_the_answer(as_member: Any, ana: Member) -> None:
    mara, reader = a_member("Mara", role=Role.MANAGER), as_member(a_member())
    assert as_member(ana).post("/barriers/new", data=WRITTEN).status_code == 303
    barrier = only_one()
    assert "Nobody looks after it yet" in reader.get("/barriers").text

    manager = as_member(mara)
    manager.post(f"{barrier.path}/take-on")
    assert "Mara looks after it" in reader.get(barrier.path).text
    manager.post(f"{barrier.path}/answer", data={"state": "mended", "answer": "The shift ends ten minutes later."})

    page = reader.get(barrier.path).text
    assert "The shift ends ten minutes later." in page
    assert "Raised by Ana Zeppelin" in page
    assert barrier.title not in reader.get("/barriers").text
    assert barrier.title in reader.get("/barriers?state=answered").text


def test_without_a_name_nothing_is_kept_of_who_it_was_or_of_the_day(as_member: Any, ana: Member) -> None:
    with time_machine.travel("2026-11-26 13:37:00+00:00"):
        as_member(ana).post("/barriers/new", data=UNNAMED)
    barrier = only_one()
    columns = [column.key for column in inspect(RaisedBarrier).columns]
    kept = {name: getattr(barrier, name) for name in columns if name != "id"}
    assert kept["raiser_id"] is kept["owner_id"] is None
    assert kept["raised_at"].isoformat() == "2026-11-23T00:00:00+00:00"
    assert not any("Zeppelin" in str(value) for value in kept.values())


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MANAGER])
def test_what_was_raised_without_a_name_is_first_for_those_who_look_after_it(
    as_member: Any, ana: Member, role: Role
) -> None:
    as_member(ana).post("/barriers/new", data=UNNAMED)
    reader = as_member(a_member("Rob", role=role, team=ana.team))
    assert "My lead forbids it" not in reader.get("/barriers").text
    assert reader.get(only_one().path).status_code == 404
    assert reader.post(f"{only_one().path}/show", data={"title": "Seen"}).status_code in {403, 404}
    assert "My lead forbids it" not in as_member(ana).get("/barriers").text


def test_it_is_shown_in_other_words_or_let_go_of(as_member: Any, ana: Member, coach: Member) -> None:
    as_member(ana).post("/barriers/new", data=UNNAMED)
    barrier, browser, reader = only_one(), as_member(coach), as_member(a_member())
    assert "My lead forbids it" in browser.get("/barriers").text
    shown = {"title": "Some are not allowed to", "words": "", "topic": ""}
    assert browser.post(f"{barrier.path}/show", data=shown).status_code == 303
    page = reader.get(barrier.path).text
    assert "Some are not allowed to" in page
    assert "Ward 7" not in page
    assert "Raised without a name" in page
    assert browser.post(f"{barrier.path}/drop").status_code == 422

    as_member(ana).post("/barriers/new", data=UNNAMED)
    held = session().scalars(select(RaisedBarrier).where(~RaisedBarrier.is_shown)).one()
    assert browser.post(f"{held.path}/drop").status_code == 303
    assert session().scalar(select(func.count(RaisedBarrier.id))) == 1


def test_the_words_of_who_raised_it_are_neither_offered_nor_taken_to_show_it(
    as_member: Any, ana: Member, coach: Member
) -> None:
    as_member(ana).post("/barriers/new", data=UNNAMED)
    barrier, browser = only_one(), as_member(coach)
    form = browser.get(barrier.path).text.partition("Say it in your own words")[2]
    assert 'value="handover"' in form
    assert UNNAMED["title"] not in form
    for title, words in (("my lead  forbids it.", ""), ("Some are not allowed to", "Ward 7 ALONE knows")):
        refused = browser.post(f"{barrier.path}/show", data={"title": title, "words": words, "topic": ""})
        assert refused.status_code == 422
        assert "Please say it in your own words" in refused.text
    assert not only_one().is_shown


def test_nobody_looks_after_what_is_not_shown_yet(as_member: Any, ana: Member, coach: Member) -> None:
    as_member(ana).post("/barriers/new", data=UNNAMED)
    assert as_member(coach).post(f"{only_one().path}/take-on").status_code == 422
    assert only_one().owner is None


def test_the_audience_holds_for_what_is_held_back_as_well(as_member: Any, ana: Member, coach: Member) -> None:
    audience = team_audience(ana.team or a_team())
    held = raise_barrier(Text("Ward 7 alone", ""), by=ana, audience=audience, is_named=False)
    commit()
    assert as_member(coach).get(held.path).status_code == 404
    assert "Ward 7 alone" not in as_member(coach).get("/barriers").text
    assert "Ward 7 alone" in as_member(a_member(role=Role.COACH, team=ana.team)).get("/barriers").text


def test_one_for_a_team_stays_in_the_team(as_member: Any, ana: Member, coach: Member) -> None:
    as_member(ana).post("/barriers/new", data={**WRITTEN, "audience": "team"})
    path = only_one().path
    assert as_member(a_member(team=ana.team)).get(path).status_code == 200
    for other in (a_member(), coach):
        assert as_member(other).get(path).status_code == 404
        assert WRITTEN["title"] not in as_member(other).get("/barriers").text


def test_only_who_looks_after_it_answers_and_an_end_needs_a_reason(as_member: Any, ana: Member, coach: Member) -> None:
    as_member(ana).post("/barriers/new", data=WRITTEN)
    path, browser = only_one().path, as_member(coach)
    assert as_member(ana).post(f"{path}/take-on").status_code == 403
    assert browser.post(f"{path}/answer", data={"state": "mended", "answer": "Done."}).status_code == 403
    browser.post(f"{path}/take-on")
    refused = browser.post(f"{path}/answer", data={"state": "not_now", "answer": " "})
    assert refused.status_code == 422
    assert "Please say in a few words" in refused.text
    assert only_one().state == "looked_at"


def test_what_was_typed_stays_when_something_is_missing(as_member: Any, ana: Member) -> None:
    page = as_member(ana).post("/barriers/new", data={**WRITTEN, "title": "", "topic": "a, b"})
    assert page.status_code == 422
    assert "Please say in a line what stands in the way." in page.text
    assert "Please name one topic." in page.text
    assert "before the shift ends." in page.text
    assert session().scalar(select(func.count(RaisedBarrier.id))) == 0


def test_the_register_is_read_page_by_page_with_a_fixed_number_of_queries(as_member: Any, ana: Member) -> None:
    client = as_member(ana)
    for number in range(25):
        client.post("/barriers/new", data={**WRITTEN, "title": f"Barrier {number}"})
    seen: list[str] = []
    path: str | None = "/barriers"
    while path:
        page = client.get(path).text
        seen += re.findall(r">(Barrier \d+)</a>", page)
        following = re.search(r'href="(/barriers\?[^"]*after=[^"]*)"', page)
        path = following[1].replace("&amp;", "&") if following else None
    assert seen == [f"Barrier {number}" for number in reversed(range(25))]


def test_a_topic_alone_makes_no_tag_known(as_member: Any, ana: Member, coach: Member) -> None:
    as_member(ana).post("/barriers/new", data={**UNNAMED, "topic": "layoffs"})
    assert session().scalar(select(Tag.use_count).where(Tag.name == "layoffs")) == 0
    commit()
    assert as_member(a_member()).get("/tags/layoffs").status_code == 404


def test_who_raised_it_hears_of_the_answer_once(as_member: Any, ana: Member, coach: Member, mailbox: Mailbox) -> None:
    with time_machine.travel("2026-11-25 12:00:00+00:00"):
        as_member(ana).post("/barriers/new", data=WRITTEN)
        as_member(coach).post(f"{only_one().path}/take-on")
        as_member(coach).post(f"{only_one().path}/answer", data={"state": "mended", "answer": "Ten minutes more."})
    for moment in ("2026-11-30 08:03:00+00:00", "2026-11-30 08:09:00+00:00", "2026-12-07 08:03:00+00:00"):
        with time_machine.travel(moment):
            queue_digests()
            commit()
            mail.post_due(raising=True)
    said = [" ".join(text_of(message).split()) for message in mailbox.to(ana.email or "")]
    assert sum("There is an answer to the barrier that you raised" in each for each in said) == 1
