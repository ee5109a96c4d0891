"""Feeds as a reader sees them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import feedparser
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import MemberState
from community.accounts.service.feed_tokens import make_feed_token, revoke
from community.audiences import service as audiences
from community.entries import service
from community.entries.follows import Subject, follow
from community.entries.kinds import Kind
from community.kernel import clock
from community.kernel.db import commit
from tests.bookmarks.factories import a_bookmark
from tests.counting import statements
from tests.factories import a_comment, a_member, a_question, a_team, an_answer, an_entry
from tests.feeds.reading import FORMS, items, titles


@pytest.mark.parametrize("form", FORMS)
def test_the_stream_holds_what_is_new(app: Flask, as_member: Any, form: str) -> None:
    an_entry(title="First")
    an_entry(title="Second")
    assert titles(as_member(a_member()).get(f"/feeds/stream.{form}")) == ["Second", "First"]


HOSTILE = (
    "]]> <b>&amp;",
    "\x0bvertical",
    "\u202eمرحبا \u2066abc",
    "🙂 \U0001f469\u200d\U0001f469\u200d\U0001f467",
    "\ufffe odd",
    "a" * 200,
    " ",
    "</title>",
)


@pytest.mark.parametrize("form", FORMS)
def test_no_title_text_name_or_tag_breaks_a_feed(app: Flask, as_member: Any, form: str) -> None:
    for title in HOSTILE:
        author = a_member()
        author.name = title[:80]
        an_entry(title=title, author=author, source=f"{title} ok", tags=[title])
    assert len(titles(as_member(a_member()).get(f"/feeds/stream.{form}"))) == len(HOSTILE)


@pytest.mark.parametrize("form", FORMS)
def test_a_title_is_said_as_it_was_written(app: Flask, as_member: Any, form: str) -> None:
    an_entry(title="Is a < b & c > d? مرحبا 🙂", author=a_member("Ana"), tags=["rope"])
    (item,) = items(as_member(a_member()).get(f"/feeds/stream.{form}"))
    said = item.title if form == "json" else item.title.replace("&lt;", "<").replace("&amp;", "&").replace("&gt;", ">")
    assert (said, item.author, item.tags) == ("Is a < b & c > d? مرحبا 🙂", "Ana", ["rope"])


@pytest.mark.parametrize("form", FORMS)
def test_a_bookmark_leads_to_its_page_and_a_recording_is_played(app: Flask, as_member: Any, form: str) -> None:
    a_bookmark("https://example.org/page", title="A page")
    talk = a_bookmark("https://example.org/talk.mp3", title="A talk")
    talk.resource.media_type, talk.resource.size = "audio/mpeg", 12_345
    commit()
    heard, read = items(as_member(a_member()).get(f"/feeds/bookmarks.{form}"))
    assert heard.recordings == [("https://example.org/talk.mp3", "audio/mpeg", 12_345)]
    assert read.recordings == []
    assert '<a href="https://example.org/page">A page</a>' in read.html


@pytest.mark.parametrize("form", FORMS)
def test_each_list_of_a_site_has_its_feed(app: Flask, as_member: Any, form: str) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    an_entry(Kind.REFLECTION, author=ana, title="My week", tags=["rope"])
    a_bookmark(author=ana, title="A page", tags=["rope"])
    answered = a_question("Who ties?", tags=["rope"])
    an_answer(answered)
    follow(Subject.MEMBER, ana.id, by=ben)
    commit()
    reader = as_member(ben)
    found = {path: titles(reader.get(f"/feeds/{path}.{form}{query}")) for path, query in {
        "reflections": "", "bookmarks": "", f"members/{ana.username}/bookmarks": "", "bookmarks/tag/rope": "",
        "questions/tag/rope": "", "questions/unaccepted": "", "following": "", "search": "?q=week",
    }.items()}  # fmt: skip
    assert found == {
        "reflections": ["My week"], "bookmarks": ["A page"], f"members/{ana.username}/bookmarks": ["A page"],
        "bookmarks/tag/rope": ["A page"], "questions/tag/rope": ["Who ties?"],
        "questions/unaccepted": ["Who ties?"], "following": ["A page", "My week"], "search": ["My week"],
    }  # fmt: skip
    assert len(titles(reader.get(f"/feeds/questions/active.{form}"))) == 1


def test_what_is_private_is_kept_by_no_cache_on_the_way(app: Flask, as_member: Any, visitor: FlaskClient) -> None:
    mine, theirs = as_member(a_member()).get("/feeds/stream.json"), visitor.get("/feeds/stream.json")
    assert (mine.cache_control.private, theirs.cache_control.public) == (True, True)
    assert {"Cookie", "Accept-Language"} <= set(mine.vary)


def test_a_feed_speaks_the_language_of_who_reads_it(app: Flask, visitor: FlaskClient) -> None:
    _token, secret = make_feed_token(a_member(language="de"), "all", "")
    commit()
    answer = visitor.get(f"/feeds/stream.atom?token={secret}", headers={"Accept-Language": "en"})
    again = visitor.get(f"/feeds/stream.atom?token={secret}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


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


def test_a_feed_is_written_once_for_all_who_may_read_the_same(app: Flask, as_member: Any) -> None:
    entry = an_entry(title="For everybody")
    first, second = as_member(a_member()), as_member(a_member())
    with statements() as asked:
        written = first.get("/feeds/stream.atom").data
    with statements() as asked_again:
        assert second.get("/feeds/stream.atom").data == written
    assert len(asked_again) == len(asked) - 1
    assert entry.title in written.decode()


def test_what_was_written_for_one_reader_is_not_sent_to_another_who_may_read_less(app: Flask, as_member: Any) -> None:
    team = a_team()
    an_entry(audience=audiences.team_audience(team), title="For the team")
    an_entry(title="For everybody")
    inside, outside = as_member(a_member("Ben", team=team)), as_member(a_member())
    for _time in range(2):
        assert titles(inside.get("/feeds/stream.atom")) == ["For everybody", "For the team"]
        assert titles(outside.get("/feeds/stream.atom")) == ["For everybody"]


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


def test_a_token_for_one_search_opens_no_other(app: Flask, visitor: FlaskClient) -> None:
    _token, secret = make_feed_token(a_member(), "/feeds/search.atom?q=night+shift", "")
    commit()
    assert visitor.get(f"/feeds/search.atom?q=night+shift&token={secret}").status_code == 200
    assert visitor.get(f"/feeds/search.atom?q=day+shift&token={secret}").status_code == 410
    assert visitor.get(f"/feeds/search.atom?token={secret}").status_code == 410


def test_a_token_is_dead_when_its_time_is_over(app: Flask, visitor: FlaskClient) -> None:
    end = clock.now() + timedelta(days=1)
    _token, secret = make_feed_token(a_member(), "all", "", expires_at=end)
    commit()
    assert visitor.get(f"/feeds/stream.atom?token={secret}").status_code == 200
    with time_machine.travel(end, tick=False):
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


def test_links_in_the_text_lead_to_the_site(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    an_entry(source=f"Ask @{ben.username}.")
    page = as_member(a_member()).get("/feeds/stream.atom").text
    assert f"http://127.0.0.1:8000/members/{ben.username}" in page
