"""What comes to a learner, and what they answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from community.audiences.queries import holds
from community.audiences.service import only
from community.events import CheckedIn, LearnerEnrolled
from community.kernel.db import commit, session
from community.kernel.errors import NotAllowed, Refused
from community.programs import following, queries, service
from community.programs.delivered import Delivered
from community.programs.models import CheckIn, Enrollment
from tests.conftest import Published
from tests.factories import a_member
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

MONDAY = date(2026, 3, 2)


def at(day: int, hour: int = 12) -> datetime:
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def titles(came: list[Delivered]) -> list[str]:
    """What came, by title."""
    return [one.reminder.entry.title for one in came]


def test_a_reminder_comes_at_nine_on_its_day(app: Flask) -> None:
    program = a_program()
    a_reminder(program, 2)
    learner = an_enrollment(a_cohort(program)).member
    assert queries.due_for(learner, at(4, 8)) == []
    assert titles(queries.due_for(learner, at(4, 10))) == ["Day 2"]


def test_an_answered_reminder_is_due_no_more(app: Flask) -> None:
    program = a_program()
    reminder = a_reminder(program, 2)
    enrollment = an_enrollment(a_cohort(program))
    following.check_in(enrollment, reminder, by=enrollment.member, outcome="applied")
    commit()
    assert queries.due_for(enrollment.member, at(10)) == []


def test_answering_again_replaces_the_answer(app: Flask) -> None:
    program = a_program()
    reminder = a_reminder(program, 2)
    enrollment = an_enrollment(a_cohort(program))
    following.check_in(enrollment, reminder, by=enrollment.member, outcome="blocked", barrier="forgot")
    answer = following.check_in(enrollment, reminder, by=enrollment.member, outcome="applied")
    assert (answer.outcome, answer.barrier) == ("applied", "")
    assert session().scalar(select(func.count(CheckIn.id))) == 1


def test_a_check_in_tells_that_it_happened(app: Flask, published: Published) -> None:
    program = a_program()
    reminder = a_reminder(program, 2)
    enrollment = an_enrollment(a_cohort(program))
    following.check_in(enrollment, reminder, by=enrollment.member, outcome="blocked", barrier="no_chance")
    commit()
    assert published.only(CheckedIn).outcome == "blocked"


def test_nobody_answers_for_another(app: Flask) -> None:
    program = a_program()
    reminder = a_reminder(program, 2)
    enrollment = an_enrollment(a_cohort(program))
    with pytest.raises(NotAllowed):
        following.check_in(enrollment, reminder, by=a_member(), outcome="applied")


@pytest.mark.parametrize(("outcome", "barrier"), [("", ""), ("perhaps", ""), ("blocked", "weather")])
def test_an_answer_that_there_is_not_is_refused(app: Flask, outcome: str, barrier: str) -> None:
    program = a_program()
    reminder = a_reminder(program, 2)
    enrollment = an_enrollment(a_cohort(program))
    with pytest.raises(Refused):
        following.check_in(enrollment, reminder, by=enrollment.member, outcome=outcome, barrier=barrier)


def test_enrolling_twice_changes_nothing(app: Flask, published: Published) -> None:
    cohort, ana = a_cohort(a_program()), a_member("Ana")
    service.enroll_learner(cohort, ana, by=ana)
    service.enroll_learner(cohort, ana, by=ana)
    commit()
    assert session().scalar(select(func.count(Enrollment.id))) == 1
    assert published.only(LearnerEnrolled).actor_id == ana.id


def test_only_who_runs_the_program_enrolls_others(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        service.enroll_learner(a_cohort(a_program()), a_member(), by=a_member())


def test_a_program_that_is_not_open_to_one_cannot_be_joined(app: Flask) -> None:
    owner, ben = a_member(), a_member("Ben")
    cohort = a_cohort(a_program(owner, audience=only(owner)))
    with pytest.raises(NotAllowed):
        service.enroll_learner(cohort, ben, by=ben)


def test_leaving_closes_the_cohort_at_once(app: Flask) -> None:
    cohort = a_cohort(a_program())
    enrollment = an_enrollment(cohort)
    assert holds(cohort.audience, enrollment.member)
    following.leave(enrollment, by=enrollment.member)
    commit()
    assert not holds(cohort.audience, enrollment.member)


def test_a_pause_moves_what_is_left(app: Flask) -> None:
    program = a_program()
    a_reminder(program, 2)
    enrollment = an_enrollment(a_cohort(program))
    with time_machine.travel(at(3, 6), tick=False):
        following.pause(enrollment, by=enrollment.member)
        commit()
    with time_machine.travel(at(10, 6), tick=False):
        following.resume(enrollment, by=enrollment.member)
        commit()
    assert queries.due_for(enrollment.member, at(6)) == []
    assert titles(queries.due_for(enrollment.member, at(12))) == ["Day 2"]


def test_who_joins_late_gets_the_latest_reminder_and_no_backlog(app: Flask) -> None:
    program = a_program()
    for offset in (2, 7, 16):
        a_reminder(program, offset)
    enrollment = an_enrollment(a_cohort(program), at=at(20))
    assert titles(queries.due_for(enrollment.member, at(20, 13))) == ["Day 16"]


def test_two_a_week_over_all_programs(app: Flask) -> None:
    learner = a_member("Ana")
    for number in range(4):
        program = a_program(title=f"Program {number}")
        a_reminder(program, 2)
        an_enrollment(a_cohort(program), learner)
    assert len(queries.due_for(learner, at(6))) == 2
    assert len(queries.due_for(learner, at(6) + timedelta(days=14))) == 4


def test_the_page_says_what_is_due(app: Flask, as_member: Any) -> None:
    program = a_program()
    a_reminder(program, 2)
    learner = an_enrollment(a_cohort(program)).member
    with time_machine.travel(at(5), tick=False):
        assert "Try it once today." in as_member(learner).get("/programs/mine").text


def test_one_tap_answers(app: Flask, as_member: Any) -> None:
    program = a_program()
    reminder = a_reminder(program, 2)
    learner = an_enrollment(a_cohort(program)).member
    page = as_member(learner).post(
        f"/programs/reminders/{reminder.entry_id}/check-in", data={"outcome": "applied"}, follow_redirects=True
    )
    assert "Others learn from it" in page.text


def test_who_could_not_is_led_to_a_question(app: Flask, as_member: Any) -> None:
    program = a_program()
    reminder = a_reminder(program, 2)
    learner = an_enrollment(a_cohort(program)).member
    page = as_member(learner).post(
        f"/programs/reminders/{reminder.entry_id}/check-in",
        data={"outcome": "blocked", "barrier": "could_not", "note": "The form is new."},
        follow_redirects=True,
    )
    assert "Ask about this" in page.text
    assert f"/questions/new?about={reminder.entry_id}" in page.text


def test_who_does_not_follow_the_program_cannot_answer(app: Flask, as_member: Any) -> None:
    reminder = a_reminder(a_program())
    response = as_member(a_member()).post(
        f"/programs/reminders/{reminder.entry_id}/check-in", data={"outcome": "applied"}
    )
    assert response.status_code == 403


def test_anothers_enrollment_is_not_found(app: Flask, as_member: Any) -> None:
    enrollment = an_enrollment(a_cohort(a_program()))
    response = as_member(a_member()).post(f"/programs/enrollments/{enrollment.id}/leaving")
    assert response.status_code == 404
