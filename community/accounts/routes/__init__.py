"""Where people join, sign in, and say who they are; and where administrators look after them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from community.accounts.routes import joining, sign_in  # noqa: E402 (the routes need the blueprint)

__all__ = ["bp", "joining", "sign_in"]
