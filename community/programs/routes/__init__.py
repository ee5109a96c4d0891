"""Where programs are designed, followed and answered."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("programs", __name__, url_prefix="/programs")

from community.programs.routes import (  # noqa: E402 (as below)  # noqa: E402 (the routes need the blueprint)
    answering,
    crediting,
    delivering,
    designing,
    enrolling,
    following,
    linked,
    reading,
    results,
    through_time,
)

__all__ = [
    "answering",
    "bp",
    "crediting",
    "delivering",
    "designing",
    "enrolling",
    "following",
    "linked",
    "reading",
    "results",
    "through_time",
]
