"""What an entry said before, what changed, and bringing an earlier version back."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.entries import queries, service
from community.entries.access import own_entry_or_404, read_entry_or_404, revision_or_404
from community.entries.diff import folded, word_diff
from community.entries.routes import bp
from community.kernel.db import commit
from community.kernel.i18n import _


@bp.get("/entries/<int:entry_id>/revisions")
@anyone
def revisions(entry_id: int) -> ResponseReturnValue:
    """Every change of an entry, the newest first."""
    entry = read_entry_or_404(entry_id, viewer())
    return render_template("entries/revisions.html", entry=entry, revisions=queries.revisions_of(entry))


@bp.get("/entries/<int:entry_id>/revisions/<int:number>")
@anyone
def revision(entry_id: int, number: int) -> ResponseReturnValue:
    """What one change took out and put in."""
    entry = read_entry_or_404(entry_id, viewer())
    before = revision_or_404(entry, number)
    after = queries.revision_of(entry, number + 1) or entry
    return render_template(
        "entries/revision.html",
        entry=entry,
        revision=before,
        title=word_diff(before.title, after.title),
        text=folded(word_diff(before.source, after.source)),
        removed_tags=[name for name in before.tag_names if name not in after.tag_names],
        added_tags=[name for name in after.tag_names if name not in before.tag_names],
        may_bring_back=service.may_edit(viewer(), entry),
    )


@bp.post("/entries/<int:entry_id>/revisions/<int:number>/restoration")
@members
def bring_back(entry_id: int, number: int) -> ResponseReturnValue:
    """Give an entry the text that it had before a change; that, too, is a change that is kept."""
    entry = own_entry_or_404(entry_id, me())
    before = revision_or_404(entry, number)
    note = _("Back to the version before change %(number)d", number=number)
    tags = before.tag_names if before.tag_names or entry.tag_names else None
    changed = service.revise(entry, by=me(), title=before.title, source=before.source, tags=tags, note=note)
    commit()
    flash(_("The earlier version is back.") if changed else _("The entry says exactly this already."))
    return redirect(entry.path, 303)
