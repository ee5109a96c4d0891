"""The mark on each route that says who may reach it; a structural test looks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


def marked(view: V, access: str) -> V:
    """Write on `view` who may reach it."""
    view.access = access  # type: ignore[attr-defined]  # the mark
    return view


def anyone(view: V) -> V:
    """Open a route to everybody; what it shows still depends on who asks."""
    return marked(view, "anyone")


def token_holders(view: V) -> V:
    """Open a route to who knows a secret in its address, which the route itself checks."""
    return marked(view, "token")
