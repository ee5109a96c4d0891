"""The verbs of questions: ask, answer, accept, close as duplicate, reopen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from community.accounts.models import Member, Role
from community.audiences.models import Audience
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.service import compose, revise
from community.events import AnswerAccepted, QuestionClosed, QuestionReopened
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.questions.models import Question
from community.questions.standing import recount

SHORTEST_TITLE = 8
MAY_CLOSE = (Role.COACH, Role.ADMINISTRATOR)


def ask_question(
    *,
    author: Member,
    audience: Audience,
    title: str,
    source: str = "",
    tags: Sequence[str] = (),
    at: datetime | None = None,
    source_ref: str | None = None,
    is_new: bool = True,
) -> Question:
    """Publish a question to `audience`.

    Raises:
        Refused: when the title is too short to be understood, or anything is too long.
    """
    _check_title(title)
    entry = compose(
        Kind.QUESTION,
        author=author,
        audience=audience,
        title=title,
        source=source,
        tags=tags,
        at=at,
        source_ref=source_ref,
        is_new=is_new,
    )
    question = Question(entry_id=entry.id, entry=entry, active_at=entry.published_at)
    session().add(question)
    session().flush()
    return question


def revise_question(
    question: Question, *, by: Member, title: str, source: str, tags: Sequence[str], note: str = ""
) -> None:
    """Change one's own question; what it said before is kept.

    Raises:
        NotAllowed: when `by` did not ask it.
        Refused: when the title is too short, or anything is too long.
    """
    _check_title(title)
    if revise(question.entry, by=by, title=title, source=source, tags=tags, note=note):
        question.active_at = clock.now()


def answer_question(
    question: Question,
    *,
    by: Member,
    source: str,
    at: datetime | None = None,
    source_ref: str | None = None,
    is_new: bool = True,
) -> Entry:
    """Answer `question`; everyone who sees the question sees the answer.

    Raises:
        Refused: when the question is closed or taken back, or there is no text.
    """
    if question.is_closed:
        raise Refused(_("This question is closed, because another one has its answers. Please answer there."))
    if not question.entry.is_live:
        raise Refused(_("This question was taken back."))
    if not source.strip():
        raise Refused(_("Please write your answer first."))
    answer = compose(
        Kind.ANSWER,
        author=by,
        audience=session().get_one(Audience, question.entry.audience_id),
        source=source,
        parent=question.entry,
        at=at,
        source_ref=source_ref,
        is_new=is_new,
    )
    recount(question)
    question.active_at = max(question.active_at, answer.published_at)
    return answer


def accept_answer(answer: Entry, question: Question, *, by: Member, is_new: bool = True) -> None:
    """Mark `answer` as the one that solved the question.

    Only the asker can tell what helped. Accepting another answer later moves the mark; accepting
    one's own would tell nobody anything, so it is refused.

    Raises:
        NotAllowed: when `by` did not ask.
        Refused: when the answer is the asker's own or was taken back.
    """
    if by.id != question.entry.author_id:
        raise NotAllowed(_("Only the person who asked can accept an answer."))
    if answer.author_id == by.id:
        raise Refused(_("You can only accept an answer that someone else gave."))
    if not answer.is_live:
        raise Refused(_("This answer was taken back."))
    if question.accepted_answer_id == answer.id:
        return
    question.accepted_answer_id = answer.id
    if is_new:
        publish(
            AnswerAccepted(
                actor_id=by.id,
                question_id=question.entry_id,
                answer_id=answer.id,
                answerer_id=answer.author_id,
            )
        )


def take_back_acceptance(question: Question, *, by: Member) -> None:
    """Say that the accepted answer did not help after all.

    Raises:
        NotAllowed: when `by` did not ask.
    """
    if by.id != question.entry.author_id:
        raise NotAllowed(_("Only the person who asked can accept an answer."))
    question.accepted_answer_id = None


def close_as_duplicate(question: Question, *, of: Question, by: Member, is_new: bool = True) -> None:
    """Lead readers of `question` to `of`, which has its answers.

    The mark always points to the end of a chain, so that it can never go in a circle.

    Raises:
        NotAllowed: when `by` may not close it.
        Refused: when it would point to itself, or is closed already.
    """
    if not may_close(by, question):
        raise NotAllowed(
            _("Only the person who asked, somebody who answered, a coach or an administrator can do this.")
        )
    if question.is_closed:
        raise Refused(_("This question is closed already."))
    target = _end_of_chain(of)
    if target.entry_id == question.entry_id:
        raise Refused(_("A question cannot be a duplicate of itself."))
    if not target.entry.is_live:
        raise Refused(_("The other question was taken back."))
    question.duplicate_of_id = target.entry_id
    question.closed_at, question.closed_by_id = clock.now(), by.id
    session().flush()
    if is_new:
        publish(QuestionClosed(actor_id=by.id, question_id=question.entry_id, duplicate_of_id=target.entry_id))


def reopen(question: Question, *, by: Member) -> None:
    """Let `question` take answers again.

    Raises:
        NotAllowed: when `by` may not.
    """
    if not may_close(by, question):
        raise NotAllowed(
            _("Only the person who asked, somebody who answered, a coach or an administrator can do this.")
        )
    if not question.is_closed:
        return
    question.duplicate_of_id = question.closed_at = question.closed_by_id = None
    question.active_at = clock.now()
    publish(QuestionReopened(actor_id=by.id, question_id=question.entry_id))


def may_close(member: Member | None, question: Question, answers: Iterable[Entry] | None = None) -> bool:
    """Whether `member` may close or reopen `question`.

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


def _answered(member: Member, question: Question) -> bool:
    statement = Entry.__table__.select().where(
        Entry.parent_id == question.entry_id,
        Entry.kind == Kind.ANSWER,
        Entry.author_id == member.id,
        Entry.is_live,
    )
    return session().execute(statement.limit(1)).first() is not None


def _end_of_chain(question: Question) -> Question:
    seen = {question.entry_id}
    while question.duplicate_of_id is not None and question.duplicate_of_id not in seen:
        question = session().get_one(Question, question.duplicate_of_id)
        seen.add(question.entry_id)
    return question


def _check_title(title: str) -> None:
    if len(title.strip()) < SHORTEST_TITLE:
        raise Refused(_("Please say in one sentence what you want to know."))
