"""The results of a program: groups of enough people, tiers of evidence, and what stood in the way."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from flask import Flask

from community.accounts.models import Role
from community.audiences.service import only
from community.kernel.db import commit
from community.kernel.floor import Floor
from community.programs import following, remembering
from community.programs.deliveries.planning import look_at
from community.programs.models import Cohort, Enrollment, Program, Reminder, ReminderKind
from community.programs.results.measures import Measure
from community.programs.results.quadrant import Corner
from community.programs.results.queries import Figure, Results, results_of
from community.reflections.service import publish_reflection
from tests.factories import a_member
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

MONDAY = date(2026, 3, 2)
ANSWERED = datetime(2026, 3, 12, 12, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 3, 17, tzinfo=UTC)


class Running:
    """A program whose cohorts answer."""

    def __init__(self) -> None:
        self.program: Program = a_program(title="Moving safely")
        asks = {"recall_question": "Which four?", "recall_answer": "These."}
        self.recall = a_reminder(self.program, 2, kind=ReminderKind.RECALL, **asks)
        self.scenario = a_reminder(self.program, 7, kind=ReminderKind.SCENARIO, title="Sliding", **asks)
        self.use = a_reminder(self.program, 9, title="Check the sling")
        commit()

    def cohort(self, learners: int) -> list[Enrollment]:
        """A cohort of so many learners."""
        cohort: Cohort = a_cohort(self.program, MONDAY)
        return [an_enrollment(cohort, a_member()) for _each in range(learners)]

    def recalls(self, enrollments: Sequence[Enrollment], reminder: Reminder, at: datetime = ANSWERED) -> None:
        """They know the answer."""
        for one in enrollments:
            remembering.note_recall(one, reminder, by=one.member, is_known=True, at=at)
        commit()

    def answers(
        self, enrollments: Sequence[Enrollment], reminder: Reminder, at: datetime = ANSWERED, **said: str
    ) -> None:
        """They answer «did you apply it?»."""
        for one in enrollments:
            following.check_in(one, reminder, by=one.member, at=at, is_new=False, **said)
        commit()

    def results(self, now: datetime = NEXT_WEEK) -> Results:
        """What may be told."""
        return results_of(self.program, Floor(), now)


def figure(results: Results, measure: Measure) -> Figure:
    return next(each for each in results.figures if each.measure is measure)


def known_but_not_applied(running: Running) -> list[Enrollment]:
    """Twelve learners who know it, of whom ten had no chance."""
    people = running.cohort(12)
    running.recalls(people, running.recall)
    running.recalls(people, running.scenario)
    running.answers(people[:10], running.use, outcome="blocked", barrier="no_chance")
    running.answers(people[10:], running.use, outcome="applied", help="alone")
    return people


def test_known_and_not_applied_names_what_stood_in_the_way(app: Flask, as_member: Any) -> None:
    running = Running()
    known_but_not_applied(running)
    found = running.results()
    assert found.quadrant is not None
    assert found.quadrant.whole is not None
    assert (found.quadrant.whole.corner, found.quadrant.whole.knows, found.quadrant.whole.applies) == (
        Corner.KNOWN_NOT_APPLIED, (55, 100), (0, 45)
    )  # fmt: skip
    assert [place.title for place in found.quadrant.reminders] == ["Check the sling"]
    assert {barrier.value: str(band) for barrier, band in found.quadrant.barriers.items()} == {"no_chance": "10–19"}
    with time_machine.travel(NEXT_WEEK, tick=False):
        page = as_member(running.program.owner).get(f"/programs/{running.program.slug}/results").text
    assert "something other than knowledge is in the way" in page
    assert "Had no chance: 10–19 people" in page
    assert "Could not:" not in page


def test_fewer_than_the_floor_look_like_nobody(app: Flask, as_member: Any) -> None:
    few, nobody = Running(), Running()
    running, _none = few.cohort(4), nobody.cohort(0)
    few.answers(running, few.use, outcome="applied")
    with time_machine.travel(NEXT_WEEK, tick=False):
        client = as_member(a_member(role=Role.COACH))
        pages = [client.get(f"/programs/{one.program.slug}/results").text for one in (few, nobody)]
        sheets = [client.get(f"/programs/{one.program.slug}/results.csv").text for one in (few, nobody)]
    assert all("Nothing to tell yet" in page for page in pages)
    mains = [page.partition("<main")[2].partition("</main>")[0] for page in pages]
    assert mains[0].replace(few.program.slug, "x") == mains[1].replace(nobody.program.slug, "x")
    assert sheets[0] == sheets[1]


def test_each_figure_counts_what_its_tier_says(app: Flask) -> None:
    running = Running()
    people = running.cohort(20)
    running.recalls(people, running.recall, at=datetime(2026, 3, 4, 12, tzinfo=UTC))
    running.recalls(people[:10], running.scenario)
    running.answers(people[:10], running.use, outcome="applied", help="with_help")
    running.answers(people[10:16], running.use, outcome="not_yet", barrier="forgot")
    for one in people[:6]:
        following.say_whether_useful(one, running.use, by=one.member, is_useful=True)
    for one in people[6:12]:
        following.say_whether_useful(one, running.use, by=one.member, is_useful=False)
    for one in people[:7]:
        publish_reflection(author=one.member, audience=running.program.audience, title="It held",
                           source="Twice.", program_id=running.program.id, at=ANSWERED)  # fmt: skip
    private = people[7].member
    publish_reflection(author=private, audience=only(private), title="Mine", source="x", program_id=running.program.id,
                       at=ANSWERED)  # fmt: skip
    commit()
    for one in people:
        look_at(one.member_id, NEXT_WEEK)
    found = running.results()
    told = {each.measure.value: (str(each.all.people), each.all.rate) for each in found.figures}
    assert told == {
        "enrolled": ("20–49", None),
        "active": ("10–19", (75, 100)),
        "useful": ("5–9", (50, 50)),
        "remembered": ("None", None),
        "decided": ("10–19", (50, 100)),
        "applied": ("10–19", (65, 65)),
        "with_help": ("10–19", (50, 100)),
        "alone": ("None", (0, 50)),
        "result": ("5–9", (50, 100)),
    }
    assert figure(found, Measure.DECIDED).silent == (50, 50)


def test_a_small_cohort_cannot_be_had_by_subtraction(app: Flask) -> None:
    running = Running()
    cohorts = [running.cohort(size) for size in (14, 13, 12)]
    for people, number in zip(cohorts, (9, 7, 2), strict=True):
        running.answers(people[:number], running.use, outcome="applied")
        running.answers(people[number:], running.use, outcome="not_yet", barrier="forgot")
    applied = figure(running.results(), Measure.APPLIED)
    largest, middle, small = (applied.by_cohort[people[0].cohort_id] for people in cohorts)
    assert str(applied.all.people) == "10–19"
    assert (str(largest.people), middle.people, middle.rate, small.people) == ("5–9", None, None, None)


def test_results_change_on_mondays_alone(app: Flask) -> None:
    running = Running()
    people = running.cohort(12)
    running.answers(people, running.use, outcome="applied", at=datetime(2026, 3, 16, 0, tzinfo=UTC))
    assert figure(running.results(datetime(2026, 3, 22, 23, tzinfo=UTC)), Measure.APPLIED).all.people is None
    assert str(figure(running.results(datetime(2026, 3, 23, 0, tzinfo=UTC)), Measure.APPLIED).all.people) == "10–19"


def test_the_table_to_take_along_says_what_its_figures_are(app: Flask, as_member: Any) -> None:
    running = Running()
    known_but_not_applied(running)
    running.program.title = "=SUM(A1)"
    commit()
    with time_machine.travel(NEXT_WEEK, tick=False):
        answer = as_member(running.program.owner).get(f"/programs/{running.program.slug}/results.csv")
    rows = list(csv.reader(StringIO(answer.text)))
    assert answer.mimetype == "text/csv"
    assert any("fewer than 5 people" in row[0] for row in rows if row)
    applied = next(row for row in rows if row[1:2] == ["Applied it at work"])
    assert applied[:5] == ["7", "Applied it at work", "told by learners", "", "at most 45%"]
    assert not any(cell.startswith("=") for row in rows for cell in row)


@pytest.mark.parametrize(
    ("role", "status"), [("coach", 200), ("manager", 200), ("administrator", 200), ("member", 403)]
)
def test_results_are_for_those_who_look_after_learning(app: Flask, as_member: Any, role: str, status: int) -> None:
    running = Running()
    reader = as_member(a_member(role=Role(role)))
    for page in ("results", "results.csv"):
        assert reader.get(f"/programs/{running.program.slug}/{page}").status_code == status
    assert ("/results" in reader.get(f"/programs/{running.program.slug}").text) is (status == 200)
    hidden = a_program(audience=only(running.program.owner), owner=running.program.owner)
    assert reader.get(f"/programs/{hidden.slug}/results").status_code == 404


def test_one_setting_keeps_results_from_all_but_who_runs_the_program(app: Flask, as_member: Any) -> None:
    running = Running()
    app.config["NEEDS_SHOWN"] = False
    path = f"/programs/{running.program.slug}/results"
    assert as_member(a_member(role=Role.MANAGER)).get(path).status_code == 403
    assert as_member(running.program.owner).get(path).status_code == 200


def test_whether_a_reminder_was_of_use_is_asked_after_the_answer(app: Flask, as_member: Any) -> None:
    running = Running()
    (one,) = running.cohort(1)
    client, path = as_member(one.member), f"/programs/reminders/{running.use.entry_id}"
    early = client.post(f"{path}/useful", data={"useful": "yes", "enrollment": one.id}, follow_redirects=True)
    assert "Please answer first" in early.text
    running.answers([one], running.use, outcome="applied")
    assert "Was this reminder of use to you?" in client.get(path).text
    assert client.post(f"{path}/useful", data={"useful": "perhaps", "enrollment": one.id}).status_code == 422
    client.post(f"{path}/useful", data={"useful": "no", "enrollment": one.id})
    assert following.answer_to(one, running.use).is_useful is False  # type: ignore[union-attr]
