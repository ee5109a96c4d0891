"""Who can help, why one is shown oneself, and what one is asked."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("experts", __name__, url_prefix="/experts")

from community.experts.routes import asking, correcting, finding  # noqa: E402 (the routes need the blueprint)

__all__ = ["asking", "bp", "correcting", "finding"]
