"""Load a question or answer by the right that the act needs, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Viewer
from community.entries.models import Entry
from community.entries.service import may_edit
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _
from community.questions import queries
from community.questions.models import Question


def question_or_404(question_id: int, viewer: Viewer) -> Question:
    """The question, if `viewer` may see it."""
    question = queries.question_for(viewer, question_id)
    if question is None:
        raise NotFound(_("There is no such question, or it is not open to you."))
    return question


def question_to_edit_or_404(question_id: int, member: Member) -> Question:
    """The question, if `member` may change its text."""
    question = question_or_404(question_id, member)
    if not may_edit(member, question.entry):
        raise NotAllowed(_("Only the person who asked can change the question."))
    return question


def answer_or_404(answer_id: int, viewer: Viewer) -> tuple[Question, Entry]:
    """The answer and its question, if `viewer` may see both."""
    found = queries.question_of_answer(viewer, answer_id)
    if found is None:
        raise NotFound(_("There is no such answer, or it is not open to you."))
    return found


def answer_to_edit_or_404(answer_id: int, member: Member) -> tuple[Question, Entry]:
    """The answer and its question, if `member` may change the answer's text."""
    question, answer = answer_or_404(answer_id, member)
    if not may_edit(member, answer):
        raise NotAllowed(_("Only the person who wrote this answer can change it."))
    return question, answer
