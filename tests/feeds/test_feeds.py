"""Feeds as a reader sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from community.accounts.models import MemberState
from community.accounts.service.feed_tokens import make_feed_token, revoke
from community.audiences import service as audiences
from community.entries import service
from community.entries.kinds import Kind
from community.kernel.db import commit
from tests.factories import a_comment, a_member, a_question, a_team, an_answer, an_entry
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment


def titles(response: TestResponse) -> list[str]:
    """The titles in a feed that a strict parser accepts."""
    parsed = feedparser.parse(BytesIO(response.data))
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [entry.title for entry in parsed.entries]


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_the_stream_holds_what_is_new(app: Flask, as_member: Any, form: str) -> None:
    an_entry(title="First")
    an_entry(title="Second")
    assert titles(as_member(a_member()).get(f"/feeds/stream.{form}")) == ["Second", "First"]


@pytest.mark.parametrize("title", ["]]> <b>&amp;", "\x0bvertical", "مرحبا", "🙂 👩‍👩‍👧", "\ufffe odd", "a" * 200])
@pytest.mark.parametrize("form", ["atom", "rss"])
def test_no_title_breaks_a_feed(app: Flask, as_member: Any, form: str, title: str) -> None:
    an_entry(title=title)
    assert len(titles(as_member(a_member()).get(f"/feeds/stream.{form}"))) == 1


def test_an_unchanged_feed_is_not_sent_again(app: Flask, as_member: Any) -> None:
    an_entry()
    client = as_member(a_member())
    etag = client.get("/feeds/stream.atom").headers["ETag"]
    again = client.get("/feeds/stream.atom", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_reader_that_only_knows_dates_is_told_too(app: Flask, as_member: Any) -> None:
    an_entry()
    client = as_member(a_member())
    since = client.get("/feeds/stream.atom").headers["Last-Modified"]
    assert client.get("/feeds/stream.atom", headers={"If-Modified-Since": since}).status_code == 304


@pytest.mark.parametrize("change", ["withdraw", "revise", "narrow", "add"])
def test_every_change_is_sent(app: Flask, as_member: Any, change: str) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana)
    client = as_member(a_member())
    etag = client.get("/feeds/stream.atom").headers["ETag"]
    if change == "withdraw":
        service.withdraw(entry, by=ana)
    elif change == "revise":
        service.revise(entry, by=ana, title="Another title", source="Words.")
    elif change == "narrow":
        service.restrict(entry, audiences.only(ana), by=ana)
    else:
        an_entry()
    commit()
    assert client.get("/feeds/stream.atom", headers={"If-None-Match": etag}).status_code == 200


def test_leaving_a_team_changes_the_feed(app: Flask, as_member: Any) -> None:
    team = a_team()
    ben = a_member("Ben", team=team)
    an_entry(audience=audiences.team_audience(team), title="For the team")
    assert titles(as_member(ben).get("/feeds/stream.atom")) == ["For the team"]
    audiences.set_team(ben, None)
    commit()
    assert titles(as_member(ben).get("/feeds/stream.atom")) == []


def test_a_visitor_reads_what_is_public_and_nothing_else(app: Flask, visitor: FlaskClient) -> None:
    an_entry(title="For members")
    an_entry(title="For all", audience=audiences.public_audience())
    assert titles(visitor.get("/feeds/stream.atom")) == ["For all"]


def test_ids_stay_the_same_when_the_text_changes(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana)
    client = as_member(ana)
    before = feedparser.parse(BytesIO(client.get("/feeds/stream.atom").data)).entries[0].id
    service.revise(entry, by=ana, title="Another title", source="Words.")
    commit()
    assert feedparser.parse(BytesIO(client.get("/feeds/stream.atom").data)).entries[0].id == before


def test_a_tag_a_blog_a_thread_and_the_questions_have_feeds(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(Kind.REFLECTION, author=ana, title="My week", tags=["handover"])
    question = a_question("Who reads the notes?", tags=["handover"])
    an_answer(question)
    a_comment(question.entry)
    client = as_member(a_member())
    assert titles(client.get("/feeds/tag/handover.atom")) == ["Who reads the notes?", "My week"]
    assert titles(client.get(f"/feeds/members/{ana.username}.atom")) == ["My week"]
    assert len(titles(client.get(f"/feeds/entries/{question.entry_id}.atom"))) == 2
    assert titles(client.get("/feeds/questions.atom")) == ["Who reads the notes?"]
    assert titles(client.get("/feeds/questions/unanswered.atom")) == []


def test_a_token_opens_the_feeds_of_its_member(app: Flask, visitor: FlaskClient) -> None:
    an_entry(title="For members")
    _token, secret = make_feed_token(a_member(), "all", "My reader")
    commit()
    assert titles(visitor.get(f"/feeds/stream.atom?token={secret}")) == ["For members"]


def test_a_token_for_one_feed_opens_no_other(app: Flask, visitor: FlaskClient) -> None:
    _token, secret = make_feed_token(a_member(), "/feeds/questions.atom", "")
    commit()
    assert visitor.get(f"/feeds/questions.atom?token={secret}").status_code == 200
    assert visitor.get(f"/feeds/stream.atom?token={secret}").status_code == 410


def test_a_revoked_token_is_dead(app: Flask, visitor: FlaskClient) -> None:
    ana = a_member("Ana")
    token, secret = make_feed_token(ana, "all", "")
    revoke(token, by=ana)
    commit()
    assert visitor.get(f"/feeds/stream.atom?token={secret}").status_code == 410


def test_a_suspended_members_tokens_are_dead(app: Flask, visitor: FlaskClient) -> None:
    ana = a_member("Ana")
    _token, secret = make_feed_token(ana, "all", "")
    ana.state = MemberState.SUSPENDED.value
    commit()
    assert visitor.get(f"/feeds/stream.atom?token={secret}").status_code == 410


def test_no_feed_holds_the_secret(app: Flask, visitor: FlaskClient) -> None:
    an_entry()
    _token, secret = make_feed_token(a_member(), "all", "")
    commit()
    assert secret.encode() not in visitor.get(f"/feeds/stream.atom?token={secret}").data


def test_my_own_reminders_come_by_my_own_start(app: Flask, as_member: Any) -> None:
    program = a_program()
    a_reminder(program, 2)
    a_reminder(program, 7)
    enrollment = an_enrollment(a_cohort(program))
    with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC), tick=False):
        response = as_member(enrollment.member).get(f"/feeds/enrollments/{enrollment.id}.atom")
    assert titles(response) == ["Day 2"]
    assert b"Did you apply it?" in response.data


def test_anothers_reminders_are_not_found(app: Flask, as_member: Any) -> None:
    enrollment = an_enrollment(a_cohort(a_program()))
    assert as_member(a_member()).get(f"/feeds/enrollments/{enrollment.id}.atom").status_code == 404


def test_a_cohort_has_one_feed_for_all(app: Flask, as_member: Any) -> None:
    program = a_program()
    a_reminder(program, 2)
    cohort = a_cohort(program)
    with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC), tick=False):
        assert titles(as_member(a_member()).get(f"/feeds/cohorts/{cohort.id}.rss")) == ["Day 2"]


def test_links_in_the_text_lead_to_the_site(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    an_entry(source=f"Ask @{ben.username}.")
    page = as_member(a_member()).get("/feeds/stream.atom").text
    assert f"http://127.0.0.1:8000/members/{ben.username}" in page
