"""A form sent twice publishes once."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from community.entries.models import Entry
from community.kernel.db import session
from tests.factories import a_member, a_question


def count(kind: str) -> int:
    """How many entries of a kind there are."""
    return session().scalar(select(func.count()).where(Entry.kind == kind)) or 0


def test_a_form_sent_again_leads_to_what_came_of_it(app: Flask, as_member: Any) -> None:
    question, ana = a_question(), a_member("Ana")
    fields = {"source": "Try the second drawer.", "publish": "y", "form_key": "k-1"}
    address = f"/questions/{question.entry_id}/answers"

    first = as_member(ana).post(address, data=fields)
    again = as_member(ana).post(address, data={**fields, "source": fields["source"]}, follow_redirects=True)

    assert first.status_code == 303
    assert "so it was not posted twice" in again.text
    assert "Try the second drawer." in again.text
    assert count("answer") == 1


def test_other_words_from_the_same_page_are_something_else(app: Flask, as_member: Any) -> None:
    question, ana = a_question(), a_member("Ana")
    for words in ("First thought.", "Second thought."):
        as_member(ana).post(f"/entries/{question.entry_id}/comments", data={"source": words, "form_key": "k-2"})
    assert count("comment") == 2


def test_a_preview_and_a_refusal_use_no_key_up(app: Flask, as_member: Any) -> None:
    question, ana = a_question(), a_member("Ana")
    address = f"/questions/{question.entry_id}/answers"
    seen = as_member(ana).post(address, data={"source": "Look first.", "preview": "y", "form_key": "k-3"})
    refused = as_member(ana).post(address, data={"source": "", "publish": "y", "form_key": "k-3"})
    posted = as_member(ana).post(address, data={"source": "Look first.", "publish": "y", "form_key": "k-3"})
    assert [seen.status_code, refused.status_code, posted.status_code] == [200, 422, 303]
    assert count("answer") == 1


def test_two_people_may_say_the_same(app: Flask, as_member: Any) -> None:
    question = a_question()
    for name in ("Ana", "Ben"):
        fields = {"source": "Thank you.", "form_key": "k-4"}
        as_member(a_member(name)).post(f"/entries/{question.entry_id}/comments", data=fields)
    assert count("comment") == 2


def test_forms_that_publish_carry_a_key(app: Flask, as_member: Any) -> None:
    question, ana = a_question(), as_member(a_member("Ana"))
    addresses = ("/questions/new", "/reflections/new", "/bookmarks/new", f"/questions/{question.entry_id}")
    assert [path for path in addresses if 'name="form_key"' not in ana.get(path).text] == []
