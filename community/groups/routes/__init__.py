"""Where communities are found, joined, read and looked after."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("groups", __name__, url_prefix="/groups")

from community.groups.routes import belonging, looking_after, reading, shaping  # noqa: E402 (they hang on the blueprint)

__all__ = ["belonging", "bp", "looking_after", "reading", "shaping"]
