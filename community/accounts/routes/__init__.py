"""Where people join, sign in, and say who they are; and where administrators look after them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from community.accounts.routes import (  # noqa: E402 (the routes need the blueprint)
    account,
    coaching,
    inviting,
    joining,
    people,
    preferences,
    profile,
    resetting,
    sign_in,
    teams,
    tokens,
)

__all__ = [
    "account",
    "bp",
    "coaching",
    "inviting",
    "joining",
    "people",
    "preferences",
    "profile",
    "resetting",
    "sign_in",
    "teams",
    "tokens",
]
