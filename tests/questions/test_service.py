"""How a question comes to rest."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts.models import Role
from community.entries import service as entries
from community.entries.votes import vote
from community.events import AnswerAccepted, QuestionClosed
from community.kernel.db import commit
from community.kernel.errors import NotAllowed, Refused
from community.questions import queries, service
from community.questions.queries import Order
from tests.conftest import Published
from tests.factories import a_member, a_question, an_answer


def test_an_answer_is_counted(app: Flask) -> None:
    question = a_question()
    answer = an_answer(question)
    assert (question.answer_count, question.active_at) == (1, answer.published_at)


def test_an_answer_that_is_taken_back_counts_no_more(app: Flask) -> None:
    question = a_question()
    answer = an_answer(question)
    entries.withdraw(answer, by=answer.author)
    commit()
    assert question.answer_count == 0


def test_a_withdrawn_answer_that_comes_back_counts_again(app: Flask) -> None:
    question = a_question()
    answer = an_answer(question)
    entries.withdraw(answer, by=answer.author)
    commit()
    entries.restore(answer, by=answer.author)
    commit()
    assert question.answer_count == 1


def test_accepting_tells_the_others_who_helped(app: Flask, published: Published) -> None:
    helper, question = a_member(), a_question()
    service.accept_answer(an_answer(question, author=helper), question, by=question.entry.author)
    commit()
    assert published.only(AnswerAccepted).answerer_id == helper.id


def test_only_the_asker_can_accept(app: Flask) -> None:
    question = a_question()
    answer = an_answer(question)
    with pytest.raises(NotAllowed):
        service.accept_answer(answer, question, by=answer.author)


def test_ones_own_answer_cannot_be_accepted(app: Flask) -> None:
    question = a_question()
    answer = an_answer(question, author=question.entry.author)
    with pytest.raises(Refused):
        service.accept_answer(answer, question, by=question.entry.author)


def test_accepting_another_answer_moves_the_mark(app: Flask) -> None:
    question = a_question()
    first, second = an_answer(question), an_answer(question)
    service.accept_answer(first, question, by=question.entry.author)
    service.accept_answer(second, question, by=question.entry.author)
    assert question.accepted_answer_id == second.id


def test_an_accepted_answer_that_is_taken_back_loses_the_mark(app: Flask) -> None:
    question = a_question()
    answer = an_answer(question)
    service.accept_answer(answer, question, by=question.entry.author)
    commit()
    entries.withdraw(answer, by=answer.author)
    commit()
    assert question.accepted_answer_id is None


def test_a_closed_question_takes_no_answers(app: Flask) -> None:
    question, other = a_question(), a_question("What makes a good handover?")
    service.close_as_duplicate(question, of=other, by=question.entry.author)
    with pytest.raises(Refused):
        service.answer_question(question, by=a_member(), source="Too late.")


def test_closing_points_to_the_end_of_the_chain(app: Flask) -> None:
    first, second, third = a_question(), a_question("A second question"), a_question("A third question")
    service.close_as_duplicate(second, of=third, by=second.entry.author)
    service.close_as_duplicate(first, of=second, by=first.entry.author)
    assert first.duplicate_of_id == third.entry_id


def test_duplicates_never_go_in_a_circle(app: Flask) -> None:
    first, second = a_question(), a_question("A second question")
    service.close_as_duplicate(first, of=second, by=first.entry.author)
    with pytest.raises(Refused):
        service.close_as_duplicate(second, of=first, by=second.entry.author)


def test_a_stranger_cannot_close_a_question(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        service.close_as_duplicate(a_question(), of=a_question("Another question"), by=a_member())


def test_a_coach_can_close_a_question(app: Flask, published: Published) -> None:
    question, other = a_question(), a_question("Another question")
    service.close_as_duplicate(question, of=other, by=a_member(role=Role.COACH))
    commit()
    assert published.only(QuestionClosed).duplicate_of_id == other.entry_id


def test_a_reopened_question_takes_answers_again(app: Flask) -> None:
    question, other = a_question(), a_question("Another question")
    service.close_as_duplicate(question, of=other, by=question.entry.author)
    service.reopen(question, by=question.entry.author)
    assert an_answer(question).parent_id == question.entry_id


def test_the_best_answer_leads(app: Flask) -> None:
    question = a_question()
    first, second = an_answer(question), an_answer(question)
    vote(second, by=a_member(), value=1)
    commit()
    assert queries.sorted_answers(question, [first, second])[0].id == second.id


def test_unanswered_questions_leave_their_list_with_the_first_answer(app: Flask) -> None:
    reader, question = a_member(), a_question()
    an_answer(question)
    waiting = a_question("Still waiting for an answer")
    page = queries.questions(reader, Order.UNANSWERED)
    assert [q.entry_id for q in page.items] == [waiting.entry_id]


def test_questions_one_could_answer_are_on_topics_one_answered(app: Flask) -> None:
    ben = a_member("Ben")
    an_answer(a_question(tags=["handover"]), author=ben)
    wanted = a_question("Who reads the handover notes?", tags=["handover"])
    a_question("How do I lift somebody alone?", tags=["lifting"])
    assert [q.entry_id for q in queries.questions_to_answer(ben).items] == [wanted.entry_id]
