"""A form with a key of its own publishes once, however often it is sent: by a second click, or from the outbox
of a browser that never heard the answer."""

from __future__ import annotations

import secrets

from flask import Flask, flash, redirect, request
from flask.typing import ResponseReturnValue

from community.accounts.current import viewer
from community.entries.sent_forms import fingerprint, first_sending, what_came_of
from community.kernel.i18n import _

FIELD = "form_key"


def send_once(app: Flask) -> None:
    """Watch over the keys of forms, and let templates make new ones."""
    app.before_request(_lead_to_the_first)
    app.jinja_env.globals["form_key"] = lambda: secrets.token_urlsafe(9)


def _lead_to_the_first() -> ResponseReturnValue | None:
    member = viewer() if request.method == "POST" and request.form.get(FIELD) else None
    if member is None:
        return None
    first = first_sending(fingerprint(request.path, request.form.items(multi=True)), by=member)
    if first is None:
        return None
    flash(_("This had arrived already, so it was not posted twice."), "info")
    entry = what_came_of(first)
    return redirect(entry.path if entry is not None else "/drafts", 303)
