"""What readers said of which question has the answers of another, as far as the viewer may see that other one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Viewer
from community.entries.models import Entry
from community.entries.queries import entries_for
from community.kernel.db import session
from community.questions.models import DuplicateMark, Question

MOST_SHOWN = 50


class Said(NamedTuple):
    """One reader's word, and the question that they named; None where that is not open to the viewer."""

    mark: DuplicateMark
    target: Entry | None


class Suggestion(NamedTuple):
    """What a reader said of a question that is still open, and whether that reader is the viewer."""

    mark: DuplicateMark
    target: Entry
    is_mine: bool


def said_of(viewer: Viewer, question: Question) -> Sequence[Said]:
    """All that was said of `question`, also what was taken back, the newest first."""
    statement = (
        select(DuplicateMark)
        .where(DuplicateMark.question_id == question.entry_id)
        .options(joinedload(DuplicateMark.member), joinedload(DuplicateMark.ended_by))
        .order_by(DuplicateMark.id.desc())
    )
    marks = session().scalars(statement.limit(MOST_SHOWN)).all()
    targets = entries_for(viewer, {mark.of_id for mark in marks})
    return [Said(mark, targets.get(mark.of_id)) for mark in marks]


def suggestion_for(viewer: Viewer, question: Question) -> Suggestion | None:
    """What a reader said last of a question that is still open; the viewer's own word goes before others'."""
    if viewer is None or question.is_closed or question.is_marked is False:
        return None
    live = [said for said in said_of(viewer, question) if said.mark.ended_at is None and said.target is not None]
    found = [Suggestion(said.mark, said.target, said.mark.member_id == viewer.id) for said in live if said.target]
    return next((each for each in found if each.is_mine), found[0] if found else None)
