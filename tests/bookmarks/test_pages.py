"""Saving and finding pages as people do it."""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from community.audiences.service import only, public_audience
from community.bookmarks.models import Bookmark
from community.entries.drafts import draft_of
from community.entries.models import Entry
from community.kernel.db import db, session
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_comment, a_member

PAGE = "https://example.org/handover"
SAVED = {
    "url": PAGE,
    "title": "Ten handover notes",
    "source": "The *third* one.",
    "tags": "handover, notes",
    "audience": "organization",
    "publish": "y",
}


def count() -> int:
    """How many bookmarks there are."""
    return session().scalar(select(func.count(Bookmark.entry_id))) or 0


def test_saving_and_reading(app: Flask, as_member: Any) -> None:
    page = as_member(a_member()).post("/bookmarks/new", data=SAVED, follow_redirects=True)
    assert page.status_code == 200
    assert "The <em>third</em> one." in page.text
    assert f'<a href="{PAGE}" rel="nofollow noopener noreferrer">' in page.text


def test_a_preview_says_who_will_see_it_and_saves_nothing(app: Flask, as_member: Any) -> None:
    data = {**SAVED, "publish": "", "preview": "y", "audience": "self"}
    page = as_member(a_member()).post("/bookmarks/new", data={k: v for k, v in data.items() if v})
    assert "Only you will see this." in page.text
    assert count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": ""},
        {"url": "javascript:alert(1)"},
        {"url": "https://"},
        {"url": "https://" + "x" * 3000},
        {"url": "\u202ehttps://example.org"},
        {"title": "x" * 201},
        {"source": "x" * 200_000},
        {"tags": "a,b,c,d,e,f,g,h,i"},
        {"audience": "public"},
        {"audience": "audience:999"},
        {"audience": ""},
    ],
    ids=str,
)
def test_what_cannot_be_saved_comes_back_as_it_was_typed(app: Flask, as_member: Any, wrong: dict[str, str]) -> None:
    response = as_member(a_member()).post("/bookmarks/new", data={**SAVED, **wrong})
    assert response.status_code == 422
    assert wrong.get("source", "The *third* one.")[:50] in response.text
    assert count() == 0


def test_an_address_in_the_intranet_may_be_kept(app: Flask, as_member: Any) -> None:
    as_member(a_member()).post("/bookmarks/new", data={**SAVED, "url": "http://wiki/start"})
    assert count() == 1


def test_a_page_saved_before_leads_to_its_bookmark(app: Flask, as_member: Any) -> None:
    mine = a_bookmark(PAGE)
    response = as_member(mine.entry.author).get("/bookmarks/new", query_string={"url": PAGE + "?utm_source=x"})
    assert response.headers["Location"] == f"/bookmarks/{mine.entry_id}/edit"


def test_what_was_typed_for_a_page_saved_before_is_not_lost(app: Flask, as_member: Any) -> None:
    mine = a_bookmark(PAGE, title="Old name")
    response = as_member(mine.entry.author).post("/bookmarks/new", data=SAVED)
    assert response.status_code == 409
    assert "The *third* one." in response.text
    assert f'action="/bookmarks/{mine.entry_id}/edit"' in response.text
    assert count() == 1


def test_the_bookmarklet_fills_the_form(app: Flask, as_member: Any) -> None:
    brought = {"url": PAGE, "title": "A <b>title</b>", "description": "Marked words"}
    page = as_member(a_member()).get("/bookmarks/new", query_string=brought).text
    assert f'value="{PAGE}"' in page
    assert "A &lt;b&gt;title&lt;/b&gt;" in page
    assert "Marked words" in page


def test_the_bookmarklet_leads_to_this_site(app: Flask, as_member: Any) -> None:
    app.config["SITE_URL"] = "https://learn.example.org/"
    page = as_member(a_member()).get("/bookmarks/bookmarklet").text
    script = unquote(unescape(page.split('href="javascript:')[1].split('"')[0]))
    assert """window.open("https://learn.example.org/bookmarks/new"+'?url='+e(location.href)""" in script


def test_a_kept_draft_stays_out_of_another_page(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/bookmarks/new", data={**SAVED, "keep": "y", "is_to_read": ""})
    assert PAGE in as_member(ana).get("/bookmarks/new").text
    other = as_member(ana).get("/bookmarks/new", query_string={"url": "https://example.com/"}).text
    assert PAGE not in other
    as_member(ana).post("/bookmarks/new", data={**SAVED, "url": "https://example.com/"})
    assert draft_of(ana, "bookmark:new") is not None


def test_a_saved_page_leaves_no_draft(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/bookmarks/new", data={**SAVED, "keep": "y"})
    as_member(ana).post("/bookmarks/new", data={**SAVED, "draft_key": "bookmark:new"})
    assert draft_of(ana, "bookmark:new") is None


def test_a_box_that_was_not_ticked_stays_so_in_a_draft(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/bookmarks/new", data={**SAVED, "keep": "y"})
    page = as_member(ana).get("/bookmarks/new").text
    assert "checked" not in page.split('name="is_to_read"')[1].split(">")[0]


def test_colleagues_tags_are_suggested_and_counted_if_visible(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    a_bookmark(PAGE, tags=["handover"])
    a_bookmark(PAGE, author=ana, audience=only(ana), tags=["quarrel"])
    page = as_member(a_member()).get("/bookmarks/new", query_string={"url": PAGE}).text
    assert "1 colleague saved this page." in page
    assert '<option value="handover">' in page
    assert "quarrel" not in page


def test_everybody_s_list_holds_what_is_visible(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    a_bookmark(title="For all")
    a_bookmark(title="For me", author=ana, audience=only(ana))
    page = as_member(a_member()).get("/bookmarks").text
    assert "For all" in page
    assert "For me" not in page


def test_a_visitor_sees_what_is_public(app: Flask, visitor: FlaskClient) -> None:
    app.config["PUBLIC_ALLOWED"] = True
    a_bookmark(title="For colleagues")
    bookmark = a_bookmark(title="For the world", audience=public_audience())
    page = visitor.get("/bookmarks").text
    assert "For the world" in page
    assert "For colleagues" not in page
    assert visitor.get(f"/bookmarks/{bookmark.entry_id}").status_code == 200


def test_one_tag_alone(app: Flask, as_member: Any) -> None:
    a_bookmark(title="On care", tags=["care"])
    a_bookmark(title="On cars", tags=["cars"])
    page = as_member(a_member()).get("/bookmarks?tag=care").text
    assert "On care" in page
    assert "On cars" not in page


def test_a_long_list_goes_on(app: Flask, as_member: Any) -> None:
    for number in range(23):
        a_bookmark(title=f"Page number {number:02}")
    client = as_member(a_member())
    first = client.get("/bookmarks").text
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(older).text
    assert ("Page number 03" in first, "Page number 02" in first) == (True, False)
    assert ("Page number 03" in second, "Page number 02" in second) == (False, True)


def test_the_page_names_who_else_saved_it(app: Flask, as_member: Any) -> None:
    ana, ben, cas = a_member("Ana Alt"), a_member("Ben Bast"), a_member("Cas Clay")
    bookmark = a_bookmark(PAGE, author=ana)
    a_bookmark(PAGE, author=ben, source="Look at the end.")
    a_bookmark(PAGE, author=cas, audience=only(cas))
    page = as_member(a_member()).get(f"/bookmarks/{bookmark.entry_id}").text
    assert "1 other person saved this" in page
    assert "Look at the end." in page
    assert "Cas Clay" not in page


def test_the_page_of_a_resource_lists_its_savers(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    resource = a_bookmark(PAGE, title="What Ana calls it").resource
    a_bookmark(PAGE, title="What Ben calls it", author=ben, audience=only(ben))
    page = as_member(a_member()).get(f"/bookmarks/resources/{resource.id}").text
    assert "What Ana calls it" in page
    assert "What Ben calls it" not in page
    assert "1 person saved this page" in page


def test_what_is_not_open_is_not_found(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    bookmark = a_bookmark(PAGE, author=ana, audience=only(ana))
    number, resource, client = bookmark.entry_id, bookmark.resource_id, as_member(a_member())
    assert client.get(f"/bookmarks/{number}").status_code == 404
    assert client.get(f"/bookmarks/{number}/edit").status_code == 404
    assert client.get(f"/bookmarks/resources/{resource}").status_code == 404
    for act in ("edit", "to-read", "archived"):
        assert client.post(f"/bookmarks/{number}/{act}", data={"wanted": "1"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["?tag=nobody", "?after=!!", "/mine?show=nonsense", "/999999", "/resources/99", "/99999999999999"]
)
def test_addresses_that_lead_nowhere(app: Flask, as_member: Any, address: str) -> None:
    assert as_member(a_member()).get(f"/bookmarks{address}").status_code in {404, 422}


@pytest.mark.parametrize("path", ["new", "mine", "bookmarklet", "import", "export.html", "export.json"])
def test_visitors_are_asked_to_sign_in(app: Flask, visitor: FlaskClient, path: str) -> None:
    response = visitor.get(f"/bookmarks/{path}")
    assert response.status_code in {302, 401}


def test_reading_leads_on_to_doing(app: Flask, as_member: Any) -> None:
    bookmark = a_bookmark(PAGE, title="Notes [in *brackets*]")
    client = as_member(a_member())
    page = client.get(f"/bookmarks/{bookmark.entry_id}").text
    link = page.split('href="/reflections/new?')[1].split('"')[0].replace("&amp;", "&")
    brought = parse_qs(urlsplit("?" + link).query)
    assert brought["source"][0].strip() == f"[Notes \\[in \\*brackets\\*\\]](<{PAGE}>)"
    assert client.get("/reflections/new?" + link).status_code == 200


def test_comments_stand_below(app: Flask, as_member: Any) -> None:
    bookmark = a_bookmark()
    a_comment(bookmark.entry, source="Thank you for this.")
    assert "Thank you for this." in as_member(a_member()).get(f"/bookmarks/{bookmark.entry_id}").text


def test_words_in_any_script_come_through(app: Flask, as_member: Any) -> None:
    data = {**SAVED, "title": "شيفت 🌙 \u202enotes", "source": "a\x00b\x07", "tags": "Übergabe, 交接"}
    page = as_member(a_member()).post("/bookmarks/new", data=data, follow_redirects=True)
    assert "🌙" in page.text
    assert session().scalars(select(Entry.tag_names)).one() == ["übergabe", "交接"]


@pytest.mark.parametrize("rows", [1, 15])
def test_no_page_asks_the_database_more_than_five_times(app: Flask, as_member: Any, rows: int) -> None:
    ana = a_member("Ana")
    bookmark = a_bookmark(PAGE, author=ana, tags=["care"])
    for number in range(rows - 1):
        a_bookmark(PAGE, tags=["care", f"t{number}"])
        a_bookmark(author=ana, tags=["care"])
        a_comment(bookmark.entry)
    client = as_member(ana)
    number, resource = bookmark.entry_id, bookmark.resource_id
    paths = ("", "?tag=care", "/mine", "/mine?show=untagged", f"/{number}", f"/resources/{resource}", f"/{number}/edit")
    for path in paths:
        client.get(f"/bookmarks{path}")  # what is remembered for a while is not asked for again
        asked = _questions(client, f"/bookmarks{path}")
        assert len(asked) <= 5, "\n".join(asked)


def _questions(client: FlaskClient, path: str) -> list[str]:
    asked: list[str] = []

    def hear(*args: Any) -> None:
        asked.append(args[2])

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    return [statement for statement in asked if statement.startswith(("SELECT", "WITH", "UPDATE", "INSERT"))]
