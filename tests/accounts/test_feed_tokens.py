"""Addresses that open a member's feeds in a reader."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from community.accounts.models import FeedToken, Member
from community.accounts.service import make_feed_token, open_feed, suspend
from community.accounts.service.feed_tokens import MOST_TOKENS
from community.kernel.db import commit, reading, session
from community.kernel.errors import Refused
from tests.factories import a_member

STREAM = "/feeds/stream.atom"


def a_token(member: Member, scope: str = "all") -> tuple[FeedToken, str]:
    """A token and its secret, written down."""
    made = make_feed_token(member, scope, "My reader")
    commit()
    return made


def opens(secret: str, path: str = STREAM) -> Member | None:
    """Whom a secret opens a feed for, once everything is written down."""
    commit()
    with reading():
        found = open_feed(secret, path)
        session().rollback()
    return found


def test_a_secret_is_shown_once_and_kept_as_a_hash(app: Flask, as_member: Any) -> None:
    browser = as_member(a_member("Ana"))
    page = browser.post("/settings/feeds", data={"scope": STREAM, "label": "Phone"})
    found = re.search(r"/feeds/stream\.atom\?token=([\w-]{43})", page.text)
    assert found
    assert "no-store" in page.headers["Cache-Control"]
    listed = browser.get("/settings/feeds").text
    assert "Phone" in listed
    assert found[1] not in listed
    assert found[1] not in str([vars(row) for row in session().scalars(select(FeedToken))])


def test_a_secret_opens_what_it_was_made_for(app: Flask) -> None:
    ana = a_member("Ana")
    _token, every = a_token(ana)
    _token, one = a_token(ana, STREAM)
    assert opens(every) == opens(one) == opens(every, "/feeds/questions.atom") == ana
    assert opens(one, "/feeds/questions.atom") is None
    assert opens(every, "/settings") is None


@pytest.mark.parametrize("secret", ["", "x", "a" * 5000, "\x00", "مرحبا", "\ud800"])
def test_a_made_up_secret_opens_nothing(app: Flask, secret: str) -> None:
    assert opens(secret) is None


def test_a_revoked_secret_opens_nothing(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    token, secret = a_token(ana)
    assert as_member(ana).post(f"/settings/feeds/{token.id}/revocation").status_code == 303
    assert opens(secret) is None


def test_nobody_revokes_what_is_not_theirs(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    token, secret = a_token(ana)
    ben = as_member(a_member("Ben"))
    assert ben.post(f"/settings/feeds/{token.id}/revocation").status_code == 404
    assert ben.post("/settings/feeds/999/revocation").status_code == 404
    assert opens(secret) == ana


def test_the_secrets_of_a_suspended_member_are_dead_for_good(app: Flask) -> None:
    ana, token_and_secret = (member := a_member("Ana")), a_token(member)
    suspend(ana)
    assert opens(token_and_secret[1]) is None
    ana.state = "active"
    assert opens(token_and_secret[1]) is None


def test_the_last_use_is_noted_once_an_hour(app: Flask) -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    token, secret = a_token(a_member("Ana"))
    noted = []
    for minutes in (0, 59, 61):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            opens(secret)
        session().expire_all()
        noted.append(token.last_used_at)
    assert noted == [start, start, start + timedelta(minutes=61)]


@pytest.mark.parametrize(
    "scope", ["", "x", "/settings", "/feeds/", "/feeds/../settings", "/feeds/a?b", "/feeds/\u202e"]
)
def test_what_is_no_feed_is_refused(app: Flask, as_member: Any, scope: str) -> None:
    response = as_member(a_member()).post("/settings/feeds", data={"scope": scope})
    assert response.status_code == 422


def test_there_is_an_end_to_addresses(app: Flask) -> None:
    ana = a_member("Ana")
    for _number in range(MOST_TOKENS):
        make_feed_token(ana, "all")
    with pytest.raises(Refused):
        make_feed_token(ana, "all")
