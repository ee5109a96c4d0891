"""How a question comes to rest: an accepted answer, or another question that has the answers."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit
from community.kernel.i18n import _
from community.questions import access, queries, service
from community.questions.forms import ClosingForm
from community.questions.marks import said_of
from community.questions.models import Question
from community.questions.routes import bp
from community.questions.similar import similar_to


@bp.post("/answers/<int:answer_id>/acceptance")
@members
def accept(answer_id: int) -> ResponseReturnValue:
    """Say that this answer helped."""
    question, answer = access.answer_or_404(answer_id, me())
    service.accept_answer(answer, question, by=me())
    commit()
    flash(_("Thank you. The next person with this question will see what helped."))
    return redirect(answer.path, 303)


@bp.post("/<int:question_id>/acceptance/withdrawal")
@members
def take_back_acceptance(question_id: int) -> ResponseReturnValue:
    """Say that no answer helped after all."""
    question = access.question_or_404(question_id, me())
    service.take_back_acceptance(question, by=me())
    commit()
    flash(_("The question counts as open again."))
    return redirect(f"/questions/{question_id}", 303)


@bp.get("/<int:question_id>/closing")
@members
def closing(question_id: int) -> ResponseReturnValue:
    """The form for naming the question that has the answers."""
    return _closing_page(access.question_or_404(question_id, me()), ClosingForm())


@bp.post("/<int:question_id>/closing")
@members
def close(question_id: int) -> ResponseReturnValue:
    """Lead readers to the question that has the answers."""
    question = access.question_or_404(question_id, me())
    form = ClosingForm()
    if not form.validate_on_submit():
        return _closing_page(question, form, 422)
    target = queries.question_for(me(), form.other_id() or 0)
    if target is None:
        form.other.errors = [_("There is no such question, or it is not open to you.")]
        return _closing_page(question, form, 422)
    is_closed = service.mark_duplicate(question, of=target, by=me())
    commit()
    if is_closed:
        flash(_("Readers are led to the other question now."))
    else:
        flash(_("Thank you. Readers are led there when one more person, or the one who asked, says the same."))
    return redirect(f"/questions/{question_id}", 303)


@bp.post("/<int:question_id>/reopening")
@members
def reopen(question_id: int) -> ResponseReturnValue:
    """Let the question take answers again."""
    question = access.question_or_404(question_id, me())
    service.reopen(question, by=me())
    commit()
    flash(_("The question is open again."))
    return redirect(f"/questions/{question_id}", 303)


@bp.post("/<int:question_id>/closing/withdrawal")
@members
def withdraw(question_id: int) -> ResponseReturnValue:
    """Take back one's own word that another question has the answers."""
    question = access.question_or_404(question_id, me())
    is_open_again = service.withdraw_mark(question, by=me())
    commit()
    flash(_("The question is open again.") if is_open_again else _("You took it back."))
    return redirect(f"/questions/{question_id}", 303)


@bp.post("/<int:question_id>/closing/dismissal")
@members
def dismiss(question_id: int) -> ResponseReturnValue:
    """Say that the question that a reader named has not the answers."""
    question = access.question_or_404(question_id, me())
    service.dismiss_marks(question, by=me())
    commit()
    flash(_("Thank you. The question stays open."))
    return redirect(f"/questions/{question_id}", 303)


def _closing_page(question: Question, form: ClosingForm, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "questions/closing.html",
        question=question,
        form=form,
        similar=similar_to(me(), question),
        said=said_of(me(), question),
        may_close=service.may_close(me(), question),
        enough=service.ENOUGH,
    ), status
