"""What people say of knowledge stands apart from what they have shown, and each person corrects their own."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Member
from community.kernel.db import session
from community.questions.models import Question
from tests.experts.test_pages import TAG, helped, names
from tests.factories import a_comment, a_member


@pytest.fixture
def ana(app: Flask) -> Member:
    """Who looks for help."""
    return a_member("Ana Reader")


def text_names(client: Any) -> list[str]:
    return names(client, "/experts?q=handover+note")


def test_one_topic_can_be_hidden_everywhere_and_shown_again(ana: Member, as_member: Any) -> None:
    ben = a_member("Ben Helper")
    helped(ben)
    helped(ben, tag="rota", title="Who plans the rota this summer?")
    look, own = as_member(ana), as_member(ben)

    assert own.post("/experts/me/topics", data={"topic": TAG, "hidden": "yes"}).status_code == 303
    assert (names(look), text_names(look), names(look, "/experts?tag=rota")) == ([], [], ["Ben Helper"])
    assert "You are not named for this topic." in own.get("/experts/me").text

    own.post("/experts/me/topics", data={"topic": TAG, "hidden": "no"})
    assert (names(look), text_names(look)) == (["Ben Helper"], ["Ben Helper"])


def test_a_piece_of_evidence_can_be_taken_out_by_its_author_alone(ana: Member, as_member: Any) -> None:
    ben = a_member("Ben Helper")
    answer = helped(ben)
    look, own = as_member(ana), as_member(ben)
    path = f"/experts/me/evidence/{answer.id}"

    assert look.post(path, data={"counts": "no"}).status_code == 404
    assert names(look) == ["Ben Helper"]
    own.post(path, data={"counts": "no"})
    assert (names(look), text_names(look)) == ([], [])
    page = own.get("/experts/me").text
    assert "You took these out" in page
    assert f"#answer-{answer.id}" in page

    own.post(path, data={"counts": "yes"})
    assert names(look) == ["Ben Helper"]


def test_what_somebody_declares_stands_apart_until_they_show_it(ana: Member, as_member: Any) -> None:
    ben = a_member("Ben Says")
    look, own = as_member(ana), as_member(ben)
    own.post("/experts/me/skills", data={"topic": "Hand over!", "declared": "yes"})
    own.post("/experts/me/skills", data={"topic": TAG, "declared": "yes"})

    page = look.get(f"/experts?tag={TAG}").text
    assert names(look) == []
    assert "They say that they can help" in page
    assert "Ben Says" in page
    assert TAG in own.get("/experts/me").text

    own.post("/experts/me/listing", data={"listed": "no"})
    assert "Ben Says" not in look.get(f"/experts?tag={TAG}").text
    own.post("/experts/me/listing", data={"listed": "yes"})
    own.post("/experts/me/skills", data={"topic": TAG, "declared": "no"})
    assert "Ben Says" not in look.get(f"/experts?tag={TAG}").text


def test_only_who_shared_a_conversation_can_say_so_too(ana: Member, as_member: Any) -> None:
    ben, chi = a_member("Ben Helper"), a_member("Chi Better")
    answer = helped(ben)
    helped(chi)
    helped(chi, title="Which form is for the handover?")
    look = as_member(ana)
    said = {"member": ben.username, "topic": TAG, "endorsed": "yes"}

    assert "I say so too" not in look.get(f"/experts?tag={TAG}").text
    assert look.post("/experts/endorsements", data=said).status_code == 422
    assert as_member(ben).post("/experts/endorsements", data=said).status_code == 422
    question = session().get_one(Question, answer.parent_id)
    a_comment(question.entry, by=ana)
    assert "I say so too" in look.get(f"/experts?tag={TAG}").text
    assert look.post("/experts/endorsements", data=said).status_code == 303
    page = look.get(f"/experts?tag={TAG}").text
    assert "1 colleague says so too" in page
    assert "Take my word back" in page
    # A word raises a place by a twentieth and puts nobody before who has shown more.
    assert names(look) == ["Chi Better", "Ben Helper"]

    look.post("/experts/endorsements", data={**said, "endorsed": "no"})
    assert "says so too" not in look.get(f"/experts?tag={TAG}").text


def test_a_topic_that_nobody_may_know_of_cannot_be_told_from_one_that_is_not_there(ana: Member, as_member: Any) -> None:
    answers = [
        as_member(ana).post("/experts/me/topics", data={"topic": topic, "hidden": "yes"}).status_code
        for topic in ("no-such-topic", "")
    ]
    assert answers == [404, 404]
