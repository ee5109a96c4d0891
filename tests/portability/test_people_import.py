"""A list of people becomes members, with their teams and to whom they report."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from community.accounts.models import Member, Role
from community.accounts.queries import member_by_email
from community.audiences.queries import holds
from community.audiences.service import team_audience
from community.kernel.bus import LoggedEvent
from community.kernel.db import session
from community.portability.people_csv import read_people
from community.portability.people_import import PeopleImport
from community.portability.progress import Progress
from community.portability.report import Report
from tests.factories import a_member, a_team

pytestmark = pytest.mark.usefixtures("app")

LIST = """name,email,team,manager,role,title,language,time zone
Ana Lima,ana@example.org,Nights,ben@example.org,coach,Nurse,de,Berlin
Ben Ode,ben@example.org,Nights,,manager,,,
"""


def bring(text: str = LIST) -> Report:
    """The account of importing a list."""
    run = PeopleImport("en", "Europe/London", Progress(lambda _line: None))
    return run.run(read_people(text.encode()))


def person(name: str) -> Member:
    return session().scalars(select(Member).where(Member.name == name)).one()


def test_a_line_becomes_a_member_with_all_that_it_says() -> None:
    bring()

    ana = person("Ana Lima")
    assert (ana.email, ana.username, ana.role, ana.title, ana.language, ana.timezone) == (
        "ana@example.org", "ana.lima", Role.COACH, "Nurse", "de", "Europe/Berlin",
    )  # fmt: skip


def test_what_the_list_does_not_say_is_what_the_site_says() -> None:
    bring("name,email\nAna Lima,ana@example.org\n")

    ana = person("Ana Lima")
    assert (ana.role, ana.language, ana.timezone, ana.team, ana.manager) == (
        Role.MEMBER, "en", "Europe/London", None, None,
    )  # fmt: skip


def test_a_manager_may_stand_below_in_the_list() -> None:
    bring()

    assert person("Ana Lima").manager == person("Ben Ode")


def test_a_manager_may_be_named_if_only_one_has_the_name() -> None:
    bring(
        "name,email,manager\nAna Lima,ana@example.org,Ben Ode\nBen Ode,ben@example.org,Chi\n"
        "Chi,c1@example.org,\nChi,c2@example.org,\n"
    )

    assert (person("Ana Lima").manager, person("Ben Ode").manager) == (person("Ben Ode"), None)


def test_reporting_lines_never_go_in_a_circle() -> None:
    report = bring(LIST.replace("Nights,,manager", "Nights,ana@example.org,manager"))

    assert report.taken["reporting lines"] == 1
    assert "Ana Lima reports to Ben Ode, so it cannot be the other way round too" in report.skipped


def test_a_team_is_made_once_and_what_is_written_for_it_is_open_to_its_people() -> None:
    bring()

    ana = person("Ana Lima")
    assert ana.team is not None
    assert (ana.team, holds(team_audience(ana.team), ana)) == (person("Ben Ode").team, True)


def test_a_team_that_is_here_is_not_made_again() -> None:
    nights = a_team("nights")

    bring()

    assert person("Ana Lima").team == nights


def test_whoever_is_a_member_stays_as_they_are() -> None:
    a_member("Ana Maria", email="ana@example.org", role=Role.ADMINISTRATOR)

    report = bring()

    ana = member_by_email("ana@example.org")
    assert ana is not None
    assert (ana.name, ana.role, report.skipped["members already"]) == ("Ana Maria", Role.ADMINISTRATOR, 1)


def test_a_second_run_completes_what_was_broken_off() -> None:
    a_member("Ana Lima", email="ana@example.org")

    bring()
    report = bring()

    ana = person("Ana Lima")
    assert ana.team is not None
    assert (ana.team.name, ana.manager, +report.taken) == ("Nights", person("Ben Ode"), {})


def test_nobody_can_sign_in_before_choosing_a_password() -> None:
    bring()

    assert {member.password_hash for member in session().scalars(select(Member))} == {""}


def test_a_username_that_is_taken_is_made_anew() -> None:
    a_member(username="ana", email="other@example.org")

    bring("name,email,username\nAna Lima,ana@example.org,ana\nBen Ode,ben@example.org,B e n\nChi,chi@example.org,CHI\n")

    assert [person(name).username for name in ("Ana Lima", "Ben Ode", "Chi")] == ["ana.lima", "ben.ode", "chi"]


def test_a_language_without_pages_gives_the_sites_own() -> None:
    report = bring("name,email,language\nAna Lima,ana@example.org,French\nBen Ode,ben@example.org,de-AT\n")

    assert (person("Ana Lima").language, person("Ben Ode").language) == ("en", "de")
    assert report.skipped["a language in which there are no pages"] == 1


def test_what_is_wrong_with_a_line_is_told_with_its_number() -> None:
    report = bring("name,email,shoe size\nAna Lima,nowhere,39\n\u202e,ben@example.org,40\n")

    assert {line.where for line in report.lines} == {"line 2", "line 3"}
    assert "the column shoe size, which is not known" in report.skipped
    assert session().scalars(select(Member)).all() == []


def test_nobody_is_told() -> None:
    bring()

    assert session().scalars(select(LoggedEvent)).all() == []
