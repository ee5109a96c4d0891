"""No text is lost while it is being written."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.entries.drafts import draft_of, save_draft
from tests.factories import a_member


def test_what_is_typed_is_kept(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    response = as_member(ana).post("/drafts/question:new", data={"title": "Half a question", "draft_key": "x"})
    draft = draft_of(ana, "question:new")
    assert draft is not None
    assert draft.fields == {"title": "Half a question"}
    assert response.get_json() == {"saved_at": draft.saved_at.isoformat()}


def test_what_is_typed_next_takes_its_place(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    for title in ("Half", "Whole"):
        as_member(ana).post("/drafts/question:new", data={"title": title})
    draft = draft_of(ana, "question:new")
    assert draft is not None
    assert draft.fields["title"] == "Whole"


def test_control_characters_are_not_kept(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/drafts/question:new", data={"title": "a\x00b\x07c", "source": "one\r\ntwo"})
    draft = draft_of(ana, "question:new")
    assert draft is not None
    assert draft.fields == {"title": "abc", "source": "one\ntwo"}


@pytest.mark.parametrize("key", ["UPPER", "-x", "a b", "x" * 121, "ü"])
def test_keys_that_no_form_has_are_refused(app: Flask, as_member: Any, key: str) -> None:
    assert as_member(a_member()).post(f"/drafts/{key}", data={"title": "x"}).status_code == 422


def test_too_much_is_refused(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).post("/drafts/a:new", data={"source": "x" * 400_001}).status_code == 422


def test_visitors_keep_nothing_here(visitor: FlaskClient) -> None:
    assert visitor.post("/drafts/question:new", data={"title": "x"}).status_code in {302, 401}


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("question:new", "/questions/new"),
        ("reflection:new", "/reflections/new"),
        ("answer:12", "/questions/12#your-answer"),
        ("comment:12", "/entries/12/comments/new"),
        ("edit:12", "/entries/12/edit"),
    ],
)
def test_a_draft_leads_to_its_form(app: Flask, as_member: Any, key: str, place: str) -> None:
    ana = a_member("Ana")
    save_draft(key, {"source": "Half a thought"}, by=ana)
    text = as_member(ana).get("/drafts").text
    assert f'href="{place}"' in text
    assert "Half a thought" in text


def test_a_draft_whose_form_is_gone_can_still_be_read(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    save_draft("edit:../../sign-out", {"source": "Half a thought"}, by=ana)
    text = as_member(ana).get("/drafts").text
    assert "Half a thought" in text
    assert "Go on writing" not in text


def test_drafts_are_one_s_own(app: Flask, as_member: Any) -> None:
    save_draft("question:new", {"title": "Xylophon"}, by=a_member("Ana"))
    assert "Xylophon" not in as_member(a_member("Ben")).get("/drafts").text


def test_a_draft_can_be_thrown_away(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    for member in (ana, ben):
        save_draft("question:new", {"title": "x"}, by=member)
    response = as_member(ana).post("/drafts/question:new/discard")
    assert (response.status_code, response.location) == (303, "/drafts")
    assert draft_of(ana, "question:new") is None
    assert draft_of(ben, "question:new") is not None


def test_an_empty_desk_says_how_to_begin(app: Flask, as_member: Any) -> None:
    assert "No drafts" in as_member(a_member()).get("/drafts").text
