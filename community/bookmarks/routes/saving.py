"""Saving a page by form or by bookmarklet, and changing what one said of it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.bookmarks import access, queries, service
from community.bookmarks.bookmarklet import bookmarklet
from community.bookmarks.forms import BookmarkForm, ChangeForm
from community.bookmarks.models import Bookmark
from community.bookmarks.routes import bp
from community.entries.drafts import discard_draft, save_draft
from community.entries.preview import preview_of
from community.entries.taking_up import TakenUp, taken_up
from community.kernel.db import commit, session
from community.kernel.i18n import _
from community.kernel.mail import link_to

DRAFT = "bookmark:new"
BROUGHT = {"url": "url", "title": "title", "description": "source", "tags": "tags", "audience": "audience"}


@bp.get("/new")
@members
def new() -> ResponseReturnValue:
    """The form for a bookmark, holding what was kept or what a bookmarklet brings along."""
    brought = {field: request.args.get(name, "")[:5000] for name, field in BROUGHT.items()}
    mine = queries.my_bookmark_of(me(), brought["url"])
    if mine is not None:
        flash(_("You saved this page already. This is your bookmark of it."), "info")
        return redirect(f"/bookmarks/{mine.entry_id}/edit")
    draft = None if brought["url"] else DRAFT  # what was kept of another page stays out of this one
    return _new_page(BookmarkForm.start(me(), draft, **brought), draft)


@bp.post("/new")
@members
def save() -> ResponseReturnValue:
    """Save the page, show the note first, or keep it for later."""
    form, draft = BookmarkForm.start(me()), request.form.get("draft_key")
    if form.keep.data:
        save_draft(DRAFT, form.kept_fields(), by=me())
        commit()
        flash(_("Your draft is kept. You find it under Drafts."))
        return redirect(request.path, 303)
    if not form.validate_on_submit():
        return _new_page(form, draft, status=422)
    return _new_page(form, draft, is_preview=True) if form.preview.data else _save(form)


@bp.get("/bookmarklet")
@members
def bookmarklet_page() -> ResponseReturnValue:
    """A link that saves the page one is on, to be put among the browser's own bookmarks."""
    return render_template("bookmarks/bookmarklet.html", script=bookmarklet(link_to("/bookmarks/new")))


@bp.get("/<int:entry_id>/edit")
@members
def edit(entry_id: int) -> ResponseReturnValue:
    """The form for changing a bookmark."""
    bookmark = access.own_bookmark_or_404(entry_id, me())
    form = ChangeForm.of(bookmark)
    kept = taken_up(f"edit:{entry_id}", me())
    for name, text in kept.fields.items():
        if name in {"title", "source", "tags", "note"}:
            form[name].data = text
    return _edit_page(bookmark, form, kept=kept)


@bp.post("/<int:entry_id>/edit")
@members
def change(entry_id: int) -> ResponseReturnValue:
    """Change a bookmark; what it said before is kept."""
    bookmark = access.own_bookmark_or_404(entry_id, me())
    form = ChangeForm()
    if not form.validate_on_submit():
        return _edit_page(bookmark, form, status=422)
    service.change_bookmark(
        bookmark,
        by=me(),
        title=form.title.data,
        source=form.source.data,
        tags=form.chosen_tags(),
        is_to_read=form.is_to_read.data,
        note=form.note.data,
    )
    discard_draft(f"edit:{entry_id}", by=me())
    commit()
    flash(_("Your bookmark was changed."))
    return redirect(bookmark.entry.path, 303)


def _save(form: BookmarkForm) -> ResponseReturnValue:
    try:
        bookmark = service.save_bookmark(
            author=me(),
            audience=form.chosen_audience(),
            url=form.url.data,
            title=form.title.data,
            source=form.source.data,
            tags=form.chosen_tags(),
            is_to_read=form.is_to_read.data,
        )
    except service.AlreadySaved as refusal:
        session().rollback()
        return _edit_page(access.own_bookmark_or_404(refusal.entry_id, me()), ChangeForm(), refusal, refusal.status)
    if request.form.get("draft_key") == DRAFT:
        discard_draft(DRAFT, by=me())
    commit()
    flash(_("The page is saved."))
    return redirect(bookmark.entry.path, 303)


def _new_page(
    form: BookmarkForm, draft: str | None, *, is_preview: bool = False, status: int = 200
) -> ResponseReturnValue:
    tags, count = queries.tags_for_page(me(), form.url.data or "")
    preview = preview_of(form, me()) if is_preview else None
    return render_template(
        "bookmarks/new.html",
        form=form,
        preview=preview,
        draft=DRAFT if draft == DRAFT else None,
        suggested=tags,
        count=count,
    ), status


def _edit_page(
    bookmark: Bookmark, form: ChangeForm, refusal: Any = None, status: int = 200, *, kept: TakenUp | None = None
) -> ResponseReturnValue:
    tags, _count = queries.tags_for_page(me(), bookmark.resource.url)
    return render_template(
        "bookmarks/edit.html",
        form=form,
        bookmark=bookmark,
        entry=bookmark.entry,
        suggested=[name for name in tags if name not in bookmark.entry.tag_names],
        refusal=refusal,
        kept=kept,
    ), status
