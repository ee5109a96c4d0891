"""Whom a page was made for, so that a device that keeps pages never shows one person's to the next."""

from __future__ import annotations

import hashlib

from flask import Flask, Response, current_app, request

from community.accounts.current import viewer
from community.accounts.models import Viewer

READER, OFFLINE = "X-Reader", "X-Offline"
NOBODY = "-"
READING_ROOMS = frozenset(
    {"home", "entries", "questions", "reflections", "bookmarks", "programs", "experts", "notifications"}
)
"""Whose pages a device may keep for reading without a connection. Accounts, moderation, needs, searches and
feeds are not among them: they hold secrets, or what is about others."""
NEVER_KEPT = frozenset({"home.styleguide", "home.offline"})
OPEN_TO = frozenset({"anyone", "members"})


def reader_mark(member: Viewer) -> str:
    """A word that stands for `member` on a device and tells nothing about them; "-" for strangers."""
    if member is None:
        return NOBODY
    key = current_app.secret_key
    secret = key.encode() if isinstance(key, str) else bytes(key or b"")
    return hashlib.blake2b(f"reader {member.id}".encode(), key=secret[:64], digest_size=8).hexdigest()


def mark_pages(app: Flask) -> None:
    """Say on each page for whom it was made, and whether their device may keep it."""
    app.jinja_env.globals["reader_mark"] = reader_mark

    @app.after_request
    def add_mark(response: Response) -> Response:
        if request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html":
            response.headers[READER] = reader_mark(viewer())
            if _may_be_kept():
                response.headers[OFFLINE] = "keep"
        return response


def _may_be_kept() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    is_open = getattr(view, "access", "") in OPEN_TO and request.endpoint not in NEVER_KEPT
    return viewer() is not None and is_open and request.blueprint in READING_ROOMS
