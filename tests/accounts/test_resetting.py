"""A new password by mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member, MemberState
from community.accounts.passwords import matches
from community.events import PasswordResetRequested
from community.kernel.db import commit
from tests.accounts.conftest import Mailbox, html_of, text_of
from tests.factories import PASSWORD, a_member

NEW = "a new horse battery"


def ask(browser: FlaskClient, address: str | None) -> Any:
    """What the site answers when somebody asks for a link."""
    return browser.post("/reset", data={"email": address or ""})


def test_a_member_chooses_a_new_password_by_the_link(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    assert ask(visitor, " ANA@example.org ").status_code == 200
    path = mailbox.path("ana@example.org")
    assert visitor.get(path).status_code == 200
    assert visitor.post(path, data={"password": NEW}).location == "/sign-in"
    assert visitor.post("/sign-in", data={"identifier": ana.username, "password": PASSWORD}).status_code == 422
    assert visitor.post("/sign-in", data={"identifier": ana.username, "password": NEW}).status_code == 303


def test_the_mail_says_the_same_as_html_and_as_plain_text(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    ask(visitor, ana.email)
    message = mailbox.only("ana@example.org")
    assert message["Subject"] == "A new password"
    for body in (text_of(message), html_of(message)):
        assert mailbox.path("ana@example.org") in body
        assert "good for one hour" in body


def test_the_mail_is_in_the_language_of_its_reader(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    ask(visitor, a_member("Ana", email="ana@example.org", language="de").email)
    assert '<html lang="de"' in html_of(mailbox.only("ana@example.org"))


def test_the_answer_tells_nobody_who_has_an_account(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    a_member("Ana", email="ana@example.org")
    known, unknown = ask(visitor, "ana@example.org"), ask(visitor, "zoe@example.org")
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("ana@", "zoe@") == unknown.text
    assert mailbox.to("zoe@example.org") == []


def test_the_link_works_once(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    ask(visitor, a_member("Ana", email="ana@example.org").email)
    path = mailbox.path("ana@example.org")
    visitor.post(path, data={"password": NEW})
    assert visitor.get(path).status_code == 404
    assert visitor.post(path, data={"password": "another horse battery"}).status_code == 404


def test_the_link_is_good_for_one_hour(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        ask(visitor, a_member("Ana", email="ana@example.org").email)
    path = mailbox.path("ana@example.org")
    with time_machine.travel(start + timedelta(minutes=59), tick=False):
        assert visitor.get(path).status_code == 200
    with time_machine.travel(start + timedelta(minutes=61), tick=False):
        assert visitor.get(path).status_code == 404


def test_a_new_address_kills_the_links_sent_to_the_old_one(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    ask(visitor, ana.email)
    ana.email = "else@example.org"
    assert visitor.get(mailbox.path("ana@example.org")).status_code == 404


def test_a_suspended_member_gets_no_link_and_an_old_one_is_dead(
    app: Flask, visitor: FlaskClient, mailbox: Mailbox
) -> None:
    ana = a_member("Ana", email="ana@example.org")
    ask(visitor, ana.email)
    ana.state = MemberState.SUSPENDED.value
    assert visitor.get(mailbox.path("ana@example.org")).status_code == 404
    ask(visitor, ana.email)
    assert len(mailbox.to("ana@example.org")) == 1


def test_a_new_password_ends_every_session(app: Flask, visitor: FlaskClient, as_member: Any, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    thief = as_member(ana)
    ask(visitor, ana.email)
    visitor.post(mailbox.path("ana@example.org"), data={"password": NEW})
    assert thief.get("/settings").status_code == 302


@pytest.mark.parametrize("weak", ["", "short", "a" * 10, "password123", "x" * 201, "abababababab"])
def test_a_weak_password_is_refused_in_words(app: Flask, visitor: FlaskClient, mailbox: Mailbox, weak: str) -> None:
    ana = a_member("Ana", email="ana@example.org")
    ask(visitor, ana.email)
    response = visitor.post(mailbox.path("ana@example.org"), data={"password": weak})
    assert response.status_code == 422
    assert 'class="field-error"' in response.text
    assert matches(PASSWORD, ana.password_hash)


@pytest.mark.parametrize("odd", ["", "no address", "a@", "@b.example", "🦊@example.org@", "a" * 300 + "@b.org", "\x00"])
def test_what_is_no_address_is_refused(app: Flask, visitor: FlaskClient, odd: str) -> None:
    assert ask(visitor, odd).status_code == 422


@pytest.mark.parametrize("token", ["x", "a" * 3000, "WzEsMl0.aaaa.bbbb", "%00", "مرحبا", "..%2f.."])
def test_a_made_up_link_leads_nowhere(app: Flask, visitor: FlaskClient, token: str) -> None:
    assert visitor.get(f"/reset/{token}").status_code in {400, 404}
    assert visitor.post(f"/reset/{token}", data={"password": NEW}).status_code in {400, 404}


def test_a_link_made_for_another_purpose_is_refused(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    ask(visitor, a_member("Ana", email="ana@example.org").email)
    token = mailbox.path("ana@example.org").removeprefix("/reset/")
    assert visitor.get(f"/join/{token}").status_code == 404
    assert visitor.get(f"/settings/mail/{token}").status_code == 404


def test_what_is_written_down_opens_nothing(app: Flask, visitor: FlaskClient, published: Any, mailbox: Mailbox) -> None:
    ana: Member = a_member("Ana", email="ana@example.org")
    ask(visitor, ana.email)
    commit()
    assert published.only(PasswordResetRequested) == PasswordResetRequested(actor_id=ana.id, member_id=ana.id)
