"""What members say about themselves, and how they like the site."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from community.accounts.models import Member
from community.accounts.passwords import matches
from community.accounts.photos import redrawn
from community.kernel.errors import Refused
from tests.accounts.conftest import Mailbox
from tests.factories import PASSWORD, a_member

NEW = "a new horse battery"
PROFILE = {"name": "Ana Öz", "title": "Night nurse", "bio": "Ask me about wounds."}
PREFERENCES = {
    "language": "de",
    "timezone": "Asia/Kolkata",
    "quiet_from": "21",
    "quiet_until": "6",
    "theme": "dark",
    "default_audience": "team",
    "is_listed_as_expert": "no",
}


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **more: Any) -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()


def send_photo(browser: FlaskClient, data: bytes, name: str = "me.jpg") -> Any:
    """What the site answers to a photo."""
    return browser.post("/settings/photo", data={"photo": (io.BytesIO(data), name)})


def kept_files(app: Flask) -> list[Path]:
    """The photos on the disk."""
    folder = Path(app.config["UPLOADS"]) / "photos"
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture(autouse=True)
def own_uploads(app: Flask, tmp_path: Path) -> None:
    """A folder for the photos of this test."""
    app.config["UPLOADS"] = str(tmp_path)


@pytest.mark.parametrize("path", ["", "/account", "/preferences", "/feeds"])
def test_settings_are_for_members(app: Flask, visitor: FlaskClient, as_member: Any, path: str) -> None:
    assert visitor.get(f"/settings{path}").status_code == 302
    assert as_member(a_member()).get(f"/settings{path}").status_code == 200


def test_a_member_says_who_they_are(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    assert as_member(ana).post("/settings", data=PROFILE).status_code == 303
    assert (ana.name, ana.title, ana.bio) == ("Ana Öz", "Night nurse", "Ask me about wounds.")


@pytest.mark.parametrize("odd", [{"name": ""}, {"name": "\u202ex"}, {"title": "t" * 121}, {"bio": "b" * 2001}])
def test_odd_profiles_are_refused_and_stay_in_the_form(app: Flask, as_member: Any, odd: dict[str, str]) -> None:
    ana = a_member("Ana")
    response = as_member(ana).post("/settings", data={**PROFILE, **odd})
    assert response.status_code == 422
    assert ana.name == "Ana"
    assert ("Ask me about wounds." in response.text) is ("bio" not in odd)


def test_what_is_written_about_oneself_is_never_markup(app: Flask, as_member: Any) -> None:
    page = as_member(a_member("Ana", bio="</textarea><script>alert(1)</script>")).get("/settings")
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_photo_is_drawn_anew_as_a_small_square(app: Flask, as_member: Any, kind: str) -> None:
    ana = a_member("Ana")
    browser = as_member(ana)
    assert send_photo(browser, a_picture(kind), "anything.txt").status_code == 303
    served = browser.get(ana.photo_url)
    assert served.mimetype == "image/webp"
    with Image.open(io.BytesIO(served.data)) as shown:
        assert (shown.format, shown.size) == ("WEBP", (256, 256))


def test_a_photo_is_served_for_long_and_as_what_it_is(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    browser = as_member(ana)
    send_photo(browser, a_picture())
    headers = browser.get(ana.photo_url).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "immutable", "max-age=31536000"} <= set(headers["Cache-Control"].split(", "))


def test_a_photo_does_not_tell_where_it_was_taken(app: Flask, as_member: Any) -> None:
    notes = Image.Exif()
    notes[0x010E] = "taken at home"
    notes[0x0112] = 6
    ana = a_member("Ana")
    browser = as_member(ana)
    send_photo(browser, a_picture(exif=notes, comment=b"taken at home"))
    data = browser.get(ana.photo_url).data
    assert b"taken at home" not in data
    with Image.open(io.BytesIO(data)) as shown:
        assert not shown.getexif()


def test_another_photo_takes_the_place_of_the_first_and_none_can_be_had_again(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    browser = as_member(ana)
    send_photo(browser, a_picture())
    first = ana.photo
    send_photo(browser, a_picture("PNG"))
    assert first != ana.photo
    assert [file.name for file in kept_files(app)] == [ana.photo]
    browser.post("/settings/photo/removal")
    assert (ana.photo, kept_files(app)) == ("", [])


def a_bomb() -> bytes:
    """A small file that unfolds to 100 million pixels."""
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"\x89PNG\r\n\x1a\n",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        lambda: b"<html><script>alert(1)</script></html>",
        lambda: a_picture()[:300],
        lambda: a_picture("TIFF"),
        lambda: a_picture("PNG")[:-30],
        a_bomb,
    ],
)
def test_what_is_no_photo_is_refused_in_words(app: Flask, as_member: Any, make: Callable[[], bytes]) -> None:
    ana = a_member("Ana")
    response = send_photo(as_member(ana), make())
    assert response.status_code == 422
    assert 'class="field-error"' in response.text
    assert (ana.photo, kept_files(app)) == ("", [])


def test_a_file_that_is_too_large_is_not_even_read(app: Flask) -> None:
    with pytest.raises(Refused, match="larger than 8 MB"):
        redrawn(a_picture() + b"\x00" * 9_000_000)


def test_a_photo_form_without_a_photo_is_refused(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).post("/settings/photo", data={"photo": "words"}).status_code == 422


@pytest.mark.parametrize("name", ["x.webp", "..%2f..%2fsecret_key", "%00", "a" * 32 + ".webp", "A" * 32 + ".png"])
def test_only_photos_are_served(app: Flask, visitor: FlaskClient, name: str) -> None:
    assert visitor.get(f"/media/photos/{name}").status_code in {400, 404}


def test_a_member_chooses_how_the_site_behaves(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    browser = as_member(ana)
    assert browser.post("/settings/preferences", data=PREFERENCES).status_code == 303
    assert (ana.language, ana.timezone, ana.theme) == ("de", "Asia/Kolkata", "dark")
    assert (ana.default_audience, ana.is_listed_as_expert, ana.quiet) == ("team", False, (21, 6))
    page = browser.get("/settings/preferences").text
    assert '<html lang="de" dir="ltr" data-theme="dark">' in page
    assert '<option selected value="Asia/Kolkata">' in page


def test_leaving_the_choice_to_the_organization_is_a_choice(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana", is_listed_as_expert=True)
    as_member(ana).post(
        "/settings/preferences", data={**PREFERENCES, "is_listed_as_expert": "", "default_audience": ""}
    )
    assert (ana.is_listed_as_expert, ana.default_audience) == (None, "")


@pytest.mark.parametrize(
    "odd",
    [
        {"language": "xx"},
        {"timezone": "Mars/Base"},
        {"timezone": "../../etc/passwd"},
        {"theme": "pink"},
        {"quiet_from": "24"},
        {"quiet_from": "7"},
        {"default_audience": "public"},
        {"default_audience": "audience:1"},
        {"is_listed_as_expert": "maybe"},
    ],
)
def test_choices_that_were_not_offered_are_refused(app: Flask, as_member: Any, odd: dict[str, str]) -> None:
    ana = a_member("Ana")
    assert as_member(ana).post("/settings/preferences", data={**PREFERENCES, **odd}).status_code == 422
    assert ana.language == "en"


def test_the_light_is_chosen_from_the_menu_of_any_page(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    came_from = {"Referer": "http://localhost/questions?tag=x"}
    response = as_member(ana).post("/settings/theme", data={"theme": "dark"}, headers=came_from)
    assert (response.location, ana.theme) == ("/questions?tag=x", "dark")
    elsewhere = as_member(ana).post(
        "/settings/theme", data={"theme": "pink"}, headers={"Referer": "https://evil.example/"}
    )
    assert (elsewhere.location, ana.theme) == ("/", "dark")


def test_a_member_takes_another_username(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    assert as_member(ana).post("/settings/username", data={"username": "Ana.Oz"}).status_code == 303
    assert ana.username == "ana.oz"


@pytest.mark.parametrize("odd", ["", "b", "ben", "all", "a b", "a" * 41, "مرحبا"])
def test_a_username_that_cannot_be_is_refused(app: Flask, as_member: Any, odd: str) -> None:
    a_member(username="ben")
    ana = a_member(username="ana")
    assert as_member(ana).post("/settings/username", data={"username": odd}).status_code == 422
    assert ana.username == "ana"


def test_another_password_ends_all_other_sessions(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    here, there = as_member(ana), as_member(ana)
    data = {"current_password": PASSWORD, "password": NEW}
    assert here.post("/settings/password", data=data).status_code == 303
    assert matches(NEW, ana.password_hash)
    assert (here.get("/settings").status_code, there.get("/settings").status_code) == (200, 302)


@pytest.mark.parametrize(
    "odd", [{"current_password": "wrong"}, {"current_password": ""}, {"password": "short"}, {"password": ""}]
)
def test_the_password_stays_when_anything_is_wrong(app: Flask, as_member: Any, odd: dict[str, str]) -> None:
    ana = a_member("Ana")
    data = {"current_password": PASSWORD, "password": NEW, **odd}
    assert as_member(ana).post("/settings/password", data=data).status_code == 422
    assert matches(PASSWORD, ana.password_hash)


def ask_for(member: Member, browser: FlaskClient, address: str, password: str = PASSWORD) -> Any:
    """What the site answers to the wish for another mail address."""
    return browser.post("/settings/mail", data={"email": address, "mail_password": password})


def test_another_mail_address_is_taken_once_it_is_confirmed(app: Flask, as_member: Any, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    browser = as_member(ana)
    assert ask_for(ana, browser, "New@example.org").status_code == 303
    path = mailbox.path("new@example.org")
    assert browser.get(path).status_code == 200
    assert ana.email == "ana@example.org"
    assert browser.post(path).status_code == 303
    assert ana.email == "new@example.org"
    assert browser.post(path).status_code == 404


def test_the_old_address_hears_of_the_change(app: Flask, as_member: Any, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    ask_for(ana, as_member(ana), "new@example.org")
    assert "about to change" in mailbox.only("ana@example.org")["Subject"]


def test_an_address_that_somebody_took_meanwhile_is_refused(app: Flask, as_member: Any, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    browser = as_member(ana)
    ask_for(ana, browser, "new@example.org")
    a_member("Ben", email="new@example.org")
    assert browser.post(mailbox.path("new@example.org")).status_code == 422
    assert ana.email == "ana@example.org"


def test_the_mail_address_stays_without_the_password(app: Flask, as_member: Any, mailbox: Mailbox) -> None:
    ana = a_member("Ana")
    assert ask_for(ana, as_member(ana), "new@example.org", "wrong").status_code == 422
    assert mailbox.mails == []
