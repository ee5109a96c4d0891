"""Coming in and going out."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from community.accounts import passwords
from community.accounts.models import Member, MemberState
from community.kernel import clock
from tests.factories import PASSWORD, a_member


def enter(browser: FlaskClient, member: Member, **more: str) -> Any:
    """What the site answers when `member` signs in."""
    return browser.post("/sign-in", data={"identifier": member.username, "password": PASSWORD, **more})


def is_in(browser: FlaskClient) -> bool:
    """Whether the browser reaches a page of members."""
    return browser.get("/questions/new").status_code == 200


@pytest.mark.parametrize("called", ["username", "email"])
def test_a_member_signs_in_by_username_or_mail_address(app: Flask, visitor: FlaskClient, called: str) -> None:
    identifier = getattr(a_member("Ana"), called).upper()
    response = visitor.post("/sign-in", data={"identifier": f" {identifier} ", "password": PASSWORD})
    assert (response.status_code, response.location) == (303, "/")
    assert is_in(visitor)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(app: Flask, visitor: FlaskClient) -> None:
    ana = a_member("Ana")
    # What the form is signed with holds the second.
    with time_machine.travel(clock.now(), tick=False):
        wrong = visitor.post("/sign-in", data={"identifier": ana.username, "password": "not the password"})
        unknown = visitor.post("/sign-in", data={"identifier": "zo", "password": "not the password"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(ana.username, "zo") == unknown.text


def test_a_suspended_member_is_told_so_and_stays_out(app: Flask, visitor: FlaskClient) -> None:
    response = enter(visitor, a_member("Ana", state=MemberState.SUSPENDED.value))
    assert "This account is suspended" in response.text
    assert not is_in(visitor)


def test_somebody_without_a_password_cannot_sign_in(app: Flask, visitor: FlaskClient) -> None:
    ana = a_member("Ana")
    ana.password_hash = ""
    for typed in ("", PASSWORD):
        visitor.post("/sign-in", data={"identifier": ana.username, "password": typed})
    assert not is_in(visitor)


def test_signing_in_leads_to_the_page_that_was_asked_for(app: Flask, visitor: FlaskClient) -> None:
    asked = visitor.get("/questions/new?title=a%20b")
    assert asked.status_code == 302
    page = visitor.get(asked.location)
    assert 'name="next" value="/questions/new?title=a%20b"' in page.text
    assert enter(visitor, a_member("Ana"), next="/questions/new?title=a%20b").location == "/questions/new?title=a%20b"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\n/evil.example",
        "//[",
        "/" + "a" * 3000,
    ],
)
def test_signing_in_never_leads_to_another_site(app: Flask, visitor: FlaskClient, elsewhere: str) -> None:
    ana = a_member("Ana")
    assert visitor.get("/sign-in", query_string={"next": elsewhere}).status_code == 200
    assert enter(visitor, ana, next=elsewhere).location == "/"
    assert visitor.get("/sign-in", query_string={"next": elsewhere}).location == "/"


def test_staying_signed_in_lasts_only_when_asked_for(app: Flask) -> None:
    ana, short, long = a_member("Ana"), app.test_client(), app.test_client()
    enter(short, ana)
    enter(long, ana, remember="y")
    for browser in (short, long):
        browser.delete_cookie("session")
    assert (is_in(short), is_in(long)) == (False, True)


def test_signing_out_ends_the_session_and_the_long_lived_cookie(app: Flask, visitor: FlaskClient) -> None:
    enter(visitor, a_member("Ana"), remember="y")
    assert visitor.post("/sign-out").status_code == 303
    assert not is_in(visitor)
    assert visitor.get_cookie("remember_token") is None


def test_signing_out_is_not_done_by_a_link(visitor: FlaskClient) -> None:
    assert visitor.get("/sign-out").status_code == 405


def test_signing_out_everywhere_ends_every_session(app: Flask) -> None:
    ana, here, there = a_member("Ana"), app.test_client(), app.test_client()
    enter(here, ana)
    enter(there, ana, remember="y")
    here.post("/settings/sessions/end")
    assert not is_in(here)
    assert not is_in(there)


def test_a_session_ends_when_its_member_is_suspended(app: Flask, visitor: FlaskClient) -> None:
    ana = a_member("Ana")
    enter(visitor, ana)
    ana.state = MemberState.SUSPENDED.value
    assert not is_in(visitor)


def test_a_hash_of_lower_cost_is_made_anew(app: Flask, visitor: FlaskClient) -> None:
    cheaper = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16).hash(PASSWORD)
    ana = a_member("Ana")
    ana.password_hash = cheaper
    assert enter(visitor, ana).status_code == 303
    assert ana.password_hash != cheaper
    assert passwords.matches(PASSWORD, ana.password_hash)


@pytest.mark.parametrize("key", ["", "x.1", "1", "99999999999999999999.0", "²", "1.0.0", "-1.0", "."])
def test_a_cookie_that_stands_for_nobody_is_nobody(app: Flask, visitor: FlaskClient, key: str) -> None:
    with visitor.session_transaction() as cookie:
        cookie["_user_id"] = key
    assert visitor.get("/sign-in").status_code == 200


@pytest.mark.parametrize("typed", ["", " ", "a" * 5000, "\x00", "\x1b[2J", "مرحبا", "🦊🦊", "' OR 1=1 --", "%", "@"])
def test_odd_names_and_passwords_are_refused_in_words(app: Flask, visitor: FlaskClient, typed: str) -> None:
    ana = a_member("Ana")
    for identifier, password in ((typed, PASSWORD), (ana.username, typed), (typed, typed)):
        response = visitor.post("/sign-in", data={"identifier": identifier, "password": password})
        assert response.status_code == 422


def test_a_password_never_comes_back_in_the_page(app: Flask, visitor: FlaskClient) -> None:
    response = visitor.post("/sign-in", data={"identifier": "nobody", "password": "a-secret-of-mine"})
    assert "a-secret-of-mine" not in response.text
