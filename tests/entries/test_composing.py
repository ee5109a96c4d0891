"""What an editor asks for while somebody is typing."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import MemberState
from community.audiences.service import only
from tests.factories import a_member, an_entry


def test_the_preview_is_rendered_and_sanitised(app: Flask, as_member: Any) -> None:
    response = as_member(a_member()).post("/preview", data={"source": "*Yes* <script>alert(1)</script>"})
    assert response.content_type == "text/html; charset=utf-8"
    assert "<em>Yes</em>" in response.text
    assert "<script>" not in response.text


@pytest.mark.parametrize("data", [{}, {"source": ""}, {"source": "\x00"}])
def test_nothing_looks_like_nothing(app: Flask, as_member: Any, data: dict[str, str]) -> None:
    response = as_member(a_member()).post("/preview", data=data)
    assert (response.status_code, response.text.strip()) == (200, "")


def test_too_long_a_text_is_refused(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).post("/preview", data={"source": "x" * 100_001}).status_code == 422


def test_visitors_preview_nothing(visitor: FlaskClient) -> None:
    assert visitor.post("/preview", data={"source": "x"}).status_code in {302, 401}


def test_tags_are_completed(app: Flask, as_member: Any) -> None:
    an_entry(tags=["handover"])
    response = as_member(a_member()).get("/complete/tags?q=Hand")
    assert response.get_json() == {"items": [{"value": "handover", "label": "handover", "count": 1}]}


def test_tags_of_closed_entries_are_not_completed(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, audience=only(ana), tags=["xylophon"])
    mine, other = (as_member(who).get("/complete/tags?q=xylo").get_json()["items"] for who in (ana, a_member()))
    assert ([item["value"] for item in mine], other) == (["xylophon"], [])


def test_members_are_completed_by_any_name(app: Flask, as_member: Any) -> None:
    mara = a_member("Mara Lindqvist")
    items = as_member(a_member()).get("/complete/members?q=@lind").get_json()["items"]
    assert items == [{"value": mara.username, "label": "Mara Lindqvist"}]


def test_who_left_is_not_completed(app: Flask, as_member: Any) -> None:
    a_member("Mara Lindqvist", state=MemberState.SUSPENDED)
    assert as_member(a_member()).get("/complete/members?q=mara").get_json() == {"items": []}


@pytest.mark.parametrize("path", ["/complete/tags", "/complete/members"])
@pytest.mark.parametrize("q", ["", "%", "_", "\\", "'\"", "👩‍⚕️", "\u202e", "x" * 5000, "a\nb"])
def test_odd_beginnings_are_answered(app: Flask, as_member: Any, path: str, q: str) -> None:
    response = as_member(a_member("Zoe")).get(path, query_string={"q": q})
    assert response.status_code == 200
    assert isinstance(response.get_json()["items"], list)


@pytest.mark.parametrize("path", ["/complete/tags?q=a", "/complete/members?q=a"])
def test_visitors_learn_no_names(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code in {302, 401}
