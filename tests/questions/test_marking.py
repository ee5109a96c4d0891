"""Saying that another question has the answers: easy, in the open, and undone as easily."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.audiences.service import only
from community.entries.models import Entry
from community.events import DuplicateSuggested, QuestionReopened
from community.kernel.db import commit, session
from community.kernel.errors import NotAllowed, Refused
from community.notifications.models import Notification, Reason
from community.questions import service
from community.questions.marks import said_of, suggestion_for
from community.questions.models import Question
from tests.conftest import Published
from tests.factories import a_member, a_question, an_answer


def reasons(member_id: int, entry: Entry) -> list[str]:
    """Why the member heard of the entry."""
    told = session().query(Notification).filter_by(member_id=member_id, entry_id=entry.id)
    return [each.reason for each in told]


def test_two_readers_close_a_question_and_one_of_them_opens_it_again(app: Flask, published: Published) -> None:
    question, target, ben, chi = a_question(), a_question("The same, answered"), a_member("Ben"), a_member("Chi")
    assert service.mark_duplicate(question, of=target, by=ben) is False
    commit()
    assert reasons(question.entry.author_id, question.entry) == [Reason.SUGGESTED]
    with pytest.raises(Refused):
        service.mark_duplicate(question, of=target, by=ben)
    assert service.mark_duplicate(question, of=target, by=chi) is True
    assert question.duplicate_of_id == target.entry_id
    assert service.withdraw_mark(question, by=ben) is True
    assert not question.is_closed
    assert published.only(DuplicateSuggested).actor_id == ben.id
    assert published.only(QuestionReopened).question_id == question.entry_id


def test_readers_who_name_different_questions_close_nothing(app: Flask) -> None:
    question = a_question()
    for number in (1, 2):
        other = a_question(f"Another question, number {number}")
        assert service.mark_duplicate(question, of=other, by=a_member()) is False
    assert not question.is_closed


def test_what_the_asker_closed_stays_closed_when_a_reader_takes_it_back(app: Flask) -> None:
    question, target, ben = a_question(), a_question("The same, answered"), a_member("Ben")
    service.mark_duplicate(question, of=target, by=ben)
    assert service.mark_duplicate(question, of=target, by=question.entry.author) is True
    assert service.withdraw_mark(question, by=ben) is False
    assert question.is_closed


def test_only_who_may_close_can_say_no(app: Flask) -> None:
    question, target, ben = a_question(), a_question("The same, answered"), a_member("Ben")
    service.mark_duplicate(question, of=target, by=ben)
    with pytest.raises(NotAllowed):
        service.dismiss_marks(question, by=ben)
    service.dismiss_marks(question, by=question.entry.author)
    assert suggestion_for(ben, question) is None


def test_whoever_leads_readers_to_their_own_answer_is_seen_to(app: Flask) -> None:
    question, target, ben = a_question(), a_question("The same, answered"), a_member("Ben")
    an_answer(target, author=ben)
    service.mark_duplicate(question, of=target, by=ben)
    service.withdraw_mark(question, by=ben)
    (word,) = said_of(a_member(), question)
    assert (word.mark.has_stake, word.mark.ended_by, word.target) == (True, ben, target.entry)


def test_a_question_that_is_not_open_to_the_reader_is_not_named(app: Flask, as_member: Any) -> None:
    ana, chi, question = a_member("Ana"), a_member("Chi"), a_question()
    secret = a_question("Where is Xylophon kept?", author=ana, audience=only(ana))
    service.mark_duplicate(question, of=secret, by=ana)
    commit()
    assert suggestion_for(chi, question) is None
    pages = [as_member(chi).get(path).text for path in (question.entry.path, f"{question.entry.path}/closing")]
    assert "Xylophon" not in "".join(pages)
    assert "A question that is not open to you" in pages[1]


def test_the_pages_of_a_mark_from_beginning_to_end(app: Flask, as_member: Any) -> None:
    ana, ben, chi = a_member("Ana"), a_member("Ben"), a_member("Chi")
    question, target = a_question("How is the rota made?", author=ana), a_question("Who makes the rota?")
    closing = f"{question.entry.path}/closing"
    assert "Who makes the rota?" in as_member(ben).get(closing).text
    said = as_member(ben).post(closing, data={"other": target.entry_id}, follow_redirects=True).text
    assert "when one more person, or the one who asked, says the same" in said
    assert "Take it back" in said
    assert "No, it is another question" not in as_member(chi).get(question.entry.path).text
    assert "No, it is another question" in as_member(ana).get(question.entry.path).text
    as_member(ana).post(f"{closing}/dismissal")
    assert "thinks that this was answered here" not in as_member(chi).get(question.entry.path).text
    for member in (ben, chi):
        as_member(member).post(closing, data={"other": target.entry_id})
    assert "This was answered elsewhere" in as_member(ana).get(question.entry.path).text
    opened = as_member(chi).post(f"{closing}/withdrawal", follow_redirects=True).text
    assert "The question is open again." in opened
    assert session().get_one(Question, question.entry_id).duplicate_of_id is None
    assert "taken back by Ana" in as_member(chi).get(closing).text
