"""The first page, the pages of people, and the page that says who sees what."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("home", __name__)

from community.home.routes import about, first_run, installing, people, skills, styleguide, today  # noqa: E402 (the routes need the blueprint)

__all__ = ["about", "bp", "first_run", "installing", "people", "skills", "styleguide", "today"]
