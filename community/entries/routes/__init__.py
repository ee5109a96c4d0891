"""What one can do to every entry, to a draft and to a tag."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("entries", __name__)

from community.entries.routes import (  # noqa: E402 (the routes need the blueprint)
    commenting,
    composing,
    drafts,
    flagging,
    following,
    history,
    images,
    life,
    previewing,
    reach,
    reaching,
    sending_once,
    tags,
    voting,
)

__all__ = [
    "bp",
    "commenting",
    "composing",
    "drafts",
    "flagging",
    "following",
    "history",
    "images",
    "life",
    "previewing",
    "reach",
    "reaching",
    "sending_once",
    "tags",
    "voting",
]
