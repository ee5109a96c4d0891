"""Asking, answering, and saying what helped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.service import compose, revise
from community.events import AnswerAccepted
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.questions.models import Question
from community.questions.standing import recount

SHORTEST_TITLE = 8


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


def _check_title(title: str) -> None:
    if len(title.strip()) < SHORTEST_TITLE:
        raise Refused(_("Please say in one sentence what you want to know."))
