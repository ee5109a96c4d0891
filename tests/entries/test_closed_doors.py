"""What one cannot see, one cannot touch: every act on such an entry finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.audiences.service import only
from community.entries import service
from community.entries.models import Entry, Flag, Follow, Vote
from community.kernel.db import commit, session
from tests.factories import a_comment, a_member, an_entry

PAGES = (
    "/entries/{id}",
    "/entries/{id}/comments/new",
    "/entries/{id}/edit",
    "/entries/{id}/flag",
    "/entries/{id}/withdrawal",
    "/entries/{id}/audience",
    "/entries/{id}/as",
    "/entries/{id}/as/visitor",
    "/entries/{id}/revisions",
    "/entries/{id}/revisions/1",
)
ACTS = {
    "/entries/{id}/comments": {"source": "Hello"},
    "/entries/{id}/comments/closing": {"closed": "1"},
    "/entries/{id}/edit": {"source": "Other words"},
    "/entries/{id}/vote": {"value": "1"},
    "/entries/{id}/flags": {"reason": "spam"},
    "/entries/{id}/follow": {"following": "1"},
    "/entries/{id}/withdrawal": {},
    "/entries/{id}/restoration": {},
    "/entries/{id}/audience": {"audience": "self"},
    "/entries/{id}/revisions/1/restoration": {},
}


def a_closed_entry() -> Entry:
    """What Ana keeps for herself, changed once."""
    ana = a_member("Ana")
    entry = an_entry(author=ana, audience=only(ana), title="Xylophon")
    service.revise(entry, by=ana, title="Xylophon", source="Quokka")
    commit()
    return entry


@pytest.fixture
def stranger(app: Flask, as_member: Any) -> FlaskClient:
    """A member whom nobody named."""
    client: FlaskClient = as_member(a_member("Stranger"))
    return client


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_a_closed_entry_is_found(stranger: FlaskClient, path: str) -> None:
    response = stranger.get(path.format(id=a_closed_entry().id))
    assert response.status_code == 404
    assert "Xylophon" not in response.text


@pytest.mark.parametrize("path", ACTS)
def test_no_act_reaches_a_closed_entry(stranger: FlaskClient, path: str) -> None:
    entry = a_closed_entry()
    assert stranger.post(path.format(id=entry.id), data=ACTS[path]).status_code == 404
    assert (entry.source, entry.score, entry.comment_count, entry.state) == ("Quokka", 0, 0, "published")
    assert [session().query(table).count() for table in (Vote, Flag, Follow)] == [0, 0, 0]


@pytest.mark.parametrize("path", ACTS)
def test_what_does_not_exist_looks_the_same(stranger: FlaskClient, path: str) -> None:
    assert stranger.post(path.format(id=987654), data=ACTS[path]).status_code == 404


@pytest.mark.parametrize("path", ACTS)
def test_visitors_are_asked_to_sign_in(visitor: FlaskClient, path: str) -> None:
    entry = an_entry()
    assert visitor.post(path.format(id=entry.id), data=ACTS[path]).status_code in {302, 401}
    assert (entry.score, entry.comment_count, entry.state) == (0, 0, "published")


@pytest.mark.parametrize("path", ["/entries/{id}/audience", "/entries/{id}/withdrawal", "/entries/{id}/as/visitor"])
def test_what_is_the_author_s_alone_is_refused_to_readers(stranger: FlaskClient, path: str) -> None:
    assert stranger.get(path.format(id=an_entry().id)).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["withdrawal", "audience", "edit", "comments/closing", "revisions/1/restoration"],
)
def test_readers_cannot_do_what_is_the_author_s(stranger: FlaskClient, path: str) -> None:
    entry = an_entry(source="First")
    service.revise(entry, by=entry.author, title="A title", source="Second")
    data = {"audience": "self", "source": "Mine now", "closed": "1"}
    assert stranger.post(f"/entries/{entry.id}/{path}", data=data).status_code == 403
    assert (entry.source, entry.state, entry.comments_closed) == ("Second", "published", False)


def test_who_lost_sight_of_the_page_takes_no_more_part(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    entry = an_entry(author=ana)
    remark = a_comment(entry, by=ben, privately=True)
    service.restrict(entry, only(ana), by=ana)
    commit()
    assert as_member(ben).post(f"/entries/{remark.id}/comments", data={"source": "And?"}).status_code == 404


def test_who_lost_sight_of_the_page_can_still_take_back_what_they_said(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    entry = an_entry(author=ana)
    remark = a_comment(entry, by=ben, privately=True)
    service.restrict(entry, only(ana), by=ana)
    response = as_member(ben).post(f"/entries/{remark.id}/withdrawal")
    assert (response.status_code, response.location, remark.state) == (303, "/drafts", "withdrawn")
