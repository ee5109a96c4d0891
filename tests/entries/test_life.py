"""The address that never changes, and taking back."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Role
from community.audiences.service import public_audience
from community.entries import service
from community.kernel.db import commit
from tests.factories import a_comment, a_member, a_question, an_answer, an_entry


def test_a_permalink_leads_to_the_page(app: Flask, as_member: Any) -> None:
    answer = an_answer(a_question())
    response = as_member(a_member()).get(f"/entries/{answer.id}")
    assert (response.status_code, response.location) == (302, answer.path)


def test_a_permalink_of_a_public_entry_leads_visitors(visitor: FlaskClient) -> None:
    entry = an_entry(audience=public_audience())
    assert visitor.get(f"/entries/{entry.id}").location == f"/reflections/{entry.id}"


def test_taking_back_asks_first(app: Flask, as_member: Any) -> None:
    entry = an_entry(title="Too early")
    response = as_member(entry.author).get(f"/entries/{entry.id}/withdrawal")
    assert "Take this back?" in response.text
    assert entry.state == "published"


def test_what_is_taken_back_is_gone_for_others(app: Flask, as_member: Any) -> None:
    question = a_question()
    as_member(question.entry.author).post(f"/entries/{question.entry_id}/withdrawal")
    assert as_member(a_member()).get(f"/questions/{question.entry_id}").status_code == 404


def test_a_comment_taken_back_leads_to_the_page_where_it_stood(app: Flask, as_member: Any) -> None:
    question, ben = a_question(), a_member("Ben")
    remark = a_comment(question.entry, by=ben)
    response = as_member(ben).post(f"/entries/{remark.id}/withdrawal")
    assert (response.status_code, response.location) == (303, f"/questions/{question.entry_id}")
    assert question.entry.comment_count == 0


def test_what_was_taken_back_is_listed_and_can_come_back(app: Flask, as_member: Any) -> None:
    question = a_question("Was this too early to ask?")
    client = as_member(question.entry.author)
    client.post(f"/entries/{question.entry_id}/withdrawal")
    assert f'action="/entries/{question.entry_id}/restoration"' in client.get("/drafts").text
    client.post(f"/entries/{question.entry_id}/restoration")
    assert as_member(a_member()).get(f"/questions/{question.entry_id}").status_code == 200


def test_the_page_of_what_was_taken_back_offers_to_bring_it_back(app: Flask, as_member: Any) -> None:
    question = a_question()
    client = as_member(question.entry.author)
    client.post(f"/entries/{question.entry_id}/withdrawal")
    for path in (f"/questions/{question.entry_id}", f"/entries/{question.entry_id}/withdrawal"):
        assert f'action="/entries/{question.entry_id}/restoration"' in client.get(path).text


def test_the_author_cannot_bring_back_what_was_hidden(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    service.hide(entry, by=a_member(role=Role.ADMINISTRATOR))
    commit()
    assert as_member(entry.author).post(f"/entries/{entry.id}/restoration").status_code == 403
    assert entry.state == "hidden"


def test_taking_back_is_no_way_around_the_hiding(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    service.hide(entry, by=a_member(role=Role.ADMINISTRATOR))
    commit()
    client = as_member(entry.author)
    taken_back = client.post(f"/entries/{entry.id}/withdrawal").status_code
    client.post(f"/entries/{entry.id}/restoration")
    assert (taken_back, entry.is_live) == (422, False)


def test_a_thread_that_goes_takes_its_count_with_it(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    remark = a_comment(entry, by=ben)
    a_comment(remark)
    a_comment(entry)
    as_member(ben).post(f"/entries/{remark.id}/withdrawal")
    assert entry.comment_count == 1


def test_counts_are_right_after_everything_went_and_came_back(app: Flask, as_member: Any) -> None:
    question, ben = a_question(), a_member("Ben")
    answer = an_answer(question)
    remark = a_comment(answer, by=ben)
    a_comment(question.entry)
    as_member(ben).post(f"/entries/{remark.id}/withdrawal")
    as_member(question.entry.author).post(f"/entries/{question.entry_id}/withdrawal")
    as_member(ben).post(f"/entries/{remark.id}/restoration")
    as_member(question.entry.author).post(f"/entries/{question.entry_id}/restoration")
    assert (question.entry.comment_count, answer.comment_count) == (1, 1)
