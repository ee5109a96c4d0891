"""Becoming a member."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.accounts.models import Member, Role, Team
from community.accounts.queries import member_by_email, open_invitations
from community.audiences.queries import holds
from community.audiences.service import team_audience
from community.events import MemberJoined
from community.kernel import clock
from community.kernel.db import session
from tests.accounts.conftest import Mailbox, html_of, text_of
from tests.factories import a_member, a_team

JOINING = {"name": "Zoë van Dam", "email": "Zoe@Example.org", "password": "a horse with a battery"}
INVITED = {"name": "Zoë van Dam", "password": "a horse with a battery"}


def joined() -> Member:
    """The member who joined as in `JOINING`."""
    member = member_by_email("zoe@example.org")
    assert member is not None
    return member


def count() -> int:
    """How many people have an account."""
    return session().scalar(select(func.count()).select_from(Member)) or 0


def invite(as_member: Any, mailbox: Mailbox, role: Role = Role.MEMBER, team: Team | None = None) -> str:
    """Invite Zoë; the path of the link that she gets."""
    host = as_member(a_member("Ada", role=Role.ADMINISTRATOR))
    data = {"email": "Zoe@example.org", "role": role.value, "team": str(team.id) if team else ""}
    assert host.post("/admin/invitations", data=data).status_code == 303
    return mailbox.path("zoe@example.org")


def test_whoever_joins_is_signed_in_and_welcomed(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    a_member()
    assert visitor.post("/join", data=JOINING).location == "/welcome"
    assert visitor.get("/settings").status_code == 200
    assert (joined().username, joined().role) == ("zoe.van.dam", "member")
    message = mailbox.only("zoe@example.org")
    assert "Zoë van Dam" in text_of(message)
    assert "zoe.van.dam" in html_of(message)


def test_joining_is_told_to_the_house(app: Flask, visitor: FlaskClient, published: Any) -> None:
    visitor.post("/join", data=JOINING)
    assert published.only(MemberJoined).member_id == joined().id


def test_the_first_to_join_looks_after_the_community(app: Flask, visitor: FlaskClient) -> None:
    app.config["SIGNUP"] = "invitation"
    visitor.post("/join", data=JOINING)
    assert joined().role == Role.ADMINISTRATOR


def test_a_username_that_is_taken_gets_a_number(app: Flask, visitor: FlaskClient) -> None:
    a_member(username="zoe.van.dam")
    visitor.post("/join", data=JOINING)
    assert joined().username == "zoe.van.dam2"


@pytest.mark.parametrize(
    ("name", "username"),
    [("مريم", "member"), ("李小龍", "member"), ("🦊 Fox", "fox"), ("Ö", "member.o"), ("All", "member.all")],
)
def test_people_of_every_script_get_a_username(app: Flask, visitor: FlaskClient, name: str, username: str) -> None:
    visitor.post("/join", data={**JOINING, "name": name})
    assert (joined().name, joined().username) == (name, username)


@pytest.mark.parametrize("signup", ["invitation", "closed"])
def test_nobody_joins_by_themselves_where_that_is_not_wanted(app: Flask, visitor: FlaskClient, signup: str) -> None:
    a_member()
    app.config["SIGNUP"] = signup
    assert visitor.get("/join").status_code == 403
    assert visitor.post("/join", data=JOINING).status_code == 403
    assert count() == 1


def test_an_address_that_has_an_account_is_refused(app: Flask, visitor: FlaskClient) -> None:
    a_member(email="zoe@example.org")
    response = visitor.post("/join", data=JOINING)
    assert response.status_code == 422
    assert "There is an account with this mail address already" in response.text
    assert count() == 1


def test_a_username_that_somebody_has_is_refused_and_what_was_typed_stays(app: Flask, visitor: FlaskClient) -> None:
    a_member(username="zoe", email="other@example.org")
    response = visitor.post("/join", data={**JOINING, "username": "ZOE"})
    assert response.status_code == 422
    assert "Somebody has this username already" in response.text
    assert "Zoë van Dam" in response.text
    assert JOINING["password"] not in response.text


@pytest.mark.parametrize(
    "odd",
    [
        {"name": ""},
        {"name": "\x00\x01"},
        {"name": "\u202eanA"},
        {"name": "..."},
        {"name": "a" * 121},
        {"email": ""},
        {"email": "nobody"},
        {"email": "a b@example.org"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a" * 300 + "@example.org"},
        {"username": "a"},
        {"username": "with blank"},
        {"username": "me"},
        {"username": "../admin"},
        {"username": "مرحبا"},
        {"username": "🦊🦊"},
        {"username": "-a-"},
        {"username": "a" * 41},
        {"password": ""},
        {"password": "short"},
        {"password": "x" * 500},
    ],
)
def test_odd_input_is_refused_and_nothing_is_half_done(app: Flask, visitor: FlaskClient, odd: dict[str, str]) -> None:
    a_member()
    assert visitor.post("/join", data={**JOINING, **odd}).status_code == 422
    assert count() == 1


def test_a_form_without_fields_is_refused(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.post("/join", data={}).status_code == 422


def test_an_invitation_brings_role_team_and_the_known_address(
    app: Flask, visitor: FlaskClient, as_member: Any, mailbox: Mailbox
) -> None:
    app.config["SIGNUP"] = "invitation"
    team = a_team("North")
    path = invite(as_member, mailbox, Role.COACH, team)
    assert "zoe@example.org" in visitor.get(path).text
    assert visitor.post(path, data={**INVITED, "email": "other@example.org"}).status_code == 303
    assert (joined().role, joined().team_id) == (Role.COACH, team.id)
    assert holds(team_audience(team), joined())


def test_an_invitation_is_good_for_one_account(
    app: Flask, visitor: FlaskClient, as_member: Any, mailbox: Mailbox
) -> None:
    path = invite(as_member, mailbox)
    visitor.post(path, data=INVITED)
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().post(path, data=INVITED).status_code == 404


def test_an_invitation_runs_out(app: Flask, visitor: FlaskClient, as_member: Any, mailbox: Mailbox) -> None:
    path = invite(as_member, mailbox)
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        assert visitor.get(path).status_code == 404


def test_an_invitation_that_was_taken_back_leads_nowhere(
    app: Flask, visitor: FlaskClient, as_member: Any, mailbox: Mailbox
) -> None:
    path = invite(as_member, mailbox)
    host = as_member(a_member(role=Role.ADMINISTRATOR))
    withdrawal = f"/admin/invitations/{open_invitations()[0].id}/withdrawal"
    assert host.post(withdrawal).status_code == 303
    assert visitor.get(path).status_code == 404
    assert host.post(withdrawal).status_code == 404


def test_no_invitation_opens_a_closed_site(app: Flask, visitor: FlaskClient, as_member: Any, mailbox: Mailbox) -> None:
    path = invite(as_member, mailbox)
    app.config["SIGNUP"] = "closed"
    assert visitor.post(path, data=INVITED).status_code == 404


def test_nobody_with_an_account_is_invited(app: Flask, as_member: Any) -> None:
    host = as_member(a_member("Ada", role=Role.ADMINISTRATOR, email="ada@example.org"))
    response = host.post("/admin/invitations", data={"email": "ADA@example.org", "role": "member", "team": ""})
    assert response.status_code == 422


def test_who_sent_an_invitation_is_named_in_the_mail(
    app: Flask, visitor: FlaskClient, as_member: Any, mailbox: Mailbox
) -> None:
    invite(as_member, mailbox)
    message = mailbox.only("zoe@example.org")
    assert message["Subject"] == "Ada invites you"
    assert "one account" in text_of(message)
    assert "one account" in html_of(message)


def test_a_name_cannot_add_lines_to_a_mail(app: Flask, visitor: FlaskClient, mailbox: Mailbox) -> None:
    visitor.post("/join", data={**JOINING, "name": "Zoë\r\nBcc: all@example.org"})
    message = mailbox.only("zoe@example.org")
    assert message["Bcc"] is None
