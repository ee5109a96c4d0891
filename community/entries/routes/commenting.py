"""Commenting, replying, changing a comment, and closing a conversation."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.entries import service
from community.entries.access import own_entry_or_404, read_entry_or_404
from community.entries.comments import close_comments, comment
from community.entries.drafts import discard_draft, draft_of
from community.entries.forms import CommentForm
from community.entries.kinds import Kind, edit_address
from community.entries.models import Entry
from community.entries.routes import bp
from community.entries.taking_up import TakenUp, taken_up
from community.kernel.db import commit
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _


@bp.get("/entries/<int:entry_id>/comments/new")
@members
def new_comment(entry_id: int) -> ResponseReturnValue:
    """A page of its own for a comment or a reply, with what was kept of it."""
    entry = read_entry_or_404(entry_id, me())
    kept = draft_of(me(), f"comment:{entry_id}")
    return _comment_page(entry, CommentForm(data=kept.fields if kept else None))


@bp.post("/entries/<int:entry_id>/comments")
@members
def post_comment(entry_id: int) -> ResponseReturnValue:
    """Say something about an entry, or reply to a comment."""
    entry, form = read_entry_or_404(entry_id, me()), CommentForm()
    if not form.validate_on_submit():
        return _comment_page(entry, form, 422)
    written = comment(entry, by=me(), source=form.source.data, privately=form.privately.data == "1")
    discard_draft(f"comment:{entry_id}", by=me())
    commit()
    flash(_("Your comment is here now."))
    return redirect(written.path, 303)


@bp.get("/entries/<int:entry_id>/edit")
@members
def edit(entry_id: int) -> ResponseReturnValue:
    """The form for changing a comment; other kinds have their own."""
    entry = own_entry_or_404(entry_id, me())
    if entry.kind != Kind.COMMENT:
        return redirect(edit_address(entry.kind, entry.id))
    kept = taken_up(f"edit:{entry_id}", me())
    return _edit_page(entry, CommentForm(data={"source": entry.source, **kept.fields}), kept=kept)


@bp.post("/entries/<int:entry_id>/edit")
@members
def revise_comment(entry_id: int) -> ResponseReturnValue:
    """Change one's comment; what it said before is kept."""
    entry, form = own_entry_or_404(entry_id, me()), CommentForm()
    if entry.kind != Kind.COMMENT:
        raise Refused(_("Please change this on its own page."))
    if not service.may_edit(me(), entry):
        raise NotAllowed(_("This was hidden by a moderator and cannot be changed."))
    if not form.validate_on_submit():
        return _edit_page(entry, form, 422)
    service.revise(entry, by=me(), title="", source=form.source.data)
    discard_draft(f"edit:{entry_id}", by=me())
    commit()
    flash(_("Your comment was changed."))
    return redirect(entry.path, 303)


@bp.post("/entries/<int:entry_id>/comments/closing")
@members
def close(entry_id: int) -> ResponseReturnValue:
    """Close the comments on one's own entry, or open them again."""
    entry = read_entry_or_404(entry_id, me())
    closed = request.form.get("closed", "1")
    if closed not in {"0", "1"}:
        raise Refused(_("Please choose whether comments are open or closed."))
    close_comments(entry, by=me(), closed=closed == "1")
    commit()
    flash(_("Comments are closed. What was said stays.") if entry.comments_closed else _("Comments are open again."))
    return redirect(entry.path, 303)


def _comment_page(entry: Entry, form: CommentForm, status: int = 200) -> ResponseReturnValue:
    may_be_private = entry.author_id != me().id and entry.kind != Kind.COMMENT
    return render_template("entries/comment.html", entry=entry, form=form, may_be_private=may_be_private), status


def _edit_page(
    entry: Entry, form: CommentForm, status: int = 200, *, kept: TakenUp | None = None
) -> ResponseReturnValue:
    # Where the form stands in the page of the conversation, its field must not be taken for another one's.
    form.source.id = f"edit-{entry.id}-source"
    return render_template("entries/edit_comment.html", entry=entry, form=form, kept=kept), status
