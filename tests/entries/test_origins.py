"""Readers of what was imported are led to where it was written."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.entries.kinds import Kind
from community.entries.origins import origin_url
from community.kernel.db import commit
from tests.factories import a_member, a_question, an_entry


@pytest.mark.parametrize(
    ("source_ref", "url"),
    [
        ("stackexchange:travel.stackexchange.com:q:12", "https://travel.stackexchange.com/q/12"),
        ("stackexchange:stackoverflow.com:a:7", "https://stackoverflow.com/a/7"),
        ("stackexchange:travel.stackexchange.com:c:12", None),
        ("blog:https://example.org/posts/1?a=b", "https://example.org/posts/1?a=b"),
        ("blog:18f:2014-hello.md", None),
        ("blog:javascript:alert(1)", None),
        ('blog:https://example.org/"onclick', None),
        ("demo:reflection-1", None),
        (None, None),
    ],
)
def test_only_a_page_on_the_web_is_an_origin(source_ref: str | None, url: str | None) -> None:
    assert origin_url(source_ref) == url


def test_a_question_names_the_site_it_came_from(app: Flask, as_member: Any) -> None:
    question = a_question()
    question.entry.source_ref = "stackexchange:travel.stackexchange.com:q:12"
    commit()

    page = as_member(a_member()).get(f"/questions/{question.entry_id}").text

    assert 'href="https://travel.stackexchange.com/q/12" rel="nofollow noopener"' in page


def test_what_was_written_here_names_no_other_site(app: Flask, as_member: Any) -> None:
    question = a_question()

    assert "Written first on" not in as_member(a_member()).get(f"/questions/{question.entry_id}").text


def test_an_entry_knows_its_origin(app: Flask) -> None:
    entry = an_entry(Kind.REFLECTION)
    entry.source_ref = "blog:https://example.org/1"

    assert entry.origin_url == "https://example.org/1"
