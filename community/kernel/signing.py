"""Values that travel in a link and come back as they were: signed, for one purpose, for a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

LONGEST_TOKEN = 1000


def signed(purpose: str, value: Any) -> str:
    """`value` as a word for a link; whoever holds it can read the value, but cannot change it.

    Args:
        purpose: what the link is for; a word made for one purpose is refused for another.
        value: anything that JSON can hold.
    """
    return str(_serializer(purpose).dumps(value))


def unsigned(purpose: str, token: str, max_age: timedelta) -> Any | None:
    """The value that `signed` was given, or None for a word that is not ours, changed, or too old."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        return _serializer(purpose).loads(token, max_age=int(max_age.total_seconds()))
    except BadData:
        return None


def signing_keys() -> list[str]:
    """The keys whose signature is good, the one that signs last."""
    return [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_keys(), salt=f"commonplace.{purpose}")
