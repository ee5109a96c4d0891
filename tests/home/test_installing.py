"""What lets a browser install the site, and what it may keep."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Role
from tests.factories import a_member, a_question


def status(client: FlaskClient, path: str) -> int:
    """How a file is answered; its handle is given back."""
    with client.get(path) as answer:
        return answer.status_code


def test_the_manifest_names_the_site_and_icons_that_there_are(app: Flask, visitor: FlaskClient) -> None:
    answer = visitor.get("/manifest.webmanifest")
    manifest = answer.get_json(force=True)
    assert answer.mimetype == "application/manifest+json"
    assert manifest["name"] == app.config["SITE_NAME"]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert {status(visitor, icon["src"]) for icon in manifest["icons"]} == {200}


def test_the_service_worker_comes_from_the_root_and_needs_files_that_there_are(
    app: Flask, visitor: FlaskClient
) -> None:
    answer = visitor.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    needed = answer.text.split('"needed": [')[1].split("]")[0].replace('"', "").split(", ")
    assert {path: status(visitor, path) for path in needed} == dict.fromkeys(needed, 200)


def test_a_page_says_for_whom_it_was_made(app: Flask, as_member: Any, visitor: FlaskClient) -> None:
    ana, ben = as_member(a_member("Ana")), as_member(a_member("Ben"))
    marks = {client.get("/about/audiences").headers["X-Reader"] for client in (ana, ben, visitor)}
    assert len(marks) == 3
    assert visitor.get("/sign-in").headers["X-Reader"] == "-"


def test_only_pages_for_reading_and_writing_may_be_kept(app: Flask, as_member: Any, visitor: FlaskClient) -> None:
    question = a_question()
    page = f"/questions/{question.entry_id}"
    ana = as_member(a_member("Ana"))
    admin = as_member(a_member("Olga", role=Role.ADMINISTRATOR))
    kept = [path for path in ("/", page, "/questions/new") if "X-Offline" not in ana.get(path).headers]
    closed = ("/settings", "/settings/feeds", "/feeds", "/administration", "/admin/people", "/moderation", "/offline")
    leaks = [path for path in closed if "X-Offline" in admin.get(path).headers]
    assert (kept, leaks) == ([], [])
    assert "X-Offline" not in visitor.get("/sign-in").headers
    assert "X-Offline" not in ana.post(f"{page}/answers", data={"source": "Hm", "preview": "y"}).headers


def test_the_copy_for_pages_out_of_reach_names_nobody(app: Flask, visitor: FlaskClient) -> None:
    a_member("Ana")
    page = visitor.get("/offline").text
    assert "Ana" not in page
    assert 'data-reader="-"' in page
    assert "csrf_token" not in page
