"""The demo's programs: what was taught, who follows it, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from community.accounts.models import Member
from community.audiences.service import organization_audience
from community.demo import story
from community.demo.story import Calendar, Table, chance
from community.programs import service
from community.programs.deliveries.planning import look_at
from community.programs.following import check_in
from community.programs.models import Enrollment, Program, Reminder, ReminderKind


def run_programs(people: Mapping[str, Member], calendar: Calendar) -> dict[str, Program]:
    """Make the programs with their reminders, cohorts, learners and answers.

    Returns:
        The programs by their short names.
    """
    programs = {table["slug"]: _program(table, people, calendar) for table in story.programs()}
    for person in people.values():
        # What came in these months has come; nobody is told of it now.
        look_at(person.id, calendar.now, tells=False)
    return programs


def _program(table: Table, people: Mapping[str, Member], calendar: Calendar) -> Program:
    owner = people[table["owner"]]
    oldest = max(cohort["start"] for cohort in table["cohort"])
    at = calendar.moment(oldest + 10, table["slug"])
    program = service.make_program(
        owner=owner,
        audience=organization_audience(),
        title=table["title"],
        source=table["description"].strip(),
        skills=table["outcomes"],
        resource_tags=table["tags"],
        slug=table["slug"],
        at=at,
    )
    reminders = {r["key"]: _reminder(program, r, at) for r in table["reminder"]}
    for cohort in table["cohort"]:
        _cohort(program, cohort, reminders, people, calendar)
    return program


def _reminder(program: Program, table: Table, at: datetime) -> Reminder:
    step = service.Step(
        offset_days=table["offset"],
        kind=ReminderKind(table["kind"]),
        title=table["title"],
        source=table["body"].strip(),
        task=table.get("task", ""),
        recall_question=table.get("question", ""),
        recall_answer=table.get("answer", ""),
    )
    return service.add_reminder(program, step, by=program.owner, at=at)


def _cohort(
    program: Program,
    table: Table,
    reminders: Mapping[str, Reminder],
    people: Mapping[str, Member],
    calendar: Calendar,
) -> None:
    starts_on = calendar.day(table["start"])
    cohort = service.open_cohort(program, by=program.owner, name=table["name"], starts_on=starts_on)
    morning = datetime.combine(starts_on, time(7), UTC)
    enrolled = {
        name: service.enroll_learner(
            cohort, people[name], by=program.owner, at=min(morning, calendar.now), is_new=False
        )
        for name in table["enrolled"]
    }
    for answer in table.get("check_ins", []):
        _answer(enrolled[answer["username"]], reminders[answer["reminder"]], answer, calendar)


def _answer(enrollment: Enrollment, reminder: Reminder, table: Table, calendar: Calendar) -> None:
    day = datetime.combine(enrollment.starts_on, time(9), UTC) + timedelta(days=reminder.offset_days)
    wait = chance(f"{table['username']} {table['reminder']}", 40)
    check_in(
        enrollment,
        reminder,
        by=enrollment.member,
        outcome=table["outcome"],
        barrier=table.get("barrier", ""),
        note=table.get("note", ""),
        at=calendar.after(day, wait),
        is_new=False,
    )
