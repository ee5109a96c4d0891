"""The pages of searching."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("search", __name__)

from community.search.routes import finding, saving  # noqa: E402, F401 (they put their pages on the blueprint)
