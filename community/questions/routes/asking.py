"""Asking, with a look at what was asked before, and changing what one asked."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.entries.drafts import discard_draft, save_draft
from community.entries.preview import preview_of
from community.entries.taking_up import taken_up
from community.kernel.db import commit
from community.kernel.i18n import _
from community.programs.queries import reminder_for
from community.questions import access, service
from community.questions.forms import LARGEST_ID, QuestionForm, RevisionForm
from community.questions.routes import bp
from community.questions.similar import Similar, similar_to_typed
from community.topics.naming import tag_names

DRAFT = "question:new"


@bp.get("/new")
@members
def new() -> ResponseReturnValue:
    """The form for a question, holding what was kept or what a link brings along."""
    brought = {name: request.args.get(name, "")[:2000] for name in ("title", "source", "tags", "audience")}
    brought["source"] = brought["source"] or _context(request.args.get("about", type=int))
    return _page(QuestionForm.start(me(), DRAFT, **brought))


@bp.post("/new")
@members
def ask() -> ResponseReturnValue:
    """Post the question, show it first, or keep it for later."""
    form = QuestionForm.start(me())
    if form.keep.data:
        save_draft(DRAFT, form.kept_fields(), by=me())
        commit()
        flash(_("Your draft is kept. You find it under Drafts."))
        return redirect(request.path, 303)
    if not form.validate_on_submit():
        return _page(form, status=422)
    if form.preview.data:
        return _page(form, is_preview=True)
    found = None if form.seen_similar.data else similar_to_typed(me(), form.title.data, form.source.data)
    return _page(form, similar=found) if found and found.is_likely else _publish(form)


@bp.get("/similar")
@members
def similar() -> ResponseReturnValue:
    """What was asked before and sounds alike, while a question is being typed."""
    text = request.args.get("title", "")[:500]
    found = similar_to_typed(me(), text) if text.strip() else None
    return render_template("questions/_similar.html", similar=found)


@bp.get("/<int:question_id>/edit")
@members
def edit(question_id: int) -> ResponseReturnValue:
    """The form for changing a question."""
    entry = access.question_to_edit_or_404(question_id, me()).entry
    written = {"title": entry.title, "source": entry.source, "tags": ", ".join(entry.tag_names)}
    kept = taken_up(f"edit:{question_id}", me())
    form = RevisionForm(data={**written, **kept.fields})
    return render_template("questions/edit.html", form=form, entry=entry, kept=kept)


@bp.post("/<int:question_id>/edit")
@members
def revise(question_id: int) -> ResponseReturnValue:
    """Change a question; what it said before is kept."""
    question = access.question_to_edit_or_404(question_id, me())
    form = RevisionForm()
    if not form.validate_on_submit() or len(form.title.data) < service.SHORTEST_TITLE:
        if not form.title.errors:
            form.title.errors = [_("Please say in one sentence what you want to know.")]
        return render_template("questions/edit.html", form=form, entry=question.entry), 422
    service.revise_question(
        question,
        by=me(),
        title=form.title.data,
        source=form.source.data,
        tags=tag_names(form.tags.data),
        note=form.note.data,
    )
    discard_draft(f"edit:{question_id}", by=me())
    commit()
    flash(_("Your question was changed."))
    return redirect(question.entry.path, 303)


def _context(reminder_id: int | None) -> str:
    """The first line of a question that comes from a reminder, so that readers know where it arose."""
    reminder = reminder_for(me(), reminder_id) if reminder_id is not None and 0 < reminder_id <= LARGEST_ID else None
    if reminder is None:
        return ""
    entry = reminder.entry
    return _("This is about the reminder [%(title)s](%(path)s).", title=entry.title, path=entry.path) + "\n\n"


def _publish(form: QuestionForm) -> ResponseReturnValue:
    question = service.ask_question(
        author=me(),
        audience=form.chosen_audience(),
        title=form.title.data,
        source=form.source.data,
        tags=form.chosen_tags(),
    )
    discard_draft(DRAFT, by=me())
    commit()
    flash(_("Your question is posted. You will hear of every answer."))
    return redirect(f"/questions/{question.entry_id}", 303)


def _page(
    form: QuestionForm, *, is_preview: bool = False, similar: Similar | None = None, status: int = 200
) -> ResponseReturnValue:
    preview = preview_of(form, me()) if is_preview else None
    return render_template("questions/new.html", form=form, preview=preview, similar=similar, draft=DRAFT), status
