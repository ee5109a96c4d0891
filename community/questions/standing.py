"""How a question stands: its counts, computed from its live answers, so that counting twice is harmless."""

from __future__ import annotations

from sqlalchemy import func, select

from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import session
from community.questions.models import Question


def recount(question: Question) -> None:
    """Bring the counts of `question` in step with its answers; a mark on an answer that is gone goes too."""
    session().flush()
    answers = (Entry.parent_id == question.entry_id, Entry.kind == Kind.ANSWER, Entry.is_live)
    count, best, first = (
        session()
        .execute(select(func.count(Entry.id), func.max(Entry.score), func.min(Entry.published_at)).where(*answers))
        .one()
    )
    question.answer_count = count
    question.best_answer_score = best or 0
    question.first_answered_at = first
    accepted = session().get(Entry, question.accepted_answer_id) if question.accepted_answer_id else None
    if accepted is not None and not accepted.is_live:
        question.accepted_answer_id = None
