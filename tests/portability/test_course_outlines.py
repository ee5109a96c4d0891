"""A course outline becomes a program that asks its learners for months, and names whose work it is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel.bus import LoggedEvent
from community.kernel.db import commit, session
from community.programs import service
from community.programs.models import Program, Reminder, ReminderKind
from community.programs.schedule import Plan, Step, spread
from tests.factories import a_member

BODY = """---
title: Knots
---

::: objectives

- Tie a knot.

:::

Text that is no exercise.

```text
::: challenge
```

:::::::::::::::: challenge

## Which *knot*?

<!-- for the trainer -->
Look at ![a rope](fig/rope.png){alt='A rope'} and the [list](../reference.md#knots), or ask @ben on
[the site](https://example.org/knots){target="_blank"}.

```bash
$ tie --help   # @ben, <b>
::: solution
```

:::::::: solution

The bowline.

::::::::

How would you undo it?

::::::::::::::::

::: challenge

## Another

Later.

:::
"""
LESSON: dict[str, Any] = {
    "file": "01-knots.md", "title": "Knots [basic]", "questions": ["What is a `bowline` for?", "When does it slip?"],
    "objectives": ["Tie a knot."], "keypoints": ["It holds a **load**.", "It slips when it is wet."], "body_md": BODY,
}  # fmt: skip
BREAK = {"file": "02-tea.md", "title": "Tea", "questions": [], "objectives": [], "keypoints": [], "body_md": ""}
AIMS = {"file": "03-care.md", "title": "Care", "questions": [], "objectives": ["Dry a rope."], "keypoints": []}
COURSE: dict[str, Any] = {
    "course": "rope-work", "title": "Rope Work", "repo": "knots/rope-work", "licence": "CC BY 4.0 (The Riggers)",
    "lessons": [LESSON, BREAK, AIMS],
}  # fmt: skip


@pytest.fixture
def mara(app: Flask) -> Member:
    """Who runs the programs."""
    return a_member("Mara", username="mara")


def bring(app: Flask, place: Path, *courses: dict[str, Any] | str) -> Result:
    """What `flask import courses` answers about a folder with these files."""
    for number, course in enumerate(courses):
        text = course if isinstance(course, str) else json.dumps(course)
        (place / f"{number}.json").write_text(text, "utf-8")
    commit()
    answer = app.test_cli_runner().invoke(args=["import", "courses", str(place), "--member", "mara"])
    session().expire_all()
    return answer


def reminders() -> list[Reminder]:
    return list(session().scalars(select(Reminder).order_by(Reminder.offset_days)))


def test_a_lesson_becomes_something_to_recall_and_something_to_do(app: Flask, mara: Member, tmp_path: Path) -> None:
    answer = bring(app, tmp_path, COURSE)
    assert answer.exit_code == 0, answer.output
    assert [(one.offset_days, one.kind, one.entry.title) for one in reminders()] == [
        (0, "resource", "The lessons, to look things up"),
        (3, "recall", "Knots [basic]"),
        (7, "scenario", "Which knot?"),
        (14, "apply", "Use it: Care"),
        (17, "reflection", "What became of Rope Work?"),
    ]
    recall = reminders()[1]
    assert recall.recall_question == "What is a bowline for? When does it slip?"
    assert recall.recall_answer == "It holds a load. It slips when it is wet."


def test_an_exercise_comes_without_its_solution_and_without_ways_that_lead_nowhere(
    app: Flask, mara: Member, tmp_path: Path
) -> None:
    ben = a_member("Ben", username="ben")
    bring(app, tmp_path, COURSE)
    exercise = reminders()[2].entry
    assert "bowline" not in exercise.source
    assert "Look at  and the list, or ask" in exercise.source
    assert "::: solution" in exercise.source, "what stands in code stays"
    assert 'href="https://example.org/knots"' in exercise.html
    assert "fig/rope" not in exercise.html
    assert f"/members/{ben.username}" not in exercise.html
    assert "How would you undo it?" in exercise.text


def test_every_text_names_whose_work_it_is_and_that_it_was_changed(app: Flask, mara: Member, tmp_path: Path) -> None:
    bring(app, tmp_path, COURSE)
    program = session().scalars(select(Program)).one()
    for html in [program.html, *(one.entry.html for one in reminders())]:
        assert 'href="https://knots.github.io/rope-work/"' in html
        assert 'by The Riggers, <a href="https://creativecommons.org/licenses/by/4.0/"' in html
        assert "made into reminders" in html
    assert 'href="https://knots.github.io/rope-work/01-knots.html"' in reminders()[1].entry.html


def test_the_program_has_the_outcomes_and_the_tags_of_the_course(app: Flask, mara: Member, tmp_path: Path) -> None:
    bring(app, tmp_path, COURSE)
    program = session().scalars(select(Program)).one()
    assert (program.title, program.owner, program.slug) == ("Rope Work", mara, "rope-work")
    assert program.skills == program.resource_tags == ["rope-work"]
    assert "Tie a knot." in program.html
    assert "Dry a rope." in program.html


def test_repeating_takes_nothing_twice_and_leaves_what_was_changed(app: Flask, mara: Member, tmp_path: Path) -> None:
    bring(app, tmp_path, COURSE)
    recall = reminders()[1]
    step = service.Step(4, ReminderKind.RECALL, "Mine", "Text.", recall_question="Q?", recall_answer="A.")
    service.revise_reminder(recall, step, by=mara)
    later = {**LESSON, "file": "04-more.md", "title": "More"}
    answer = bring(app, tmp_path, {**COURSE, "lessons": [*COURSE["lessons"], later]})
    assert {"Rope Work: 2 reminders taken.", "5 left out: here already, from an earlier run."} <= set(
        answer.stdout.splitlines()
    )
    assert session().scalars(select(Program)).one().title == "Rope Work"
    assert [one.entry.title for one in reminders()].count("Mine") == 1
    assert len(reminders()) == 7


def test_what_is_no_outline_is_told_and_the_rest_is_taken(app: Flask, mara: Member, tmp_path: Path) -> None:
    without_license = {**COURSE, "course": "other", "licence": "All rights reserved"}
    answer = bring(app, tmp_path, "{", "[1]", '{"lessons": [1, {"title": 3}]}', "[" * 100_000, without_license, COURSE)
    assert answer.exit_code == 1
    assert len(answer.stderr.splitlines()) == 5
    assert "4.json names no license" in answer.stderr
    assert [program.title for program in session().scalars(select(Program))] == ["Rope Work"]


def test_nobody_is_told_of_it(app: Flask, mara: Member, tmp_path: Path) -> None:
    before = set(session().scalars(select(LoggedEvent.id)))
    bring(app, tmp_path, COURSE)
    assert set(session().scalars(select(LoggedEvent.id))) == before


def test_no_week_asks_for_more_than_learners_get(app: Flask, mara: Member, tmp_path: Path) -> None:
    lessons = [{**LESSON, "file": f"{number:02}-knots.md"} for number in range(20)]
    bring(app, tmp_path, {**COURSE, "lessons": lessons})
    steps = tuple(Step(one.entry_id, one.offset_days) for one in reminders())
    for day in range(1, 8):
        plan = Plan(enrollment_id=1, starts_on=date(2026, 6, day), steps=steps)
        free = Plan(enrollment_id=1, starts_on=date(2026, 6, day), steps=steps)
        assert [due.at for due in spread([plan])] == [due.at for due in spread([free], cap=99)]


def test_whoever_runs_it_has_to_be_a_member(app: Flask, tmp_path: Path) -> None:
    answer = bring(app, tmp_path, COURSE)
    assert (answer.exit_code, "no member called mara" in answer.stderr) == (1, True)
    assert session().scalars(select(Entry)).all() == []
