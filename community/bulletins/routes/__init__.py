"""Where bulletins are read, composed, sent and subscribed to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("bulletins", __name__, url_prefix="/bulletins")

from community.bulletins.routes import composing, reading, sending, subscribing  # noqa: E402 (they hang on the blueprint)

__all__ = ["bp", "composing", "reading", "sending", "subscribing"]
