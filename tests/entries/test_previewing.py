"""Looking at a text on a page of its own, and who will see it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.audiences.models import AudienceMember
from community.kernel.db import session
from tests.entries.pictures import a_picture
from tests.factories import a_member, a_team

FORM = {"source": "*Yes* @ana", "title": "A title", "tags": "rope", "csrf_token": "x", "publish": "y"}


@pytest.fixture(autouse=True)
def own_folder(app: Flask, tmp_path: Path) -> None:
    """A folder for the pictures of this test."""
    app.config["UPLOADS"] = str(tmp_path)


def look(browser: FlaskClient, **more: Any) -> Any:
    """The page that shows a text."""
    return browser.post(
        "/preview/page", data={**FORM, **more}, headers={"Referer": "http://localhost/questions/new?a=b"}
    )


def test_the_text_stands_above_the_form_that_is_kept(app: Flask, as_member: Any) -> None:
    page = look(as_member(a_member())).text
    assert "<em>Yes</em>" in page
    assert '<form class="stack" method="post" action="/questions/new">' in page
    assert '<input type="hidden" name="title" value="A title">' in page
    assert page.count('name="source"') == 1
    assert '<input type="hidden" name="publish"' not in page


def test_a_form_may_say_where_it_goes_but_only_within_the_site(app: Flask, as_member: Any) -> None:
    browser = as_member(a_member())
    assert 'action="/questions/7/answers"' in look(browser, form_action="/questions/7/answers").text
    for strange in ("https://evil.example/", "//evil.example/", "/\\evil.example", "/preview/page"):
        page = look(browser, form_action=strange).text
        assert "evil" not in page
        assert "We cannot tell which form" in page


def test_another_field_may_hold_the_text(app: Flask, as_member: Any) -> None:
    page = look(as_member(a_member()), look_at="description", description="> a quote").text
    assert "<blockquote>" in page
    assert '<input type="hidden" name="source" value="*Yes* @ana">' in page


def test_a_picture_is_put_at_the_end_of_the_text(app: Flask, as_member: Any) -> None:
    browser = as_member(a_member())
    page = look(browser, add_picture="source", picture=(io.BytesIO(a_picture()), "a.png")).text
    assert 'alt="describe the picture"' in page
    assert "*Yes* @ana\n\n![describe the picture](/media/images/" in page


def test_of_several_places_for_a_picture_the_filled_one_counts(app: Flask, as_member: Any) -> None:
    pictures = [(io.BytesIO(b""), ""), (io.BytesIO(a_picture()), "a.png"), (io.BytesIO(b""), "")]
    page = look(as_member(a_member()), add_picture="part_2", part_2="So what.", picture=pictures).text
    assert "So what.\n\n![describe the picture](/media/images/" in page


def test_a_picture_that_cannot_be_taken_costs_no_text(app: Flask, as_member: Any) -> None:
    response = look(as_member(a_member()), add_picture="source", picture=(io.BytesIO(b"<svg/>"), "a.svg"))
    assert response.status_code == 422
    assert "This is not a picture that can be read." in response.text
    assert "*Yes* @ana</textarea>" in response.text


def test_a_sentence_says_who_would_see_it(app: Flask, as_member: Any) -> None:
    team = a_team("Night shift")
    ana = a_member("Ana", username="ana", team=team)
    a_member("Ben", username="ben", team=team)
    audience = session().query(AudienceMember).filter_by(member_id=ana.id).one().audience_id
    browser = as_member(ana)

    def said(choice: str, people: str = "") -> str:
        text: str = browser.get("/reach", query_string={"audience": choice, "people": people}).text
        return text.partition("<span>")[2].partition("</span>")[0]

    assert said("self") == "Only you will see this."
    assert said(f"audience:{audience}") == "The 2 people of Night shift will be able to see this."
    assert said("organization") == "All 2 members of Northwind Care will be able to see this."
    assert said("named", "@ben, nobody") == "Only you and Ben will see this."
    assert said("named") == "Only you, until you name somebody."
    assert said("public") == ""
    assert session().query(AudienceMember).count() == 2, "asking makes no audience"


def test_nobody_counts_an_audience_of_others(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben", team=a_team("Night shift"))
    audience = session().query(AudienceMember).filter_by(member_id=ben.id).one().audience_id
    browser = as_member(a_member("Ana"))
    for choice in (f"audience:{audience}", "audience:1", "audience:2x", "audience:" + "9" * 40, "x"):
        assert "<span>" not in browser.get("/reach", query_string={"audience": choice}).text


def test_the_form_says_it_from_the_beginning(app: Flask, as_member: Any) -> None:
    page = as_member(a_member(default_audience="self")).get("/questions/new").text
    assert "Only you will see this." in page
