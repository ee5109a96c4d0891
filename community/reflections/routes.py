"""Where reflections are written and read, and the blog that they make."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.entries import queries as entries
from community.entries.drafts import discard_draft, draft_of, save_draft
from community.entries.kinds import Feedback
from community.entries.models import Entry
from community.entries.preview import preview_of
from community.entries.taking_up import TakenUp, taken_up
from community.kernel.db import commit
from community.kernel.i18n import _
from community.kernel.paging import place_from
from community.reflections import access, queries, service
from community.reflections.forms import ReflectionForm
from community.reflections.frames import FRAMES, WHAT

bp = Blueprint("reflections", __name__)
DRAFT = "reflection:new"
BROUGHT = ("title", "source", "tags", "audience")


@bp.get("/reflections")
@anyone
def index() -> ResponseReturnValue:
    """The newest reflections."""
    page = queries.reflections(viewer(), place_from(request.args.get("after")))
    return render_template("reflections/index.html", page=page, frames=FRAMES)


@bp.get("/reflections/new")
@members
def new() -> ResponseReturnValue:
    """The form, in the frame asked for, holding what was kept or what a link brings along."""
    brought = {name: request.args.get(name, "")[:5000] for name in BROUGHT}
    form = ReflectionForm.start(me(), DRAFT, **brought)
    kept = draft_of(me(), DRAFT)
    form.show_in(request.args.get("frame") or (kept.fields.get("frame", "") if kept else "") or WHAT.name)
    return _form_page(form)


@bp.post("/reflections/new")
@members
def publish() -> ResponseReturnValue:
    """Publish the reflection, show it first, change the frame, or keep it for later."""
    form = ReflectionForm.start(me())
    if form.switch.data:
        form.show_in(form.switch.data)
        return _form_page(form)
    if form.keep.data:
        save_draft(DRAFT, form.kept_fields(), by=me())
        commit()
        flash(_("Your draft is kept. You find it under Drafts."))
        return redirect(request.path, 303)
    if not form.validate_on_submit():
        return _form_page(form, status=422)
    return _form_page(form, is_preview=True) if form.preview.data else _publish(form)


@bp.get("/reflections/<int:entry_id>")
@anyone
def show(entry_id: int) -> ResponseReturnValue:
    """A reflection and what is said about it."""
    reflection = access.reflection_or_404(entry_id, viewer())
    below = entries.thread(reflection.entry, viewer())
    older, newer = queries.neighbors(reflection.entry, viewer())
    return render_template(
        "reflections/show.html",
        reflection=reflection,
        entry=reflection.entry,
        below=below,
        standing=entries.standing_of(viewer(), reflection.entry, below),
        older=older,
        newer=newer,
    )


@bp.get("/reflections/<int:entry_id>/edit")
@members
def edit(entry_id: int) -> ResponseReturnValue:
    """The form for changing a reflection."""
    reflection = access.reflection_to_edit_or_404(entry_id, me())
    form = ReflectionForm.of(reflection, me())
    kept = taken_up(f"edit:{entry_id}", me())
    form.take_up(kept.fields)
    form.show_in(request.args.get("frame") or form.frame.data)
    return _form_page(form, entry=reflection.entry, kept=kept)


@bp.post("/reflections/<int:entry_id>/edit")
@members
def revise(entry_id: int) -> ResponseReturnValue:
    """Change a reflection; what it said before is kept."""
    reflection = access.reflection_to_edit_or_404(entry_id, me())
    form = ReflectionForm.of(reflection, me())
    if form.switch.data:
        form.show_in(form.switch.data)
        return _form_page(form, entry=reflection.entry)
    form.audience.data = form.audience.data or form.audience.choices[0].value
    if not form.validate_on_submit():
        return _form_page(form, entry=reflection.entry, status=422)
    service.revise_reflection(
        reflection,
        by=me(),
        title=form.title.data,
        source=form.text(),
        tags=form.chosen_tags(),
        feedback=Feedback(form.feedback.data),
        frame=form.chosen_frame.name,
        note=form.note.data,
        tells_difficulty=form.tells_difficulty.data,
    )
    discard_draft(f"edit:{entry_id}", by=me())
    commit()
    flash(_("Your reflection was changed."))
    return redirect(reflection.entry.path, 303)


@bp.get("/members/<username>/blog")
@anyone
def blog(username: str) -> ResponseReturnValue:
    """A member's reflections, the newest first."""
    author = access.author_or_404(username)
    page = queries.blog(author, viewer(), place_from(request.args.get("after")))
    return render_template(
        "reflections/blog.html", author=author, page=page, month=None, archive=queries.archive(author, viewer())
    )


@bp.get("/members/<username>/blog/<int:year>/<int:month>")
@anyone
def blog_month(username: str, year: int, month: int) -> ResponseReturnValue:
    """A member's reflections of one month."""
    author = access.author_or_404(username)
    chosen = access.month_or_404(year, month)
    page = queries.blog(author, viewer(), place_from(request.args.get("after")), chosen)
    return render_template(
        "reflections/blog.html", author=author, page=page, month=chosen, archive=queries.archive(author, viewer())
    )


def _publish(form: ReflectionForm) -> ResponseReturnValue:
    reflection = service.publish_reflection(
        author=me(),
        audience=form.chosen_audience(),
        title=form.title.data,
        source=form.text(),
        frame=form.chosen_frame.name,
        tags=form.chosen_tags(),
        feedback=Feedback(form.feedback.data),
        tells_difficulty=form.tells_difficulty.data,
    )
    discard_draft(DRAFT, by=me())
    commit()
    flash(_("Your reflection is published."))
    return redirect(f"/reflections/{reflection.entry_id}", 303)


def _form_page(
    form: ReflectionForm,
    *,
    entry: Entry | None = None,
    kept: TakenUp | None = None,
    is_preview: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    if is_preview:
        form.source.data = form.text()
    return render_template(
        "reflections/form.html",
        form=form,
        entry=entry,
        kept=kept,
        frames=FRAMES,
        preview=preview_of(form, me()) if is_preview else None,
        draft=f"edit:{entry.id}" if entry else DRAFT,
    ), status
