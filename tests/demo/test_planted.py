"""What the demo is meant to show is really in it, counted by distinct people as the needs page counts."""

from collections import Counter, defaultdict

import pytest

from tests.demo import reading

K = 5
EIGHT_WEEKS = 56 * 24


@pytest.mark.parametrize("tag", ["handover-notes", "emar"])
def test_the_two_recurring_needs_are_asked_by_many_and_mostly_unresolved(tag: str) -> None:
    asked = _questions_about(tag)
    unresolved = [question for question in asked if not _is_resolved(question)]

    assert len({question["author"] for question in unresolved}) >= 9
    assert len(unresolved) >= 0.7 * len(asked)


def test_no_other_topic_looks_as_needed_as_the_planted_ones() -> None:
    askers: dict[str, set[str]] = defaultdict(set)
    for question in (piece.table for piece in reading.of_kind("question")):
        for tag in question["tags"] if not _is_resolved(question) else []:
            askers[tag].add(question["author"])

    planted = {"handover-notes", "emar"}
    others = [len(names) for tag, names in askers.items() if tag not in planted]
    assert max(others) * 1.5 <= min(len(askers[tag]) for tag in planted)


def test_voice_notes_emerge_in_the_last_eight_weeks() -> None:
    writers = [piece for piece in reading.pieces() if "voice-notes" in piece.table.get("tags", [])]
    lately = {piece.author for piece in writers if piece.hours_ago <= EIGHT_WEEKS}
    before = {piece.author for piece in writers if piece.hours_ago > EIGHT_WEEKS}

    assert len(lately) >= 2 * K
    assert len(before) <= 2


def test_every_skill_is_written_about() -> None:
    used = {tag for piece in reading.pieces() for tag in piece.table.get("tags", [])}

    assert reading.skill_names() - used == set()


def test_the_need_is_felt_in_every_quarter_of_the_year() -> None:
    quarters = {int(question["days_ago"] // 92) for question in _questions_about("handover-notes")}

    assert quarters == {0, 1, 2, 3}


def test_about_a_quarter_of_the_questions_have_no_answer() -> None:
    questions = [piece.table for piece in reading.of_kind("question")]
    unanswered = [question for question in questions if not question.get("answer")]

    assert 0.18 <= len(unanswered) / len(questions) <= 0.35


def test_learners_of_lifting_know_it() -> None:
    tried = [check["recalled"] for check in _check_ins("moving-and-lifting") if "recalled" in check]

    assert sum(tried) >= 0.9 * len(tried)


def test_learners_of_lifting_are_kept_from_applying_it_by_their_work() -> None:
    at_work = [check for check in _check_ins("moving-and-lifting") if "recalled" not in check]
    barriers = Counter(check.get("barrier") for check in at_work if check["outcome"] == "blocked")

    assert barriers.total() >= 0.7 * len(at_work)
    assert barriers["no_chance"] >= 0.9 * barriers.total()
    assert len({check["username"] for check in at_work if check.get("barrier") == "no_chance"}) >= K


def test_learners_of_the_families_program_apply_it() -> None:
    checks = _check_ins("difficult-conversations")

    assert sum(check["outcome"] == "applied" for check in checks) >= 0.8 * len(checks)


def test_a_check_in_answers_a_reminder_that_was_due_to_somebody_enrolled() -> None:
    for program in reading.programs():
        offsets = {reminder["key"]: reminder["offset"] for reminder in program["reminder"]}
        for cohort in program["cohort"]:
            for check in cohort["check_ins"]:
                assert offsets[check["reminder"]] < cohort["start"], check
                assert check["username"] in cohort["enrolled"], check


def test_an_answer_other_than_applied_names_its_barrier() -> None:
    barriers = {"could_not", "no_chance", "forgot", "not_relevant"}
    for program in reading.programs():
        for check in _check_ins(program["slug"]):
            assert (check.get("barrier") in barriers) == (check["outcome"] != "applied"), check


def test_everybody_enrolled_works_there_and_had_joined_by_then() -> None:
    people = reading.people()
    cohorts = [cohort for program in reading.programs() for cohort in program["cohort"]]

    assert [
        (cohort["slug"], name)
        for cohort in cohorts
        for name in cohort["enrolled"]
        if people[name]["joined"] < cohort["start"]
    ] == []


def test_programs_rest_on_tags_that_are_described() -> None:
    names = reading.tag_names()

    assert all({*program["tags"], *program["outcomes"]} <= names for program in reading.programs())


def test_each_team_has_one_manager_and_everybody_else_reports_to_somebody() -> None:
    people = reading.people().values()
    managers = Counter(person["team"] for person in people if person["role"] == "manager")

    assert set(managers.values()) == {1}
    assert len(managers) == 6
    assert [person["username"] for person in people if not person["manager"]] == ["gwen"]


def _questions_about(tag: str) -> list[reading.Table]:
    return [piece.table for piece in reading.of_kind("question") if tag in piece.table["tags"]]


def _is_resolved(question: reading.Table) -> bool:
    """Whether somebody found an answer useful, as the needs page asks it."""
    return any(answer.get("accepted") or answer.get("votes") for answer in question.get("answer", []))


def _check_ins(slug: str) -> list[reading.Table]:
    return [
        check
        for program in reading.programs()
        if program["slug"] == slug
        for cohort in program["cohort"]
        for check in cohort["check_ins"]
    ]
