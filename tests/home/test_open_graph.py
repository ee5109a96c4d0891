"""What a link looks like where it is shared."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from community.audiences.service import public_audience
from tests.factories import a_member, a_question


def properties(page: str) -> dict[str, str]:
    return {meta.get("property", ""): meta.get("content", "") for meta in html.fromstring(page).iter("meta")}


def test_a_public_page_says_what_it_is_to_whatever_fetches_it(app: Flask, visitor: FlaskClient, as_member: Any) -> None:
    question = a_question('"Handover" & <how>?', audience=public_audience())
    path = f"/questions/{question.entry_id}"

    said = properties(visitor.get(path).text)

    assert said["og:title"] == '"Handover" & <how>?'
    assert (said["og:type"], said["og:url"]) == ("article", f"http://localhost{path}")
    assert said["og:image"] == "http://localhost/static/social-card.png"
    assert "og:title" not in properties(as_member(a_member()).get(path).text)


def test_what_is_not_public_says_nothing_of_itself(app: Flask, visitor: FlaskClient) -> None:
    question = a_question("Between ourselves")
    assert "Between ourselves" not in visitor.get(f"/questions/{question.entry_id}", follow_redirects=True).text
