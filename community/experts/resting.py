"""Whether a question still looks for an answer."""

from __future__ import annotations

from sqlalchemy import Integer, column, select, table

from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import session

_OUTCOME = table(
    "question", column("entry_id", Integer), column("accepted_answer_id", Integer), column("duplicate_of_id", Integer)
)
"""Of a question's own row only this is read here: whether it came to rest."""


def is_at_rest(question: Entry, *, answered: bool = True) -> bool:
    """Whether `question` was taken back, closed or solved.

    Args:
        answered: whether an answer of somebody else is enough, as long as nobody said that it did not help.
    """
    if not question.is_live or _is_settled(question.id):
        return True
    theirs = select(Entry.id).where(
        Entry.parent_id == question.id, Entry.kind == Kind.ANSWER, Entry.is_live, Entry.author_id != question.author_id
    )
    return answered and session().scalar(theirs.limit(1)) is not None


def _is_settled(question_id: int) -> bool:
    outcome = (
        session()
        .execute(
            select(_OUTCOME.c.accepted_answer_id, _OUTCOME.c.duplicate_of_id).where(_OUTCOME.c.entry_id == question_id)
        )
        .first()
    )
    return outcome is not None and any(each is not None for each in outcome)
