"""What an editor does on the pages, and what readers find."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from community.audiences.service import organization_audience, public_audience
from community.bulletins.queries import bulletins
from tests.bulletins.factories import OPEN_EVENING, a_bulletin, an_issue
from tests.factories import a_member, an_entry

SECTION = {"sections-0-title": "Tried", "sections-0-source": "By **us**.", "sections-0-picks": ""}


def test_an_editor_composes_an_issue_and_publishes_it(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    entry = an_entry(title="Half of the list", audience=organization_audience())
    editor: FlaskClient = as_member(ana)
    assert "Begin a bulletin" in editor.get("/bulletins").text
    editor.post("/bulletins/new", data={"title": "Northwind notes", "about": "News.", "audience": "organization"})
    (bulletin,) = bulletins(ana)
    new = f"{bulletin.path}/issues/new"

    chosen = editor.post(new, data={"title": "First", "more": "pick", "chosen": [entry.path], **SECTION}).text
    assert entry.path in chosen
    event = {"occasions-0-title": "Open evening", "occasions-0-day": "2027-01-14", "occasions-0-hour": "18:00"}
    kept = editor.post(new, data={"title": "First", **SECTION, "sections-0-picks": entry.path, **event})
    path = kept.headers["Location"]
    assert as_member(ben).get(path).status_code == 404
    assert "Half of the list" in editor.get(f"{path}/mail").text
    editor.post(f"{path}/publication")

    page = as_member(ben).get(path).text
    assert all(
        words in page for words in ("Issue 1", "Tried", "<strong>us</strong>", "Half of the list", "Open evening")
    )
    assert b"DTSTART;TZID=Europe/London:20270114T180000" in as_member(ben).get(f"{path}/events.ics").data
    assert as_member(ben).post(f"{path}/publication").status_code == 403


def test_an_archive_leads_from_issue_to_issue_and_into_feeds(app: Flask, visitor: FlaskClient, as_member: Any) -> None:
    app.config["PUBLIC_ALLOWED"] = True
    bulletin = a_bulletin(a_member("Ana"), audience=public_audience())
    among_us = a_bulletin(a_member("Ben"), title="Among us")
    first, second, third = (
        an_issue(bulletin, title=title, occasions=[OPEN_EVENING]) for title in ("One", "Two", "Three")
    )

    page = visitor.get(second.entry.path).text
    assert f'rel="prev" href="{first.entry.path}"' in page
    assert f'rel="next" href="{third.entry.path}"' in page
    assert "Three" in visitor.get(bulletin.path).text
    feed = visitor.get(f"/feeds/bulletins/{bulletin.id}.json").get_json()
    assert [item["title"] for item in feed["items"]] == ["Three", "Two", "One"]
    assert visitor.get(among_us.path).status_code == 404
    assert "Among us" not in visitor.get("/bulletins").text
