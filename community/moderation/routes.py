"""Where those who look after the community look at what was flagged, and at what they hid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, only
from community.accounts.models import Role
from community.entries import service
from community.entries.flags import Outcome, settle
from community.entries.models import Flag
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _
from community.moderation import queries

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.get("")
@only(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """What was flagged and not yet looked at."""
    return render_template("moderation/index.html", cases=_by_entry(queries.open_flags(me())))


@bp.post("/flags/<int:flag_id>/decision")
@only(Role.ADMINISTRATOR)
def decide(flag_id: int) -> ResponseReturnValue:
    """Hide what was flagged, or keep it."""
    raised = queries.flag_with_entry(flag_id)
    if raised is None:
        raise NotFound(_("There is no such flag."))
    outcome = request.form.get("outcome", "")
    if outcome not in set(Outcome):
        raise Refused(_("Please choose whether to hide this or to keep it."))
    settle(raised, by=me(), outcome=Outcome(outcome))
    commit()
    flash(_("It is hidden now.") if outcome == Outcome.HIDDEN else _("It stays, and the flags on it are settled."))
    return redirect("/moderation", 303)


@bp.get("/hidden")
@only(Role.ADMINISTRATOR)
def hidden() -> ResponseReturnValue:
    """What is hidden now."""
    return render_template("moderation/hidden.html", entries=queries.hidden_entries(me()))


@bp.post("/hidden/<int:entry_id>/restoration")
@only(Role.ADMINISTRATOR)
def restore(entry_id: int) -> ResponseReturnValue:
    """Show a hidden entry again."""
    entry = queries.hidden_entry(entry_id)
    if entry is None:
        raise NotFound(_("Nothing with this number is hidden."))
    service.restore(entry, by=me())
    commit()
    flash(_("It is to be seen again."))
    return redirect("/moderation/hidden", 303)


def _by_entry(flags: Sequence[tuple[Flag, bool]]) -> list[list[tuple[Flag, bool]]]:
    return [list(group) for _entry_id, group in groupby(flags, key=lambda row: row[0].entry_id)]
