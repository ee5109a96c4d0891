"""A reminder is answered by the link in its mail: without signing in, on purpose, and for a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.audiences.service import only
from community.bookmarks.service import save_bookmark
from community.kernel.db import commit, session
from community.kernel.mail import Reply
from community.kernel.mail.office import office
from community.programs import following, links
from community.programs.deliveries.models import Channel, Delivery
from community.programs.models import CheckIn, Enrollment, IfThenPlan, Recall, Reminder, ReminderKind, Wish
from community.programs.queries import check_ins_of
from community.questions.service import ask_question
from community.reflections.service import publish_reflection
from tests.counting import statements
from tests.factories import a_member
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

CAME = datetime(2026, 3, 4, 9, tzinfo=UTC)


class World:
    """Ana, who follows a program of one reminder, and the link in her mail."""

    def __init__(self, **more: Any) -> None:
        self.program = a_program(resource_tags=["handover"])
        self.reminder: Reminder = a_reminder(self.program, 2, **more)
        self.enrollment: Enrollment = an_enrollment(a_cohort(self.program), a_member("Ana"))
        self.path = links.answer_path(self.enrollment.id, self.reminder.entry_id, CAME)


@pytest.fixture
def world(app: Flask) -> Any:
    with time_machine.travel(CAME + timedelta(hours=1), tick=False):
        yield World()


def answers(world: World) -> list[str]:
    return [one.outcome for one in check_ins_of(world.enrollment)]


def test_looking_at_the_link_answers_nothing(world: World, visitor: FlaskClient) -> None:
    page = visitor.get(f"{world.path}?answer=applied")

    assert page.status_code == 200
    assert "Try it once today." in page.text
    assert answers(world) == []


def test_one_tap_on_its_page_answers(world: World, visitor: FlaskClient) -> None:
    page = visitor.post(f"{world.path}/check-in", data={"outcome": "applied"}, follow_redirects=True)

    assert "Others learn from it" in page.text
    assert answers(world) == ["applied"]


def test_how_it_was_applied_can_be_said(world: World, visitor: FlaskClient) -> None:
    visitor.post(f"{world.path}/check-in", data={"outcome": "applied", "help": "with_help"})

    assert session().query(CheckIn.help).scalar() == "with_help"


def test_the_answer_needs_no_cookie_and_no_referrer(world: World, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client(use_cookies=False)
    response = client.post(f"{world.path}/check-in", data={"outcome": "not_yet"}, base_url="https://localhost")

    assert response.status_code == 303
    assert answers(world) == ["not_yet"]


def test_the_page_tells_nobody_where_it_was(world: World, visitor: FlaskClient) -> None:
    for response in (visitor.get(world.path), visitor.post(f"{world.path}/skip")):
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"


def test_the_same_reminder_always_has_the_same_link(world: World) -> None:
    with time_machine.travel(CAME + timedelta(days=30), tick=False):
        assert links.answer_path(world.enrollment.id, world.reminder.entry_id, CAME) == world.path


def test_after_its_time_there_is_a_sentence_and_the_way_in(world: World, visitor: FlaskClient) -> None:
    with time_machine.travel(CAME + timedelta(days=61), tick=False):
        page = visitor.get(world.path)
        answer = visitor.post(f"{world.path}/check-in", data={"outcome": "applied"})

    assert (page.status_code, answer.status_code) == (410, 410)
    assert f"/sign-in?next=/programs/reminders/{world.reminder.entry_id}" in page.text
    assert answers(world) == []


@pytest.mark.parametrize("token", ["x", "WzEsMSwxXQ.abc", "é", "a" * 2000])
def test_a_link_that_is_not_ours_opens_nothing(app: Flask, visitor: FlaskClient, token: str) -> None:
    assert visitor.get(f"/programs/check-in/{token}").status_code == 404


def test_a_link_is_for_one_reminder_of_one_learner(world: World, visitor: FlaskClient) -> None:
    other = a_reminder(a_program(title="Another"), 2)

    assert visitor.get(links.answer_path(world.enrollment.id, other.entry_id, CAME)).status_code == 404


def test_who_left_or_may_no_longer_sign_in_has_no_link(world: World, visitor: FlaskClient) -> None:
    world.enrollment.member.state = "suspended"
    commit()
    assert visitor.get(world.path).status_code == 404

    world.enrollment.member.state = "active"
    following.leave(world.enrollment, by=world.enrollment.member)
    commit()
    assert visitor.get(world.path).status_code == 404


@pytest.mark.parametrize(
    ("verb", "typed", "said"),
    [
        ("snooze", {"days": "7"}, "It comes once more"),
        ("snooze", {"until": "2026-03-20"}, "It comes once more"),
        ("sooner", {}, "It comes once more"),
        ("skip", {}, "Skipped"),
        ("halve", {}, "nothing left"),
        ("skip-kind", {}, "nothing left"),
        ("mail-off", {}, "No more mails"),
        ("finish", {}, "Finished"),
    ],
)
def test_one_can_put_off_skip_and_stop_from_the_page(
    world: World, visitor: FlaskClient, verb: str, typed: dict[str, str], said: str
) -> None:
    assert said in visitor.post(f"{world.path}/{verb}", data=typed, follow_redirects=True).text


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("snooze", {"days": "0"}),
        ("snooze", {"until": "2026-03-01"}),
        ("snooze", {"until": "soon"}),
        ("recall", {"known": "yes"}),
        ("check-in", {"outcome": "perhaps"}),
        ("check-in", {"outcome": "applied", "help": "magic"}),
        ("plan", {"situation": "", "act": "ask"}),
    ],
)
def test_what_makes_no_sense_is_refused(world: World, visitor: FlaskClient, verb: str, typed: dict[str, str]) -> None:
    assert visitor.post(f"{world.path}/{verb}", data=typed).status_code == 422
    assert (session().query(Wish).count(), session().query(Recall).count()) == (0, 0)


def test_recall_gives_its_answer_at_once_and_keeps_the_learner_s_judgment(app: Flask, visitor: FlaskClient) -> None:
    with time_machine.travel(CAME, tick=False):
        world = World(kind=ReminderKind.RECALL, recall_question="Which four?", recall_answer="Name, task, risk, time.")
        assert "Name, task, risk, time." in visitor.get(world.path).text
        visitor.post(f"{world.path}/recall", data={"known": "no"})
        visitor.post(f"{world.path}/recall", data={"known": "yes"})

    assert session().query(Recall).one().is_known


def test_a_plan_comes_back_when_it_was_not_yet_done(app: Flask, visitor: FlaskClient) -> None:
    with time_machine.travel(CAME, tick=False):
        world = World(kind=ReminderKind.IF_THEN)
        visitor.post(f"{world.path}/plan", data={"situation": "the shift begins", "act": "name the open task."})
        page = visitor.post(f"{world.path}/check-in", data={"outcome": "not_yet"}, follow_redirects=True)

    assert session().query(IfThenPlan).one().act == "name the open task"
    assert "When the shift begins, I will name the open task." in page.text


def test_who_could_not_takes_the_context_along_into_a_question(world: World, as_member: Any) -> None:
    client = as_member(world.enrollment.member)
    typed = {"outcome": "blocked", "barrier": "could_not", "note": "The form is new."}
    page = client.post(f"/programs/reminders/{world.reminder.entry_id}/check-in", data=typed, follow_redirects=True)

    assert "The+form+is+new." in page.text
    assert "Try+it+once+today." in page.text


def test_half_of_the_rest_is_offered_after_two_in_a_row(world: World, visitor: FlaskClient) -> None:
    second = a_reminder(world.program, 3)
    for reminder in (world.reminder, second):
        path = links.answer_path(world.enrollment.id, reminder.entry_id, CAME)
        page = visitor.post(f"{path}/check-in", data={"outcome": "applied"}, follow_redirects=True)

    assert "Half of the rest will do" in page.text


def test_who_has_written_about_it_is_offered_the_end(world: World, visitor: FlaskClient) -> None:
    publish_reflection(
        author=world.enrollment.member, audience=only(world.enrollment.member), title="It worked", source="Well.",
        tags=["handover"],
    )  # fmt: skip
    commit()
    page = visitor.post(f"{world.path}/check-in", data={"outcome": "applied"}, follow_redirects=True)

    assert "You have shown that it sits" in page.text


def test_a_mail_that_begins_with_the_answer_answers(world: World) -> None:
    row = Delivery(
        enrollment_id=world.enrollment.id,
        reminder_id=world.reminder.entry_id,
        channel=Channel.MAIL.value,
        at=CAME,
        mail_key="reminder.1",
    )
    session().add(row)
    commit()
    read, ana = office.replies["check-in"], world.enrollment.member

    assert not read(Reply(row.id, ana.id, "ana@example.org", "Hello"))
    assert not read(Reply(row.id, a_member().id, "ben@example.org", "Applied"))
    assert read(Reply(row.id, ana.id, "ana@example.org", "Not yet, the week was full."))
    assert [(one.outcome, one.note) for one in check_ins_of(world.enrollment)] == [("not_yet", "the week was full.")]


def test_the_reminder_s_page_shows_what_there_is_in_five_queries(world: World, as_member: Any) -> None:
    audience = world.enrollment.cohort.audience
    ben = an_enrollment(world.enrollment.cohort).member
    ask_question(author=ben, audience=audience, title="Who writes it down?", source="We differ.", tags=["handover"])
    publish_reflection(author=ben, audience=audience, title="Our first week", source="Hm.", tags=["handover"])
    publish_reflection(author=ben, audience=only(ben), title="My own doubts", source="Hm.", tags=["handover"])
    save_bookmark(
        author=ben, audience=audience, url="https://a.example/", title="Four lines that help", tags=["handover"]
    )
    following.check_in(world.enrollment, world.reminder, by=world.enrollment.member, outcome="applied")
    commit()
    client, path = as_member(world.enrollment.member), world.reminder.entry.path
    client.get(path)
    with statements() as sent:
        page = client.get(path)

    assert [text in page.text for text in ("Who writes it down?", "Our first week", "Four lines that help")] == [
        True
    ] * 3
    assert "My own doubts" not in page.text
    assert len(sent) <= 5
