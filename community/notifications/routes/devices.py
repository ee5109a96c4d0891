"""The browsers that a member lets be told at once."""

from __future__ import annotations

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.forms import one_line
from community.kernel.i18n import _
from community.notifications.pushing import add_device, remove_device
from community.notifications.routes import bp

PATH = "/settings/notifications"


@bp.post(f"{PATH}/devices")
@members
def add() -> ResponseReturnValue:
    """Let this browser be told; its script sends what the browser made for it."""
    sent = {name: one_line(request.form.get(name, "")) for name in ("endpoint", "public_key", "secret", "label")}
    add_device(me(), **sent)
    commit()
    flash(_("This browser is told at once from now on."))
    return redirect(PATH, 303)


@bp.post(f"{PATH}/devices/<int:device_id>/end")
@members
def remove(device_id: int) -> ResponseReturnValue:
    """Tell a browser nothing more."""
    if not remove_device(me(), device_id):
        raise NotFound(_("There is no such device of yours."))
    commit()
    flash(_("That browser is told nothing more."))
    return redirect(PATH, 303)
