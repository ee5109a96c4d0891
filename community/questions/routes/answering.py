"""Answering, and changing one's answer."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from community.accounts.current import me, members
from community.entries import service as entries
from community.entries.drafts import discard_draft, save_draft
from community.entries.taking_up import taken_up
from community.entries.writing import rendered_html
from community.kernel.db import commit
from community.kernel.i18n import _
from community.questions import access, service
from community.questions.forms import AnswerForm, RevisionForm
from community.questions.routes import bp
from community.questions.routes.reading import page_of


@bp.post("/<int:question_id>/answers")
@members
def answer(question_id: int) -> ResponseReturnValue:
    """Post an answer, show it first, or keep it for later."""
    question = access.question_or_404(question_id, me())
    form, key = AnswerForm(), f"answer:{question_id}"
    if form.keep.data:
        save_draft(key, {"source": form.source.data or ""}, by=me())
        commit()
        flash(_("Your draft is kept. You find it under Drafts."))
        return redirect(f"/questions/{question_id}#your-answer", 303)
    if not form.validate_on_submit():
        return page_of(question, form, status=422)
    if form.preview.data:
        return page_of(question, form, preview=Markup(rendered_html(form.source.data)))  # noqa: S704 (sanitised)
    written = service.answer_question(question, by=me(), source=form.source.data)
    discard_draft(key, by=me())
    commit()
    flash(_("Thank you. The person who asked will hear of it."))
    return redirect(written.path, 303)


@bp.get("/answers/<int:answer_id>/edit")
@members
def edit_answer(answer_id: int) -> ResponseReturnValue:
    """The form for changing an answer."""
    question, written = access.answer_to_edit_or_404(answer_id, me())
    kept = taken_up(f"edit:{answer_id}", me())
    form = RevisionForm(data={"source": written.source, **kept.fields})
    return render_template("questions/edit_answer.html", form=form, entry=written, question=question, kept=kept)


@bp.post("/answers/<int:answer_id>/edit")
@members
def revise_answer(answer_id: int) -> ResponseReturnValue:
    """Change an answer; what it said before is kept."""
    question, written = access.answer_to_edit_or_404(answer_id, me())
    form = RevisionForm()
    if not form.validate_on_submit() or not form.source.data.strip():
        if not form.source.errors:
            form.source.errors = [_("Please write your answer first.")]
        return render_template("questions/edit_answer.html", form=form, entry=written, question=question), 422
    entries.revise(written, by=me(), title="", source=form.source.data, note=form.note.data)
    discard_draft(f"edit:{answer_id}", by=me())
    commit()
    flash(_("Your answer was changed."))
    return redirect(written.path, 303)
