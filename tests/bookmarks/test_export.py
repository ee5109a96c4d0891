"""What a member saved goes out in the files that browsers and services read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from community.audiences.service import only
from community.bookmarks import netscape, pinboard, queries
from community.bookmarks.saved_link import SavedLink
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_member


@pytest.mark.parametrize(("name", "read"), [("export.html", netscape.read), ("export.json", pinboard.read)])
def test_what_goes_out_comes_in_again(app: Flask, as_member: Any, name: str, read: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    at = datetime(2024, 5, 1, 9, 30, 15, 250_000, tzinfo=UTC)
    a_bookmark(author=ana, audience=only(ana), title="Mine alone", is_to_read=True, at=at)
    a_bookmark(author=ana, title="Sleeping by day", tags=["sleep", "health"], source="Worked for me.", at=at)
    a_bookmark("https://example.org/ü?q=<&>", author=ana, title='A "title" & more', source="*Two*\nlines", tags=["é"])
    a_bookmark(author=ben, title="Ben's")
    response = as_member(ana).get(f"/bookmarks/{name}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="bookmarks.{name[7:]}"'
    out = [_whole_seconds(link) for link in queries.saved_links(ana)]
    assert read(response.data).links == out
    assert len(out) == 3


def _whole_seconds(link: SavedLink) -> SavedLink:
    assert link.added_at is not None
    at = link.added_at.replace(microsecond=0)
    return SavedLink(link.url, link.title, link.description, link.tags, (), at, link.private, link.to_read)


def test_an_export_goes_beyond_one_batch(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_AT_ONCE", 3)
    ana = a_member("Ana")
    start = datetime(2024, 5, 1, tzinfo=UTC)
    for number in range(8):
        a_bookmark(author=ana, title=f"Page {number}", at=start + timedelta(days=number // 2))
    assert [link.title for link in queries.saved_links(ana)] == [f"Page {n}" for n in range(8)]


def test_an_empty_export_is_a_file_all_the_same(app: Flask, as_member: Any) -> None:
    client = as_member(a_member())
    assert client.get("/bookmarks/export.json").get_json() == []
    assert "NETSCAPE-Bookmark-file-1" in client.get("/bookmarks/export.html").text
