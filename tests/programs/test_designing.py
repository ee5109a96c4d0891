"""Designing a program as people do it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from community.audiences.service import only
from community.kernel.db import session
from community.programs.models import Cohort, Enrollment, Program, Reminder
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_member
from tests.programs.factories import a_cohort, a_program, a_reminder

REMINDER = {"title": "Four lines", "offset_days": "2", "kind": "apply", "source": "Write it down.", "task": "Try it."}


def test_a_program_is_begun(app: Flask, as_member: Any) -> None:
    page = as_member(a_member()).post(
        "/programs/new",
        data={"title": "Handover", "source": "*Half* a day.", "skills": "handover", "audience": "organization"},
        follow_redirects=True,
    )
    assert "<em>Half</em> a day." in page.text


def test_two_programs_of_one_name_have_addresses_of_their_own(app: Flask) -> None:
    assert a_program(title="Handover").slug != a_program(title="Handover").slug


@pytest.mark.parametrize("title", ["new", "Mine", "日本語", "  -- "])
def test_odd_titles_have_an_address_too(app: Flask, as_member: Any, title: str) -> None:
    program = a_program(title=title if title.strip() else "x")
    assert as_member(a_member()).get(f"/programs/{program.slug}").status_code == 200


def test_a_reminder_is_added(app: Flask, as_member: Any) -> None:
    program = a_program()
    page = as_member(program.owner).post(
        f"/programs/{program.slug}/reminders/new", data=REMINDER, follow_redirects=True
    )
    assert "Four lines" in page.text


@pytest.mark.parametrize("offset", ["", "-1", "9999999999", "two", "2.5"])
def test_a_day_out_of_range_is_sent_back(app: Flask, as_member: Any, offset: str) -> None:
    program = a_program()
    data = {**REMINDER, "offset_days": offset}
    page = as_member(program.owner).post(f"/programs/{program.slug}/reminders/new", data=data)
    assert page.status_code == 422
    assert session().scalar(select(Reminder)) is None


def test_a_recall_reminder_needs_its_answer(app: Flask, as_member: Any) -> None:
    program = a_program()
    data = {**REMINDER, "kind": "recall", "recall_question": "What was the first line?"}
    assert as_member(program.owner).post(f"/programs/{program.slug}/reminders/new", data=data).status_code == 422


def test_a_program_that_only_tells_is_warned_of(app: Flask, as_member: Any) -> None:
    program = a_program()
    as_member(program.owner).post(f"/programs/{program.slug}/reminders/new", data={**REMINDER, "kind": "resource"})
    assert "asks for recall or use" in as_member(program.owner).get(f"/programs/{program.slug}").text


def test_others_cannot_add_reminders(app: Flask, as_member: Any) -> None:
    program = a_program()
    assert as_member(a_member()).post(f"/programs/{program.slug}/reminders/new", data=REMINDER).status_code == 403


def test_a_reminder_is_changed(app: Flask, as_member: Any) -> None:
    program = a_program()
    reminder = a_reminder(program)
    page = as_member(program.owner).post(
        f"/programs/reminders/{reminder.entry_id}/edit", data={**REMINDER, "title": "Five lines"}, follow_redirects=True
    )
    assert "Five lines" in page.text


def test_a_cohort_opens_on_a_day(app: Flask, as_member: Any) -> None:
    program = a_program()
    data = {"name": "Autumn", "starts_on": "2026-10-05"}
    as_member(program.owner).post(f"/programs/{program.slug}/cohorts/new", data=data)
    assert session().scalars(select(Cohort.name)).one() == "Autumn"


@pytest.mark.parametrize("day", ["", "9999-99-99", "1066-10-14", "tomorrow", "2026-02-30"])
def test_a_day_that_there_is_not_is_sent_back(app: Flask, as_member: Any, day: str) -> None:
    program = a_program()
    data = {"name": "Autumn", "starts_on": day}
    assert as_member(program.owner).post(f"/programs/{program.slug}/cohorts/new", data=data).status_code == 422


def test_unknown_people_are_named_and_nobody_is_enrolled(app: Flask, as_member: Any) -> None:
    program, ben = a_program(), a_member("Ben")
    cohort = a_cohort(program)
    page = as_member(program.owner).post(
        f"/programs/cohorts/{cohort.id}/enrolling", data={"people": f"{ben.username}, nobody-here"}
    )
    assert page.status_code == 422
    assert "nobody-here" in page.text
    assert session().scalar(select(Enrollment)) is None


def test_joining_a_cohort(app: Flask, as_member: Any) -> None:
    cohort, ana = a_cohort(a_program()), a_member("Ana")
    as_member(ana).post(f"/programs/cohorts/{cohort.id}/enrollment")
    assert session().scalars(select(Enrollment.member_id)).one() == ana.id


def test_a_program_for_few_is_found_by_few(app: Flask, as_member: Any) -> None:
    owner = a_member()
    program = a_program(owner, audience=only(owner), title="A quiet program")
    a_reminder(program)
    assert as_member(a_member()).get(f"/programs/{program.slug}").status_code == 404
    assert "A quiet program" not in as_member(a_member()).get("/programs").text
    assert session().scalars(select(Program.slug)).one() == program.slug


def test_a_resource_that_many_saved_stands_once_on_the_page(app: Flask, as_member: Any) -> None:
    program = a_program(resource_tags=["hoists"])
    for _ in range(3):
        a_bookmark("https://example.org/hoists", title="Choosing a hoist", tags=["hoists"])
    page = as_member(a_member()).get(f"/programs/{program.slug}").text
    assert page.count("Choosing a hoist") == 1
