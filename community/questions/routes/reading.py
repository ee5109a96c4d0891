"""The lists of questions, and the page of one."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.entries import queries as entries
from community.entries.drafts import draft_of
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.paging import place_from
from community.questions import access, queries
from community.questions.forms import AnswerForm
from community.questions.marks import suggestion_for
from community.questions.models import Question
from community.questions.queries import Order
from community.questions.routes import bp
from community.questions.service import may_close
from community.questions.similar import questions_closed_into, similar_to
from community.topics.queries import tag_by_name


@bp.get("")
@anyone
def index() -> ResponseReturnValue:
    """One of the lists of questions, perhaps of one tag."""
    order = _order(request.args.get("sort", Order.NEWEST))
    name = request.args.get("tag", "")
    tag = tag_by_name(name) if name else None
    if name and tag is None:
        raise NotFound(_("Nothing is tagged like this."))
    page = queries.questions(viewer(), order, tag=tag, after=place_from(request.args.get("after")))
    return render_template("questions/index.html", page=page, order=order, tag=tag, orders=Order)


@bp.get("/for-you")
@members
def for_you() -> ResponseReturnValue:
    """Open questions on topics that the member knows something of."""
    page = queries.questions_to_answer(me(), after=place_from(request.args.get("after")))
    return render_template("questions/for_you.html", page=page, orders=Order)


@bp.get("/<int:question_id>")
@anyone
def show(question_id: int) -> ResponseReturnValue:
    """A question with its answers and what is said about them."""
    question = access.question_or_404(question_id, viewer())
    return page_of(question, AnswerForm(data=_kept_answer(question)))


@bp.get("/<int:question_id>/similar")
@anyone
def alike(question_id: int) -> ResponseReturnValue:
    """What else was asked that is like a question; its page fetches the list from here once it stands."""
    question = access.question_or_404(question_id, viewer())
    return render_template(
        "questions/alike.html",
        question=question,
        similar=similar_to(viewer(), question),
        closed_into=questions_closed_into(viewer(), question),
    )


def page_of(question: Question, form: AnswerForm, *, preview: str = "", status: int = 200) -> ResponseReturnValue:
    """The page of `question`, with the answer that is being written."""
    member = viewer()
    below = entries.thread(question.entry, member)
    answers = queries.sorted_answers(question, below.get(question.entry_id, []))
    return render_template(
        "questions/show.html",
        question=question,
        entry=question.entry,
        answers=answers,
        below=below,
        standing=entries.standing_of(member, question.entry, below),
        duplicate_of=queries.duplicate_target(member, question),
        may_close=may_close(member, question, answers),
        suggestion=suggestion_for(member, question),
        form=form,
        preview=preview,
    ), status


def _kept_answer(question: Question) -> dict[str, str]:
    draft = draft_of(viewer(), f"answer:{question.entry_id}")
    return draft.fields if draft is not None else {}


def _order(name: str) -> Order:
    if name not in set(Order):
        raise NotFound(_("There is no such list of questions."))
    return Order(name)
