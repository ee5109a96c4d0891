"""Where programs are designed, followed and answered."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("programs", __name__, url_prefix="/programs")

from community.programs.routes import answering, designing, enrolling, following, linked, reading  # noqa: E402 (the routes need the blueprint)

__all__ = ["answering", "bp", "designing", "enrolling", "following", "linked", "reading"]
