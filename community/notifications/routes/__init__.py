"""What a member was told, what they want to hear, and how they end it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit, set_writing
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.paging import place_from
from community.notifications import queries, service
from community.notifications.queries import Told

bp = Blueprint("notifications", __name__)


@bp.before_request
def begin_as_writer() -> None:
    """Opening a notification marks it as read: a short act behind a link, which must not begin as a reader."""
    if request.endpoint == f"{bp.name}.show":
        set_writing(True)


@bp.get("/notifications")
@members
def index() -> ResponseReturnValue:
    """What the member was told, day by day."""
    page = queries.told(me(), place_from(request.args.get("after")))
    return render_template("notifications/index.html", page=page, days=_by_day(page.items, me().timezone))


@bp.get("/notifications/<int:notification_id>")
@members
def show(notification_id: int) -> ResponseReturnValue:
    """Lead to what happened; it counts as read from now on."""
    notification = queries.notification_for(me(), notification_id)
    if notification is None:
        raise NotFound(_("There is no such notification, or what it speaks of is no longer open to you."))
    path = notification.entry.path
    service.mark_read(notification)
    commit()
    return redirect(path, 302)


@bp.post("/notifications/reading")
@members
def read_all() -> ResponseReturnValue:
    """Count everything as read."""
    service.mark_all_read(by=me())
    commit()
    flash(_("Everything is marked as read."))
    return redirect("/notifications", 303)


def _by_day(items: Sequence[Told], timezone: str) -> list[tuple[date, list[Told]]]:
    zone = ZoneInfo(timezone)
    return [(day, list(group)) for day, group in groupby(items, key=lambda one: one.at.astimezone(zone).date())]


# The other pages of this room say their addresses to the blueprint when they are imported.
from community.notifications.routes import choosing, devices, previewing, unsubscribing  # noqa: E402 (they need the blueprint)

__all__ = ["bp", "choosing", "devices", "previewing", "unsubscribing"]
