"""Earlier versions and what changed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.audiences.service import public_audience
from community.entries import queries, service
from community.entries.models import Entry
from community.kernel.db import commit
from tests.factories import a_comment, a_member, an_entry


def a_changed_entry(**more: Any) -> Entry:
    """Something that said three things one after the other."""
    entry = an_entry(title="Handover", source="We meet at seven.", tags=["handover"], **more)
    by = entry.author
    service.revise(entry, by=by, title="Handover", source="We meet at eight.", tags=["handover"], note="New rota")
    service.revise(entry, by=by, title="Handover notes", source="We meet at eight.", tags=["notes"])
    commit()
    return entry


def test_every_change_is_listed(app: Flask, as_member: Any) -> None:
    entry = a_changed_entry()
    response = as_member(a_member()).get(f"/entries/{entry.id}/revisions")
    assert "New rota" in response.text
    assert f"/entries/{entry.id}/revisions/2" in response.text


def test_what_was_never_changed_says_so(app: Flask, as_member: Any) -> None:
    assert "It was never changed" in as_member(a_member()).get(f"/entries/{an_entry().id}/revisions").text


def test_a_change_is_shown_word_by_word(app: Flask, as_member: Any) -> None:
    entry = a_changed_entry()
    response = as_member(a_member()).get(f"/entries/{entry.id}/revisions/1")
    assert "We meet at <del>seven</del><ins>eight</ins>." in response.text


def test_changes_of_title_and_tags_are_shown(app: Flask, as_member: Any) -> None:
    text = as_member(a_member()).get(f"/entries/{a_changed_entry().id}/revisions/2").text
    assert "Handover<ins> notes</ins>" in text
    assert "<del>handover</del> <ins>notes</ins>" in text


def test_markup_in_a_change_is_shown_as_written(app: Flask, as_member: Any) -> None:
    entry = an_entry(source="<b>x</b>")
    service.revise(entry, by=entry.author, title="A title", source="<script>x</script>")
    commit()
    text = as_member(a_member()).get(f"/entries/{entry.id}/revisions/1").text
    assert "<script>x" not in text
    assert "&lt;" in text


@pytest.mark.parametrize("number", ["0", "3", "999999999", "99999999999", "x", "-1"])
def test_versions_that_there_are_not(app: Flask, as_member: Any, number: str) -> None:
    entry = a_changed_entry()
    assert as_member(entry.author).get(f"/entries/{entry.id}/revisions/{number}").status_code == 404


def test_visitors_see_the_history_of_what_is_public(visitor: FlaskClient) -> None:
    entry = a_changed_entry(audience=public_audience())
    assert visitor.get(f"/entries/{entry.id}/revisions/1").status_code == 200
    assert "Bring back" not in visitor.get(f"/entries/{entry.id}/revisions/1").text


def test_the_author_brings_a_version_back(app: Flask, as_member: Any) -> None:
    entry = a_changed_entry()
    response = as_member(entry.author).post(f"/entries/{entry.id}/revisions/1/restoration")
    assert response.status_code == 303
    assert (entry.title, entry.source, entry.tag_names) == ("Handover", "We meet at seven.", ["handover"])


def test_bringing_back_loses_nothing(app: Flask, as_member: Any) -> None:
    entry = a_changed_entry()
    as_member(entry.author).post(f"/entries/{entry.id}/revisions/1/restoration")
    newest = queries.revisions_of(entry)[0]
    assert (newest.number, newest.source, newest.tag_names) == (3, "We meet at eight.", ["notes"])


def test_bringing_back_what_stands_there_adds_no_version(app: Flask, as_member: Any) -> None:
    entry = a_changed_entry()
    client = as_member(entry.author)
    client.post(f"/entries/{entry.id}/revisions/1/restoration")
    client.post(f"/entries/{entry.id}/revisions/1/restoration")
    assert entry.revision_count == 3


def test_a_comment_has_a_history_too(app: Flask, as_member: Any) -> None:
    remark = a_comment(an_entry(), source="Frist")
    service.revise(remark, by=remark.author, title="", source="First")
    commit()
    client = as_member(remark.author)
    assert "<del>Frist</del><ins>First</ins>" in client.get(f"/entries/{remark.id}/revisions/1").text
    client.post(f"/entries/{remark.id}/revisions/1/restoration")
    assert remark.source == "Frist"
