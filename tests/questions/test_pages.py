"""Asking and answering as people do it."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.audiences.service import only
from community.entries.drafts import draft_of
from community.entries.models import Entry
from community.kernel.db import session
from community.questions.models import Question
from tests.factories import a_member, a_question, an_answer
from tests.programs.factories import a_program, a_reminder

ASKED = {
    "title": "How do I open a negotiation?",
    "source": "They wait for *us*.",
    "tags": "negotiation",
    "audience": "organization",
}


def test_asking_and_reading(app: Flask, as_member: Any) -> None:
    response = as_member(a_member()).post("/questions/new", data={**ASKED, "publish": "y"}, follow_redirects=True)
    assert response.status_code == 200
    assert "They wait for <em>us</em>." in response.text


def test_similar_questions_are_shown_before_posting(app: Flask, as_member: Any) -> None:
    a_question("How do I open a negotiation well?")
    response = as_member(a_member()).post("/questions/new", data={**ASKED, "publish": "y"})
    assert "These may already answer it" in response.text
    assert session().query(Question).count() == 1


def test_the_question_is_posted_once_the_similar_ones_were_seen(app: Flask, as_member: Any) -> None:
    a_question("How do I open a negotiation well?")
    as_member(a_member()).post("/questions/new", data={**ASKED, "publish": "y", "seen_similar": "y"})
    assert session().query(Question).count() == 2


def test_similar_questions_of_closed_circles_stay_there(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    a_question("How do I open a negotiation with Xylophon?", author=ana, audience=only(ana))
    response = as_member(a_member()).post("/questions/new", data={**ASKED, "publish": "y"}, follow_redirects=True)
    assert "Xylophon" not in response.text


def test_a_preview_says_who_will_see_it_and_publishes_nothing(app: Flask, as_member: Any) -> None:
    response = as_member(a_member()).post("/questions/new", data={**ASKED, "audience": "self", "preview": "y"})
    assert "Only you will see this." in response.text
    assert session().query(Question).count() == 0


def test_a_draft_comes_back(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/questions/new", data={**ASKED, "keep": "y"})
    assert "How do I open a negotiation?" in as_member(ana).get("/questions/new").text


def test_a_posted_question_leaves_no_draft(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/questions/new", data={**ASKED, "keep": "y"})
    as_member(ana).post("/questions/new", data={**ASKED, "publish": "y"})
    assert draft_of(ana, "question:new") is None


def test_a_question_without_a_title_keeps_its_text(app: Flask, as_member: Any) -> None:
    response = as_member(a_member()).post("/questions/new", data={**ASKED, "title": "", "publish": "y"})
    assert response.status_code == 422
    assert "They wait for *us*." in response.text


def test_an_unknown_audience_is_refused(app: Flask, as_member: Any) -> None:
    response = as_member(a_member()).post("/questions/new", data={**ASKED, "audience": "audience:999", "publish": "y"})
    assert response.status_code == 422


def test_answering_and_accepting(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    question = a_question(author=ana)
    as_member(ben).post(f"/questions/{question.entry_id}/answers", data={"source": "Ask first.", "publish": "y"})
    answer = session().scalars(select(Entry).where(Entry.parent_id == question.entry_id)).one()
    page = as_member(ana).post(f"/questions/answers/{answer.id}/acceptance", follow_redirects=True)
    assert "This helped Ana" in page.text


def test_what_one_cannot_see_one_cannot_answer(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    question = a_question(author=ana, audience=only(ana))
    response = as_member(a_member()).post(
        f"/questions/{question.entry_id}/answers", data={"source": "Hm.", "publish": "y"}
    )
    assert response.status_code == 404


def test_others_cannot_change_a_question(app: Flask, as_member: Any) -> None:
    question = a_question()
    response = as_member(a_member()).post(f"/questions/{question.entry_id}/edit", data={"title": "Mine now, all of it"})
    assert response.status_code == 403


def test_a_changed_question_shows_its_new_text(app: Flask, as_member: Any) -> None:
    question = a_question()
    page = as_member(question.entry.author).post(
        f"/questions/{question.entry_id}/edit",
        data={"title": "How do I write a short note?", "source": "New.", "tags": "notes"},
        follow_redirects=True,
    )
    assert "How do I write a short note?" in page.text


def test_closing_leads_readers_to_the_other_question(app: Flask, as_member: Any) -> None:
    question, other = a_question(), a_question("What makes a good handover?")
    page = as_member(question.entry.author).post(
        f"/questions/{question.entry_id}/closing",
        data={"other": f"http://x/questions/{other.entry_id}"},
        follow_redirects=True,
    )
    assert "What makes a good handover?" in page.text


def test_a_reader_who_may_not_see_the_other_question_is_not_told_its_title(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    question = a_question(author=ana)
    other = a_question("A secret matter of Ana's", author=ana, audience=only(ana))
    as_member(ana).post(f"/questions/{question.entry_id}/closing", data={"other": str(other.entry_id)})
    page = as_member(a_member()).get(f"/questions/{question.entry_id}")
    assert "A secret matter" not in page.text


def test_every_list_of_questions_opens(app: Flask, visitor: FlaskClient, as_member: Any) -> None:
    an_answer(a_question())
    paths = [
        "/questions",
        "/questions?sort=unanswered",
        "/questions?sort=unaccepted",
        "/questions?sort=active",
        "/questions/for-you",
        "/questions/new",
    ]
    assert {as_member(a_member()).get(path).status_code for path in paths} == {200}


def test_a_list_that_does_not_exist_is_not_found(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.get("/questions?sort=loudest").status_code == 404


def test_a_question_from_a_reminder_says_so(app: Flask, as_member: Any) -> None:
    program = a_program()
    reminder = a_reminder(program)
    page = as_member(a_member()).get(f"/questions/new?about={reminder.entry_id}").text
    assert f"/programs/reminders/{reminder.entry_id})" in page


def test_a_reminder_of_a_closed_program_is_not_told_of(app: Flask, as_member: Any) -> None:
    owner = a_member()
    reminder = a_reminder(a_program(owner, audience=only(owner)), title="A quiet reminder")
    assert "A quiet reminder" not in as_member(a_member()).get(f"/questions/new?about={reminder.entry_id}").text
