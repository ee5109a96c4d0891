"""How often a page of accounts may be tried from one address."""

from __future__ import annotations

from flask import Response
from flask_limiter import RouteLimit

from community.kernel.limits import limiter

REFUSED = 400


def limited(times: str, *, failures_only: bool = False) -> RouteLimit:
    """Limit a route to so many tries from one address.

    Args:
        times: such as "10 per minute; 60 per hour".
        failures_only: count only what was refused, so that many people behind one address can all come in.
    """
    return limiter.limit(times, deduct_when=_was_refused if failures_only else None)


def _was_refused(response: Response) -> bool:
    return response.status_code >= REFUSED
