"""Changing what one saved, and putting it aside."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.entries.service import withdraw
from community.kernel.db import commit
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_member


@pytest.mark.parametrize("act", ["edit", "to-read", "archived"])
def test_others_change_nothing(app: Flask, as_member: Any, act: str) -> None:
    bookmark = a_bookmark()
    response = as_member(a_member()).post(f"/bookmarks/{bookmark.entry_id}/{act}", data={"wanted": "1", "title": "x"})
    assert response.status_code == 403


def test_changing_a_bookmark_keeps_what_it_said(app: Flask, as_member: Any) -> None:
    bookmark = a_bookmark(title="Old", source="Old note.")
    page = as_member(bookmark.entry.author).post(
        f"/bookmarks/{bookmark.entry_id}/edit",
        data={"title": "New", "source": "New note.", "tags": "fresh", "is_to_read": "y"},
        follow_redirects=True,
    )
    assert "New note." in page.text
    assert "Earlier versions" in page.text
    assert "To read" in page.text


def test_putting_aside_and_taking_up_again(app: Flask, as_member: Any) -> None:
    bookmark = a_bookmark(title="A long read", is_to_read=True)
    number, client = bookmark.entry_id, as_member(bookmark.entry.author)
    assert "A long read" in client.get("/bookmarks/mine?show=to-read").text
    client.post(f"/bookmarks/{number}/archived", data={"wanted": "1"})
    assert "A long read" not in client.get("/bookmarks/mine?show=to-read").text
    assert "A long read" in client.get("/bookmarks/mine?show=archived").text
    client.post(f"/bookmarks/{number}/archived", data={"wanted": "0"})
    assert "A long read" not in client.get("/bookmarks/mine?show=archived").text


def test_a_button_leads_back_to_its_list_and_nowhere_else(app: Flask, as_member: Any) -> None:
    bookmark = a_bookmark()
    client, path = as_member(bookmark.entry.author), f"/bookmarks/{bookmark.entry_id}"
    back = client.post(path + "/to-read", data={"wanted": "1", "show": "untagged"})
    assert back.headers["Location"] == "/bookmarks/mine?show=untagged"
    back = client.post(path + "/to-read", data={"wanted": "1", "show": "https://evil.example"})
    assert back.headers["Location"] == path


def test_what_was_taken_back_is_in_no_list(app: Flask, as_member: Any) -> None:
    bookmark = a_bookmark(title="Taken back")
    ana = bookmark.entry.author
    withdraw(bookmark.entry, by=ana)
    commit()
    client = as_member(ana)
    assert "Taken back" not in client.get("/bookmarks/mine").text
    assert "Taken back" not in client.get("/bookmarks").text
    assert "Taken back" in client.get(f"/bookmarks/{bookmark.entry_id}").text
