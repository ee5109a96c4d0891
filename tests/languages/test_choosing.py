"""Whom the site speaks to in which language: on pages, in forms, feeds and mails, and in its own words to caches."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Role
from community.kernel.catalogs import mirrored
from tests.factories import a_member
from tests.mailbox import Mailbox, html_of

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
FRENCH = {"Accept-Language": "fr"}


def test_visitors_are_spoken_to_as_they_wish_or_as_the_site_does(app: Flask, visitor: FlaskClient) -> None:
    page = visitor.get("/sign-in", headers=GERMAN)
    assert '<html lang="de" dir="ltr"' in page.text
    assert "Angemeldet bleiben" in page.text
    assert "Accept-Language" in page.headers["Vary"]
    assert '<html lang="en"' in visitor.get("/sign-in", headers=FRENCH).text
    app.config["DEFAULT_LANGUAGE"] = "de"
    assert '<html lang="de"' in visitor.get("/sign-in", headers=FRENCH).text


def test_a_members_own_choice_wins_and_holds_at_once(as_member: Callable[..., FlaskClient]) -> None:
    ana = as_member(a_member("Ana"))
    assert '<html lang="en"' in ana.get("/", headers=GERMAN).text
    chosen = {"language": "de", "timezone": "Europe/Berlin", "theme": "system", "quiet_from": "20", "quiet_until": "7"}
    page = ana.post("/settings/preferences", data=chosen, follow_redirects=True).text
    assert '<html lang="de"' in page
    assert "Deine Vorlieben sind geändert." in page
    assert ">07:00<" in ana.get("/settings/notifications").text


def test_mistakes_in_forms_are_said_in_the_readers_language(visitor: FlaskClient) -> None:
    page = visitor.post("/join", data={"name": "A" * 200, "email": "no"}, headers=GERMAN).text
    assert "Das ist keine E-Mail-Adresse." in page
    assert "Bitte nimm höchstens" in page
    assert "Field" not in page


def test_refusals_are_said_in_the_readers_language(visitor: FlaskClient) -> None:
    assert "Hier ist nichts" in visitor.get("/nowhere", headers=GERMAN).text


def test_an_invitation_is_in_the_language_of_the_site_not_of_who_invites(
    app: Flask, as_member: Callable[..., FlaskClient], mailbox: Mailbox
) -> None:
    app.config["DEFAULT_LANGUAGE"] = "de"
    mara = as_member(a_member("Mara", role=Role.ADMINISTRATOR, language="en"))
    mara.post("/admin/invitations", data={"email": "new@example.org", "role": "member", "team": ""})
    mail = mailbox.only("new@example.org")
    assert mail["Subject"] == "Mara lädt dich ein"
    assert '<html lang="de"' in html_of(mail)


def test_a_feed_is_in_its_owners_language_and_no_reader_keeps_the_old_one(
    as_member: Callable[..., FlaskClient],
) -> None:
    ana = a_member("Ana", language="de")
    reader = as_member(ana)
    german = reader.get("/feeds/questions.atom", headers=FRENCH)
    assert "Neueste Fragen" in german.text
    ana.language = "en"
    english = reader.get("/feeds/questions.atom", headers={"If-None-Match": german.headers["ETag"]})
    assert english.status_code == 200
    assert "Newest questions" in english.text


def test_mirrored_english_is_for_those_who_switched_it_on(app: Flask, visitor: FlaskClient) -> None:
    arabic = {"Accept-Language": "ar"}
    assert 'dir="ltr"' in visitor.get("/sign-in", headers=arabic).text
    app.config["TRIAL_LANGUAGE"] = True
    page = visitor.get("/sign-in", headers=arabic).text
    assert '<html lang="ar" dir="rtl"' in page
    assert mirrored("Keep me signed in") in page
