"""Where pages are saved, found again, put aside, and carried in and out."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("bookmarks", __name__, url_prefix="/bookmarks")

from community.bookmarks.routes import carrying, keeping, reading, saving  # noqa: E402 (the routes need the blueprint)

__all__ = ["bp", "carrying", "keeping", "reading", "saving"]
