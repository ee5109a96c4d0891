"""Writes the rows that questions and reflections keep beside their entries, many at once.

The capabilities write such rows one by one, with the rules and events that belong to a member's act; history
needs neither, and importing their models would tie rooms together that are to stay apart. So the tables are
taken by name from the one description of all tables, and only plain facts are written: an accepted answer, a
duplicate, counts that are computed as `recount` computes them. A test compares the outcome with theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Table, bindparam, case, insert, select, update

from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import Model, session


def add_questions(active_at: Mapping[int, datetime]) -> None:
    """Write the question rows of entries, by entry id, with when each was last active."""
    rows = [{"entry_id": entry_id, "active_at": moment} for entry_id, moment in active_at.items()]
    if rows:
        session().connection().execute(insert(_question()), rows)


def add_reflections(entry_ids: Iterable[int]) -> None:
    """Write the reflection rows of entries that were written without a frame."""
    rows = [{"entry_id": entry_id} for entry_id in entry_ids]
    if rows:
        session().connection().execute(insert(Model.metadata.tables["reflection"]), rows)


def count_answers(active_at: Mapping[int, datetime]) -> None:
    """Bring questions in step with their answers.

    Args:
        active_at: the moment of the newest answer that was written, by the id of its question.
    """
    question = _question()
    moment = bindparam("moment", type_=question.c.active_at.type)
    newest = case((question.c.active_at < moment, moment), else_=question.c.active_at)
    names = ("answer_count", "best_answer_score", "first_answered_at")
    values = {name: bindparam(f"new_{name}", type_=question.c[name].type) for name in names}
    statement = update(question).where(question.c.entry_id == bindparam("question_id"))
    rows = [
        {"question_id": question_id, "moment": active_at[question_id], **standing}
        for question_id, standing in _standings(active_at).items()
    ]
    if rows:
        session().connection().execute(statement.values(active_at=newest, **values), rows)


def own_answers(answer_of: Mapping[int, int]) -> dict[int, int]:
    """Those of `answer_of` (answers by question) that are live answers to that very question."""
    if not answer_of:
        return {}
    statement = select(Entry.id, Entry.parent_id).where(
        Entry.id.in_(answer_of.values()), Entry.kind == Kind.ANSWER.value, Entry.is_live
    )
    parent_of = {row[0]: row[1] for row in session().execute(statement)}
    return {asked: answer for asked, answer in answer_of.items() if parent_of.get(answer) == asked}


def accept_answers(answer_of: Mapping[int, int]) -> int:
    """Mark answers as accepted, by the id of their question, where none is.

    Returns:
        How many were marked.
    """
    question = _question()
    open_ones = select(question.c.entry_id).where(
        question.c.entry_id.in_(answer_of), question.c.accepted_answer_id.is_(None)
    )
    rows = [{"question_id": i, "answer_id": answer_of[i]} for i in sorted(session().scalars(open_ones))]
    statement = update(question).where(question.c.entry_id == bindparam("question_id"))
    if rows:
        session().connection().execute(statement.values(accepted_answer_id=bindparam("answer_id")), rows)
    return len(rows)


def close_as_duplicate(question_id: int, *, of_id: int, at: datetime) -> bool:
    """Close a question in favor of another.

    The mark points to the end of a chain, as when a member closes a question, so that it never goes in a circle.

    Returns:
        Whether it did; it would not where the chain leads back to the question.
    """
    target_id = _end_of_chain(of_id)
    if target_id == question_id:
        return False
    question = _question()
    statement = update(question).where(question.c.entry_id == question_id)
    session().connection().execute(statement.values(duplicate_of_id=target_id, closed_at=at))
    return True


def closed_questions(question_ids: Collection[int]) -> set[int]:
    """Those of `question_ids` that are closed already."""
    question = _question()
    statement = select(question.c.entry_id).where(
        question.c.entry_id.in_(question_ids), question.c.duplicate_of_id.is_not(None)
    )
    return set(session().scalars(statement)) if question_ids else set()


def _question() -> Table:
    return Model.metadata.tables["question"]


def _standings(question_ids: Collection[int]) -> dict[int, dict[str, object]]:
    """What the live answers of each question come to."""
    # By the parent alone: with the kind in the criterion, SQLite may walk through all answers of the site.
    columns = (Entry.parent_id, Entry.score, Entry.published_at, Entry.kind, Entry.is_live)
    answers: defaultdict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for parent_id, score, published_at, kind, is_live in session().execute(
        select(*columns).where(Entry.parent_id.in_(question_ids))
    ):
        if kind == Kind.ANSWER and is_live and parent_id is not None:
            answers[parent_id].append((score, published_at))
    return {
        question_id: {
            "new_answer_count": len(found),
            "new_best_answer_score": max(score for score, _moment in found),
            "new_first_answered_at": min(moment for _score, moment in found),
        }
        for question_id, found in sorted(answers.items())
    }


def _end_of_chain(question_id: int) -> int:
    question = _question()
    seen: set[int] = set()
    current: int | None = question_id
    end = question_id
    while current is not None and current not in seen:
        seen.add(current)
        end = current
        current = session().scalar(select(question.c.duplicate_of_id).where(question.c.entry_id == current))
    return end
