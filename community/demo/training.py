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
from community.programs.following import check_in, say_whether_useful
from community.programs.models import Enrollment, Program, Reminder, ReminderKind
from community.programs.remembering import note_recall


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
        _answer(
            enrolled[answer["username"]], reminders[answer["reminder"]], answer | _of_person(table, answer), calendar
        )
    for recalled in table.get("recalls", []):
        for is_known, names in ((True, recalled["right"]), (False, recalled["wrong"])):
            for name in names:
                _recall(enrolled[name], reminders[recalled["reminder"]], is_known, calendar)


def _answer(enrollment: Enrollment, reminder: Reminder, table: Table, calendar: Calendar) -> None:
    by, at = enrollment.member, _answered_at(enrollment, reminder, calendar)
    check_in(
        enrollment,
        reminder,
        by=by,
        outcome=table["outcome"],
        barrier=table.get("barrier", ""),
        help=table["help"],
        note=table.get("note", ""),
        at=at,
        is_new=False,
    )
    if table["is_useful"] is not None:
        say_whether_useful(enrollment, reminder, by=by, is_useful=table["is_useful"])
    if "recalled" in table:
        note_recall(enrollment, reminder, by=by, is_known=table["recalled"], at=at)


def _recall(enrollment: Enrollment, reminder: Reminder, is_known: bool, calendar: Calendar) -> None:
    at = _answered_at(enrollment, reminder, calendar)
    note_recall(enrollment, reminder, by=enrollment.member, is_known=is_known, at=at)


def _of_person(cohort: Table, answer: Table) -> Table:
    """How this person applied it, and whether the reminders are of use to them, as far as they said."""
    name = answer["username"]
    help_ = next((how for how in ("alone", "with_help") if name in cohort.get(how, [])), "")
    is_useful = True if name in cohort.get("useful", []) else False if name in cohort.get("not_useful", []) else None
    return {"help": help_, "is_useful": is_useful}


def _answered_at(enrollment: Enrollment, reminder: Reminder, calendar: Calendar) -> datetime:
    """Some hours after the reminder came, always the same."""
    day = datetime.combine(enrollment.starts_on, time(9), UTC) + timedelta(days=reminder.offset_days)
    return calendar.after(day, chance(f"{enrollment.member.username} {reminder.entry.title}", 40))
