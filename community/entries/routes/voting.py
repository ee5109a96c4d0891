"""Saying that an entry is useful, or not."""

from __future__ import annotations

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.entries.access import read_entry_or_404
from community.entries.routes import bp
from community.entries.votes import vote
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.i18n import _

VALUES = {"-1": -1, "0": 0, "1": 1}


@bp.post("/entries/<int:entry_id>/vote")
@members
def cast(entry_id: int) -> ResponseReturnValue:
    """Vote, change a vote or take it back."""
    entry = read_entry_or_404(entry_id, me())
    value = VALUES.get(request.form.get("value", ""))
    if value is None:
        raise Refused(_("A vote is either useful or not."))
    vote(entry, by=me(), value=value)
    commit()
    if request.accept_mimetypes.best == "application/json":
        return jsonify(score=entry.score, mine=value)
    return redirect(entry.path, 303)
