"""Pictures in texts are drawn anew, kept once, and seen by those who see the text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from community.accounts.models import Member, MemberState
from community.audiences.service import named, only, public_audience
from community.entries import service
from community.entries.drafts import save_draft
from community.entries.sweeping import ImageSweep
from community.images.models import Image as Kept
from community.images.service import keep_image
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.errors import Refused
from tests.accounts.test_limits import guarded  # noqa: F401 (a site that counts)
from tests.entries.pictures import BAD_FILES, a_picture, an_animation, send, sent
from tests.factories import a_member, an_entry

SignIn = Callable[[Member], FlaskClient]


def files(app: Flask) -> list[str]:
    """The pictures on the disk."""
    return sorted(path.name for path in (Path(app.config["UPLOADS"]) / "images").glob("*"))


@pytest.fixture(autouse=True)
def own_folder(app: Flask, tmp_path: Path) -> None:
    """A folder for the pictures of this test."""
    app.config["UPLOADS"] = str(tmp_path)


def drawn(client: FlaskClient, path: str) -> Any:
    """The picture at `path`, opened."""
    return Image.open(io.BytesIO(client.get(path).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_told_by_its_bytes_and_drawn_anew(app: Flask, as_member: SignIn, kind: str) -> None:
    ana = as_member(a_member("Ana"))
    response = send(ana, a_picture(kind), "me.html", "text/html")
    facts = response.get_json()
    assert response.status_code == 201
    assert re.fullmatch(r"/media/images/[0-9a-f]{32}-40x30\.webp", facts["path"])
    assert facts["markdown"] == f"![describe the picture]({facts['path']})"
    assert (drawn(ana, facts["path"]).format, drawn(ana, facts["path"]).size) == ("WEBP", (40, 30))


def test_a_browser_can_do_nothing_with_it_but_draw_it(app: Flask, as_member: SignIn) -> None:
    ana = as_member(a_member("Ana"))
    headers = ana.get(sent(ana)).headers
    assert headers["Content-Type"] == "image/webp"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in headers["Cache-Control"]
    assert "private" in headers["Cache-Control"]


def test_a_picture_tells_nothing_of_where_it_was_taken_and_stands_upright(app: Flask, as_member: SignIn) -> None:
    ana, notes = as_member(a_member("Ana")), Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "Kamera von Ana"
    path = send(ana, a_picture("JPEG", exif=notes, comment=b"taken at home")).get_json()["path"]
    data = ana.get(path).data
    assert drawn(ana, path).size == (30, 40)
    assert not [secret for secret in (b"Kamera", b"taken", b"Exif") if secret in data]


def test_of_an_animation_the_first_image_stays(app: Flask, as_member: SignIn) -> None:
    ana = as_member(a_member("Ana"))
    picture = drawn(ana, send(ana, an_animation()).get_json()["path"])
    red, _green, blue = picture.convert("RGB").getpixel((10, 10))
    assert getattr(picture, "n_frames", 1) == 1
    assert red > 200 > 60 > blue


def test_a_large_picture_is_made_fit_for_a_page(app: Flask, as_member: SignIn) -> None:
    ana = as_member(a_member("Ana"))
    assert drawn(ana, sent(ana, kind="JPEG", size=(4000, 1000))).size == (2000, 500)


@pytest.mark.parametrize("what", sorted(BAD_FILES))
def test_what_is_no_picture_is_refused_in_words(app: Flask, as_member: SignIn, what: str) -> None:
    response = send(as_member(a_member("Ana")), BAD_FILES[what])
    assert response.status_code == 422
    assert "picture" in response.get_json()["error"]
    assert (files(app), session().query(Kept).count()) == ([], 0)


@pytest.mark.parametrize(("more", "said"), [(1, 6), (1_200_000, 7)])
def test_a_refusal_says_how_large_it_is_and_how_large_it_may_be(app: Flask, more: int, said: int) -> None:
    data, ana = b"\0" * (5_000_000 + more), a_member("Ana")
    with pytest.raises(Refused, match=f"This picture has {said} MB; at most 5 MB are taken."):
        keep_image(data, by=ana, uploads=app.config["UPLOADS"], most_megabytes=5)
    assert files(app) == []


def test_code_behind_a_picture_is_not_kept(app: Flask, as_member: SignIn) -> None:
    ana = as_member(a_member("Ana"))
    path = send(ana, a_picture("JPEG") + b"<script>alert(1)</script>").get_json()["path"]
    assert b"script" not in ana.get(path).data


def test_visitors_send_none(app: Flask, visitor: FlaskClient) -> None:
    assert send(visitor, a_picture()).status_code in {302, 401}
    assert files(app) == []


def test_a_member_sends_only_so_many(app: Flask, guarded: FlaskClient) -> None:  # noqa: F811 (the fixture)
    ana = a_member("Ana")
    with guarded.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = ana.get_id(), True
    statuses = [send(guarded, b"words").status_code for _number in range(21)]
    assert statuses == [422] * 20 + [429]


def test_a_picture_of_a_draft_is_seen_by_its_sender_alone(app: Flask, as_member: SignIn, visitor: FlaskClient) -> None:
    ana = as_member(a_member("Ana"))
    path = sent(ana)
    others = [client.get(path).status_code for client in (as_member(a_member("Ben")), visitor)]
    assert (ana.get(path).status_code, others) == (200, [404, 404])


def test_a_picture_is_seen_by_those_who_see_the_text(app: Flask, as_member: SignIn, visitor: FlaskClient) -> None:
    ana, ben, chi = a_member("Ana"), a_member("Ben"), a_member("Chi")
    path = sent(as_member(ana))
    entry = an_entry(author=ana, audience=named([ana, ben]), source=f"Look: ![a wound]({path})")
    assert f'<img src="{path}" alt="a wound" loading="lazy" width="40" height="30">' in entry.html
    assert [as_member(m).get(path).status_code for m in (ana, ben, chi)] == [200, 200, 404]
    service.restrict(entry, public_audience(), by=ana)
    commit()
    assert visitor.get(path).status_code == 200
    service.restrict(entry, only(ana), by=ana)
    commit()
    assert as_member(ben).get(path).status_code == 404


def test_a_text_that_is_taken_back_takes_its_pictures_along(app: Flask, as_member: SignIn) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    path = sent(as_member(ana))
    entry = an_entry(author=ana, source=f"![x]({path})")
    service.withdraw(entry, by=ana)
    commit()
    assert [as_member(m).get(path).status_code for m in (ana, ben)] == [200, 404]


def test_a_change_that_drops_a_picture_closes_it_and_going_back_opens_it(app: Flask, as_member: SignIn) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    path = sent(as_member(ana))
    entry = an_entry(author=ana, source=f"![x]({path})")
    service.revise(entry, by=ana, title=entry.title, source="None any more.")
    commit()
    assert as_member(ben).get(path).status_code == 404
    as_member(ana).post(f"/entries/{entry.id}/revisions/1/restoration")
    assert as_member(ben).get(path).status_code == 200


def test_nobody_opens_a_picture_by_writing_its_address(app: Flask, as_member: SignIn) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    path = sent(as_member(ana))
    an_entry(author=ana, audience=only(ana), source=f"![x]({path})")
    an_entry(author=ben, source=f"![mine now]({path})")
    assert as_member(ben).get(path).status_code == 404


def test_what_one_sees_one_may_show_to_others(app: Flask, as_member: SignIn) -> None:
    ana, ben, chi = a_member("Ana"), a_member("Ben"), a_member("Chi")
    path = sent(as_member(ana))
    an_entry(author=ana, audience=named([ana, ben]), source=f"![x]({path})")
    an_entry(author=ben, source=f"As Ana drew it: ![x]({path})")
    assert as_member(chi).get(path).status_code == 200


def test_who_left_sees_only_what_is_public(app: Flask, as_member: SignIn) -> None:
    ana = a_member("Ana")
    browser, path = as_member(ana), sent(as_member(ana))
    ana.state = MemberState.SUSPENDED.value
    commit()
    assert browser.get(path).status_code == 404


def test_the_same_picture_is_kept_once_and_is_the_sender_s_own(app: Flask, as_member: SignIn) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    first, second = sent(as_member(ana)), sent(as_member(ben))
    assert (first == second, len(files(app))) == (True, 1)
    assert as_member(ben).get(second).status_code == 200


@pytest.mark.parametrize("name", ["x.webp", "..%2f..%2fsecret_key", "%00", "a" * 32 + "-1x1.webp", "a" * 300])
def test_only_pictures_are_served(app: Flask, as_member: SignIn, name: str) -> None:
    assert as_member(a_member()).get(f"/media/images/{name}").status_code in {400, 404}


def test_pictures_that_no_text_shows_are_forgotten(app: Flask, as_member: SignIn) -> None:
    ana = a_member("Ana")
    paths = [sent(as_member(ana), color=color) for color in ("red", "green", "blue", "black")]
    shown = an_entry(author=ana, source=f"![x]({paths[1]})")
    service.revise(shown, by=ana, title=shown.title, source=f"![x]({paths[3]})")
    save_draft("question:new", {"source": f"![x]({paths[2]})"}, by=ana)
    commit()
    sweep = ImageSweep(app.config["UPLOADS"], 7)
    sweep()
    assert len(files(app)) == 4
    with time_machine.travel(clock.now() + timedelta(days=8)):
        sweep()
        sweep()
    assert files(app) == sorted(path.rpartition("/")[2] for path in paths[1:])


def test_what_was_sent_again_is_not_forgotten(app: Flask, as_member: SignIn) -> None:
    ana = a_member("Ana")
    path = sent(as_member(ana))
    with time_machine.travel(clock.now() + timedelta(days=8)):
        ana = session().get_one(Member, ana.id)
        sent(as_member(ana))
        ImageSweep(app.config["UPLOADS"], 7)()
    assert as_member(ana).get(path).status_code == 200
