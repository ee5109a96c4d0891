"""How often one address may try what an attacker would try often."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)


def limit(app: Flask) -> None:
    """Count as the settings say."""
    app.config["RATELIMIT_STORAGE_URI"] = app.config["RATE_LIMIT_STORAGE"]
    app.config["RATELIMIT_ENABLED"] = app.config["RATE_LIMITS"]
    limiter.init_app(app)
