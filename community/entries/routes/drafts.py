"""What is being written and not yet published, and what was taken back."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.entries import queries
from community.entries.drafts import (
    Window,
    WrittenElsewhere,
    discard_draft,
    drafts_of,
    place_of_draft,
    save_draft,
    words_of_draft,
)
from community.entries.routes import bp
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.forms import clean
from community.kernel.i18n import _

NO_FIELDS = frozenset({"draft_key", "publish", "preview", "keep", "picture", "add_picture", "look_at", "form_action"})
WINDOW, OPEN_FOR = "X-Window", "X-Open-For"
LONGEST_NAME = 40
LONGEST_OPEN = 10**12


@bp.get("/drafts")
@members
def drafts() -> ResponseReturnValue:
    """All that the member began and may go on with."""
    kept = [(draft, place_of_draft(draft.key), words_of_draft(draft)) for draft in drafts_of(me())]
    return render_template("entries/drafts.html", drafts=kept, withdrawn=queries.withdrawn_by(me()))


@bp.post("/drafts/<path:key>")
@members
def save(key: str) -> ResponseReturnValue:
    """Keep what stands in a form while it is being typed; of two windows, neither writes over the other."""
    fields = {name: clean(value) for name, value in request.form.items() if name not in NO_FIELDS}
    try:
        draft = save_draft(key, fields, by=me(), window=_window())
    except WrittenElsewhere as conflict:
        return jsonify(error=str(conflict), fields=conflict.fields), conflict.status
    commit()
    return jsonify(saved_at=draft.saved_at.isoformat())


@bp.post("/drafts/<path:key>/discard")
@members
def discard(key: str) -> ResponseReturnValue:
    """Throw a draft away, and begin again with its form if that is wanted."""
    discard_draft(key, by=me())
    commit()
    flash(_("The draft is gone."))
    again = place_of_draft(key) if request.form.get("again") else None
    return redirect(again or "/drafts", 303)


def _window() -> Window | None:
    """The open page that asks, as it calls itself, and since when it is open: a device's clock may be wrong."""
    name, milliseconds = request.headers.get(WINDOW, ""), request.headers.get(OPEN_FOR, "")
    if not name or not (milliseconds.isascii() and milliseconds.isdigit()):
        return None
    open_for = timedelta(milliseconds=min(int(milliseconds[:15]), LONGEST_OPEN))
    return Window(clean(name)[:LONGEST_NAME], clock.now() - open_for)
