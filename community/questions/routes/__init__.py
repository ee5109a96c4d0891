"""Where questions are asked, read, answered and brought to rest."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("questions", __name__, url_prefix="/questions")

from community.questions.routes import answering, asking, reading, resting  # noqa: E402 (the routes need the blueprint)

__all__ = ["answering", "asking", "bp", "reading", "resting"]
