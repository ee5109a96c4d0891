"""No text is lost by an expired sign-in: all of it through HTTP, with the tokens of forms checked."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.accounts.models import Member
from community.entries.drafts import draft_of
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import session
from tests.factories import PASSWORD, a_member, an_entry

TEXT = 'What I saw:\n\n- "quotes" & <tags>\n- שלום 🦊'
REFLECTION = {
    "title": "A week on the ward",
    "source": TEXT,
    "tags": "handover",
    "audience": "self",
    "feedback": "open",
    "frame": "free",
    "draft_key": "reflection:new",
    "publish": "y",
}


@pytest.fixture(autouse=True)
def tokens_are_checked(app: Flask) -> None:
    """As in a real site."""
    app.config["WTF_CSRF_ENABLED"] = True


def token_on(page: Any) -> str:
    """The token that a page's forms send."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def hidden_fields(page: Any, action: str) -> dict[str, str]:
    """The hidden fields of the form that leads to `action`."""
    form = re.search(
        rf'<form class="form" method="post" action="{re.escape(action)}">(.*?)</form>', page.text, re.DOTALL
    )
    assert form, page.text
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[1])
    return {unescape(name): unescape(value) for name, value in pairs}


def enter(browser: FlaskClient, member: Member, page: Any) -> Any:
    """Sign in by the form on `page`, as a browser sends it."""
    fields = hidden_fields(page, "/sign-in")
    return browser.post("/sign-in", data={**fields, "identifier": member.username, "password": PASSWORD})


def signed_in(app: Flask, member: Member) -> FlaskClient:
    """A browser that signed in by the page."""
    browser = app.test_client()
    assert enter(browser, member, browser.get("/sign-in")).status_code == 303
    return browser


def drafted(member: Member, key: str = "reflection:new") -> dict[str, str]:
    """What the draft called `key` holds."""
    draft = draft_of(member, key)
    assert draft is not None
    return dict(draft.fields)


def count(kind: Kind) -> int:
    """How many entries of a kind there are."""
    return session().scalar(select(func.count()).where(Entry.kind == kind.value)) or 0


def test_a_text_comes_back_after_the_sign_in_ended(app: Flask) -> None:
    ana = a_member("Ana")
    browser = signed_in(app, ana)
    token = token_on(browser.get("/reflections/new"))
    ana.session_epoch += 1

    refused = browser.post("/reflections/new", data={**REFLECTION, "csrf_token": token})
    assert refused.status_code == 401
    safe = enter(browser, ana, refused)
    assert "Your text is safe" in safe.text
    back = browser.post("/reflections/new", data=hidden_fields(safe, "/reflections/new"))

    assert back.status_code == 303
    assert drafted(ana)["source"] == TEXT
    assert drafted(ana)["title"] == REFLECTION["title"]
    assert count(Kind.REFLECTION) == 0
    assert "A week on the ward" in browser.get(back.location).text


def test_a_text_comes_back_when_the_browser_forgot_every_cookie(app: Flask) -> None:
    ana = a_member("Ana")
    browser = signed_in(app, ana)
    token = token_on(browser.get("/reflections/new"))
    stranger = app.test_client()

    refused = stranger.post("/reflections/new", data={**REFLECTION, "csrf_token": token})
    assert refused.status_code == 401
    safe = enter(stranger, ana, refused)
    stranger.post("/reflections/new", data=hidden_fields(safe, "/reflections/new"))

    assert drafted(ana)["source"] == TEXT


def test_a_wrong_password_in_between_loses_nothing(app: Flask) -> None:
    ana, browser = a_member("Ana"), app.test_client()
    refused = browser.post("/reflections/new", data=REFLECTION)
    fields = hidden_fields(refused, "/sign-in")
    again = browser.post("/sign-in", data={**fields, "identifier": ana.username, "password": "not the password"})
    assert again.status_code == 422
    safe = enter(browser, ana, again)
    browser.post("/reflections/new", data=hidden_fields(safe, "/reflections/new"))
    assert drafted(ana)["source"] == TEXT


def test_a_sign_in_page_that_was_open_too_long_loses_nothing(app: Flask) -> None:
    ana, browser = a_member("Ana"), app.test_client()
    refused = browser.post("/reflections/new", data=REFLECTION)
    browser.delete_cookie("session")
    late = enter(browser, ana, refused)
    assert late.status_code == 400
    assert "open for a long time" in late.text
    safe = enter(browser, ana, late)
    browser.post("/reflections/new", data=hidden_fields(safe, "/reflections/new"))
    assert drafted(ana)["source"] == TEXT


def test_a_token_that_ended_while_signed_in_loses_nothing(app: Flask) -> None:
    browser = signed_in(app, a_member("Ana"))
    late = browser.post("/reflections/new", data={**REFLECTION, "csrf_token": "old"})
    assert late.status_code == 400
    assert TEXT.split("\n", maxsplit=1)[0] in late.text
    assert browser.post("/reflections/new", data=hidden_fields(late, "/reflections/new")).status_code == 303


def test_a_comment_is_sent_as_it_was_when_its_writer_says_so(app: Flask) -> None:
    ana, entry = a_member("Ana"), an_entry()
    path = f"/entries/{entry.id}/comments"
    if not any(rule.rule == "/entries/<int:entry_id>/comments" for rule in app.url_map.iter_rules()):
        pytest.skip("comments have no page yet")
    browser = app.test_client()
    safe = enter(browser, ana, browser.post(path, data={"source": TEXT}))
    assert "Send it now" in safe.text
    assert count(Kind.COMMENT) == 0
    assert browser.post(path, data=hidden_fields(safe, path)).status_code == 303
    assert count(Kind.COMMENT) == 1


def test_a_form_that_visitors_fill_in_is_not_lost_either(app: Flask, visitor: FlaskClient) -> None:
    joining = {"name": "Zoë", "email": "zoe@example.org", "password": "a horse with a battery"}
    late = visitor.post("/join", data=joining)
    assert late.status_code == 400
    fields = hidden_fields(late, "/join")
    assert {"name": "Zoë", "email": "zoe@example.org"}.items() <= fields.items()
    assert visitor.post("/join", data=fields).status_code == 422


def test_no_password_or_token_is_carried_along(app: Flask, visitor: FlaskClient) -> None:
    secrets = {
        "password": "secret-1",
        "current_password": "secret-2",
        "csrf_token": "secret-3",
        "a_Secret": "secret-4",
    }
    page = visitor.post("/settings/password", data={**secrets, "note": "a note"})
    assert page.status_code == 401
    assert "secret-" not in page.text
    assert "a note" in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
        {"Origin": "https://["},
    ],
)
def test_nothing_that_another_site_sends_is_handed_to_the_member(
    app: Flask, visitor: FlaskClient, headers: dict[str, str]
) -> None:
    page = visitor.post("/reflections/new", data=REFLECTION, headers=headers)
    assert page.status_code == 401
    assert "kept." not in page.text
    inside = signed_in(app, a_member("Ana")).post("/reflections/new", data=REFLECTION, headers=headers)
    assert inside.status_code == 400
    assert "A week on the ward" not in inside.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}])
def test_what_this_site_sends_is_kept(app: Flask, visitor: FlaskClient, headers: dict[str, str]) -> None:
    assert "A week on the ward" in visitor.post("/reflections/new", data=REFLECTION, headers=headers).text


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example", "/\\evil", "", "javascript:alert(1)"])
def test_the_text_is_never_sent_to_another_site(app: Flask, path: str) -> None:
    ana, browser = a_member("Ana"), app.test_client()
    fields = {**hidden_fields(browser.get("/sign-in"), "/sign-in"), "kept_path": path, "kept.source": TEXT}
    response = browser.post("/sign-in", data={**fields, "identifier": ana.username, "password": PASSWORD})
    assert response.status_code == 303


def test_there_is_an_end_to_what_is_carried(app: Flask, visitor: FlaskClient) -> None:
    many = {f"field{number}": "x" for number in range(500)}
    page = visitor.post("/reflections/new", data={**many, "long": "y" * 500_000, "n" * 200: "z"})
    assert page.status_code == 401
    assert page.text.count('name="kept.') == 100
    assert "yyyy" not in page.text


def test_a_reader_of_json_is_told_in_json(app: Flask, visitor: FlaskClient) -> None:
    response = visitor.post("/reflections/new", data=REFLECTION, headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.get_json()["error"]


def test_a_page_is_asked_for_by_its_address_after_signing_in(app: Flask, visitor: FlaskClient) -> None:
    response = visitor.get("/reflections/new?frame=gibbs")
    assert (response.status_code, response.location) == (302, "/sign-in?next=%2Freflections%2Fnew%3Fframe%3Dgibbs")
