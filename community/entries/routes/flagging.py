"""Telling the moderators that something is wrong."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.entries.access import read_entry_or_404
from community.entries.flags import flag
from community.entries.forms import FlagForm
from community.entries.models import Entry
from community.entries.routes import bp
from community.kernel.db import commit
from community.kernel.i18n import _


@bp.get("/entries/<int:entry_id>/flag")
@members
def flag_form(entry_id: int) -> ResponseReturnValue:
    """The form that asks what is wrong."""
    return _page(read_entry_or_404(entry_id, me()), FlagForm())


@bp.post("/entries/<int:entry_id>/flags")
@members
def raise_flag(entry_id: int) -> ResponseReturnValue:
    """Ask the moderators for a look."""
    entry, form = read_entry_or_404(entry_id, me()), FlagForm()
    if not form.validate_on_submit():
        return _page(entry, form, 422)
    flag(entry, by=me(), reason=form.reason.data, note=form.note.data)
    commit()
    flash(_("Thank you. Those who look after the community will look at it."))
    return redirect(entry.path, 303)


def _page(entry: Entry, form: FlagForm, status: int = 200) -> ResponseReturnValue:
    return render_template("entries/flag.html", entry=entry, form=form), status
