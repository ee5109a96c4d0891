"""Addresses of databases as people write them."""

from __future__ import annotations

DRIVER = "postgresql+psycopg://"


def with_driver(url: str) -> str:
    """`url` with the driver that the site uses, where it names PostgreSQL in one of the usual ways."""
    for usual in ("postgres://", "postgresql://"):
        if url.startswith(usual):
            return DRIVER + url.removeprefix(usual)
    return url
