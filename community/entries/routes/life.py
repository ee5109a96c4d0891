"""The address that never changes, and taking an entry back."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.entries import queries, service
from community.entries.access import own_entry_or_404, read_entry_or_404
from community.entries.models import Entry
from community.entries.routes import bp
from community.kernel.db import commit
from community.kernel.i18n import _


@bp.get("/entries/<int:entry_id>")
@anyone
def permalink(entry_id: int) -> ResponseReturnValue:
    """Lead to the page of an entry."""
    return redirect(read_entry_or_404(entry_id, viewer()).path)


@bp.get("/entries/<int:entry_id>/withdrawal")
@members
def withdrawal(entry_id: int) -> ResponseReturnValue:
    """Ask before an entry is taken back; once it was, offer to bring it back."""
    return render_template("entries/withdrawal.html", entry=own_entry_or_404(entry_id, me()))


@bp.post("/entries/<int:entry_id>/withdrawal")
@members
def withdraw(entry_id: int) -> ResponseReturnValue:
    """Take one's own entry back."""
    entry = own_entry_or_404(entry_id, me())
    service.withdraw(entry, by=me())
    commit()
    flash(_("Nobody but you sees it any more. You can bring it back under Drafts."))
    return redirect(_page_after(entry), 303)


@bp.post("/entries/<int:entry_id>/restoration")
@members
def restore(entry_id: int) -> ResponseReturnValue:
    """Bring back what one took back."""
    entry = own_entry_or_404(entry_id, me())
    service.restore(entry, by=me())
    commit()
    flash(_("It is to be seen again."))
    return redirect(_page_after(entry), 303)


def _page_after(entry: Entry) -> str:
    root = queries.entry_for(me(), entry.root_id) if entry.root_id else entry
    return root.path if root is not None else "/drafts"
