"""Who is asking, and who may ask: the member of this request and the access rule of each route."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app
from flask_login import current_user

from community.accounts.models import Member, Role, Viewer
from community.kernel.access import anyone, marked, token_holders
from community.kernel.errors import NotAllowed
from community.kernel.i18n import _
from community.kernel.outages import is_outage

__all__ = ["anyone", "me", "members", "only", "token_holders", "viewer"]

P = ParamSpec("P")
R = TypeVar("R")


def viewer() -> Viewer:
    """The member who asks, or None for somebody who has not signed in, and where nobody can be known."""
    if is_outage():
        return None
    user = current_user._get_current_object()  # noqa: SLF001 (the proxy's own documented way to the object)
    return user if isinstance(user, Member) else None


def me() -> Member:
    """The member who asks, on a route that only members reach."""
    member = viewer()
    if member is None:
        raise NotAllowed(_("Please sign in first."))
    return member


def members(view: Callable[P, R]) -> Callable[P, R]:
    """Let only members reach a route; others are asked to sign in, and what they typed is kept."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if viewer() is None:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined, no-any-return]  # flask-login adds it
        return view(*args, **kwargs)

    return marked(guarded, "members")


def only(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only members with one of `roles` reach a route."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @members
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if me().role not in roles:
                raise NotAllowed(_("This page is for people with another role."))
            return view(*args, **kwargs)

        return marked(guarded, "roles")

    return decorate
