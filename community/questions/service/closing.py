"""Saying that another question has the answers: who may, how many it takes, and how it is undone.

Who asked or answered, a coach and an administrator close a question alone; of other readers it takes two. Each word
is kept with who said it and when, also after it was taken back: whoever leads readers to what they wrote themselves
is seen to do so.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from community.accounts.models import Member, Role
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.events import DuplicateSuggested, QuestionClosed, QuestionReopened
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.questions.models import DuplicateMark, Question

MAY_CLOSE = (Role.COACH, Role.ADMINISTRATOR)
ENOUGH = 2
"""Readers who have to say the same of a question that none of them may close alone."""


def mark_duplicate(question: Question, *, of: Question, by: Member) -> bool:
    """Say that `of` has the answers of `question`: it closes at once, or when a second reader says the same.

    Returns:
        Whether it is closed now.

    Raises:
        Refused: when it would point to itself, is closed already, or `by` said so before.
    """
    if may_close(by, question):
        close_as_duplicate(question, of=of, by=by)
        return True
    target = _checked(question, of)
    same = [mark for mark in _live(question) if mark.of_id == target.entry_id]
    if any(mark.member_id == by.id for mark in same):
        raise Refused(_("You said so already. It takes one more person."))
    _write(question, target, by)
    if len(same) + 1 >= ENOUGH:
        _close(question, target, by)
        return True
    publish(DuplicateSuggested(actor_id=by.id, question_id=question.entry_id, duplicate_of_id=target.entry_id))
    return False


def close_as_duplicate(question: Question, *, of: Question, by: Member, is_new: bool = True) -> None:
    """Lead readers of `question` to `of`, which has its answers.

    The mark always points to the end of a chain, so that it can never go in a circle.

    Raises:
        NotAllowed: when `by` may not close it.
        Refused: when it would point to itself, or is closed already.
    """
    _check_may_close(by, question)
    target = _checked(question, of)
    _write(question, target, by)
    _close(question, target, by, is_new=is_new)


def withdraw_mark(question: Question, *, by: Member) -> bool:
    """Take back one's own word; what two readers closed opens again when one of them does.

    Returns:
        Whether the question opened again.
    """
    live = _live(question)
    mine = [mark for mark in live if mark.member_id == by.id]
    if not mine:
        return False
    _end(mine, by)
    left = [mark for mark in live if mark.member_id != by.id and mark.of_id == question.duplicate_of_id]
    if not question.is_closed or len(left) >= ENOUGH or any(may_close(mark.member, question) for mark in left):
        return False
    _open(question, by)
    return True


def dismiss_marks(question: Question, *, by: Member) -> None:
    """Say that the questions that readers named have not the answers.

    Raises:
        NotAllowed: when `by` may not.
    """
    _check_may_close(by, question)
    _end(_live(question), by)


def reopen(question: Question, *, by: Member) -> None:
    """Let `question` take answers again.

    Raises:
        NotAllowed: when `by` may not.
    """
    _check_may_close(by, question)
    if question.is_closed:
        _end(_live(question), by)
        _open(question, by)


def may_close(member: Member | None, question: Question, answers: Iterable[Entry] | None = None) -> bool:
    """Whether `member` alone may close or reopen `question`.

    Args:
        answers: the live answers, where the caller has them already; they are looked up otherwise.
    """
    if member is None:
        return False
    if member.id == question.entry.author_id or member.role in MAY_CLOSE:
        return True
    if answers is not None:
        return any(answer.author_id == member.id for answer in answers)
    return _answered(member, question)


def _check_may_close(member: Member, question: Question) -> None:
    if not may_close(member, question):
        raise NotAllowed(
            _("Only the person who asked, somebody who answered, a coach or an administrator can do this.")
        )


def _checked(question: Question, of: Question) -> Question:
    """The end of the chain that begins with `of`, if `question` can be closed into it."""
    session().refresh(question, ["duplicate_of_id"], with_for_update=True)
    if question.is_closed:
        raise Refused(_("This question is closed already."))
    target = _end_of_chain(of)
    if target.entry_id == question.entry_id:
        raise Refused(_("A question cannot be a duplicate of itself."))
    if not target.entry.is_live:
        raise Refused(_("The other question was taken back."))
    return target


def _close(question: Question, target: Question, by: Member, *, is_new: bool = True) -> None:
    question.duplicate_of_id = target.entry_id
    question.closed_at, question.closed_by_id = clock.now(), by.id
    session().flush()
    if is_new:
        publish(QuestionClosed(actor_id=by.id, question_id=question.entry_id, duplicate_of_id=target.entry_id))


def _open(question: Question, by: Member) -> None:
    question.duplicate_of_id = question.closed_at = question.closed_by_id = None
    question.active_at = clock.now()
    publish(QuestionReopened(actor_id=by.id, question_id=question.entry_id))


def _write(question: Question, target: Question, by: Member) -> None:
    session().add(
        DuplicateMark(
            question_id=question.entry_id,
            of_id=target.entry_id,
            member_id=by.id,
            has_stake=target.entry.author_id == by.id or _answered(by, target),
            at=clock.now(),
        )
    )
    session().flush()


def _live(question: Question) -> list[DuplicateMark]:
    marks = select(DuplicateMark).where(
        DuplicateMark.question_id == question.entry_id, DuplicateMark.ended_at.is_(None)
    )
    return list(session().scalars(marks.order_by(DuplicateMark.id)))


def _end(marks: Iterable[DuplicateMark], by: Member) -> None:
    for mark in marks:
        mark.ended_at, mark.ended_by_id = clock.now(), by.id
    session().flush()


def _answered(member: Member, question: Question) -> bool:
    statement = select(Entry.id).where(
        Entry.parent_id == question.entry_id,
        Entry.kind == Kind.ANSWER,
        Entry.author_id == member.id,
        Entry.is_live,
    )
    return session().scalar(statement.limit(1)) is not None


def _end_of_chain(question: Question) -> Question:
    seen = {question.entry_id}
    while question.duplicate_of_id is not None and question.duplicate_of_id not in seen:
        question = session().get_one(Question, question.duplicate_of_id)
        seen.add(question.entry_id)
    return question
