"""A coach helps a team for a time: reads its needs step by step and notes what may be behind them, and then no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from community.accounts.models import CoachScope, Member, Role, Team
from community.accounts.service.coaching import give_scope
from community.coaching.models import GapNote
from community.kernel.db import commit, session
from community.needs.models import NeedView
from community.topics.service import tags_for
from tests.factories import a_member, a_team
from tests.needs.factories import people, stuck

NOW = "2026-11-25 12:00:00+00:00"
TODAY = date(2026, 11, 25)
NOTED = {"reading": "time", "words": "The round ends at three.\nTry ten minutes on the rota."}


@pytest.fixture(autouse=True)
def _moment() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def harbor(app: Flask) -> Team:
    """The team that is helped."""
    return a_team("Harbor")


@pytest.fixture
def cora(app: Flask) -> Member:
    """A coach."""
    return a_member("Cora", username="cora", role=Role.COACH)


def helps(coach: Member, team: Team, *, days: int = 30) -> CoachScope:
    """The coach helps the team from today on."""
    scope = give_scope(coach, team, first_on=TODAY, last_on=TODAY + timedelta(days=days))
    commit()
    return scope


def noted(team: Team, name: str = "handover") -> str:
    """A topic with a note of this team, and the address of its page."""
    tag = tags_for([name])[0]
    session().add(GapNote(team=team, tag=tag, reading="unsure", words="Noted before.", written_at=_now()))
    commit()
    return f"/coaching/teams/{team.id}/topics/{name}"


def _now() -> Any:
    return session().scalar(select(func.max(Member.joined_at)))


def test_an_administrator_gives_a_team_and_takes_it_back(as_member: Any, harbor: Team, cora: Member) -> None:
    admin, coach = as_member(a_member(role=Role.ADMINISTRATOR)), as_member(cora)
    page = f"/coaching/teams/{harbor.id}"
    assert coach.get(page).status_code == 404
    given = {"coach": "@cora", "team": str(harbor.id), "first_on": "2026-11-25", "last_on": "2027-02-24"}
    assert admin.post("/admin/coaching", data=given).status_code == 303
    assert "Harbor" in coach.get("/coaching").text
    assert coach.get(page).status_code == 200
    assert coach.get(f"/needs/groups/team:{harbor.id}").status_code == 200

    scope = session().scalars(select(CoachScope)).one()
    assert "Nov 25, 2026" in admin.get("/admin/coaching").text
    assert admin.post(f"/admin/coaching/{scope.id}/end").status_code == 303
    assert coach.get(page).status_code == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"coach": "nobody"}, "Nobody here is called nobody"),
        ({"coach": "mel"}, "Mel is no learning coach"),
        ({"last_on": "2026-11-01"}, "It would end before it begins"),
        ({"last_on": "tomorrow"}, "Not a valid date value"),
        ({"team": "99999"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_given_is_said(
    as_member: Any, harbor: Team, cora: Member, given: dict[str, str], said: str
) -> None:
    a_member("Mel", username="mel")
    usual = {"coach": "cora", "team": str(harbor.id), "first_on": "2026-11-25", "last_on": "2026-12-25"}
    page = as_member(a_member(role=Role.ADMINISTRATOR)).post("/admin/coaching", data={**usual, **given})
    assert page.status_code == 422
    assert said in page.text
    assert session().scalar(select(func.count(CoachScope.id))) == 0


def test_on_the_day_after_the_last_all_of_it_is_gone_at_once(as_member: Any, harbor: Team, cora: Member) -> None:
    helps(cora, harbor, days=0)
    path, coach = noted(harbor), as_member(cora)
    team = f"/coaching/teams/{harbor.id}"
    everything = (
        "/coaching",
        team,
        path,
        f"/needs/groups/team:{harbor.id}",
        f"/needs/groups/team:{harbor.id}/needs.csv",
    )
    for address in everything:
        assert coach.get(address).status_code == 200
    with time_machine.travel("2026-11-26 00:01:00+00:00", tick=False):
        assert "Harbor" not in coach.get("/coaching").text
        assert "Harbor" not in coach.get("/needs").text
        for address in everything[1:]:
            assert coach.get(address).status_code == 404
        assert coach.post(f"{path}/notes", data=NOTED).status_code == 404
    with time_machine.travel("2026-11-24 12:00:00+00:00", tick=False):
        assert as_member(cora).get(team).status_code == 404


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "Pacific/Auckland"])
def test_no_zone_of_the_coach_prolongs_it(as_member: Any, harbor: Team, cora: Member, zone: str) -> None:
    scope, admin = helps(cora, harbor, days=0), a_member(role=Role.ADMINISTRATOR)
    cora.timezone, admin.timezone = zone, "Pacific/Auckland"
    commit()
    page = f"/coaching/teams/{harbor.id}"
    assert as_member(cora).get(page).status_code == 200
    as_member(admin).post(f"/admin/coaching/{scope.id}/end")
    assert as_member(cora).get(page).status_code == 404
    helps(cora, harbor, days=0)
    with time_machine.travel("2026-11-26 00:01:00+00:00", tick=False):
        assert as_member(cora).get(page).status_code == 404


def test_the_team_is_for_those_who_help_it_and_its_manager(as_member: Any, harbor: Team, cora: Member) -> None:
    helps(cora, harbor)
    path = noted(harbor)
    manager = a_member(role=Role.MANAGER, team=harbor)
    for member in (cora, manager):
        assert "Noted before." in as_member(member).get(path).text
    others = (
        a_member(role=Role.COACH, team=harbor),
        a_member(role=Role.MANAGER, team=a_team("Hill")),
        a_member(role=Role.ADMINISTRATOR),
        a_member(team=harbor),
    )
    for other in others:
        assert as_member(other).get(path).status_code in {403, 404}
        assert as_member(other).post(f"{path}/notes", data=NOTED).status_code in {403, 404}


def test_a_coach_who_got_another_role_helps_nobody(as_member: Any, harbor: Team, cora: Member) -> None:
    helps(cora, harbor)
    cora.role = Role.MEMBER.value
    commit()
    assert as_member(cora).get(f"/coaching/teams/{harbor.id}").status_code == 403


def test_a_note_stays_for_whoever_comes_next_and_its_writer_takes_it_back(
    as_member: Any, harbor: Team, cora: Member
) -> None:
    scope = helps(cora, harbor)
    path, coach = noted(harbor), as_member(cora)
    assert coach.post(f"{path}/notes", data=NOTED).status_code == 303
    note = session().scalars(select(GapNote).where(GapNote.author_id == cora.id)).one()
    delete = f"/coaching/teams/{harbor.id}/notes/{note.id}/deletion"

    carl = a_member("Carl", role=Role.COACH)
    helps(carl, harbor)
    page = as_member(carl).get(path).text
    assert "The round ends at three." in page
    assert "There is no time or no occasion for it" in page
    assert "Cora" in page
    assert as_member(carl).post(delete).status_code == 404

    assert coach.post(delete).status_code == 303
    assert "The round ends at three." not in as_member(carl).get(path).text
    assert scope.coach_id == cora.id


def test_a_note_needs_a_reading_and_words(as_member: Any, harbor: Team, cora: Member) -> None:
    helps(cora, harbor)
    path = noted(harbor)
    refused = as_member(cora).post(f"{path}/notes", data={"words": "Only these."})
    assert refused.status_code == 422
    assert "Please choose one." in refused.text
    assert "Nothing is told of this topic" not in refused.text
    assert "Only these." in refused.text
    assert as_member(cora).post(f"{path}/notes", data={"reading": "luck", "words": "x"}).status_code == 422


def test_needs_of_the_whole_organization_are_read_with_the_team_in_mind(
    as_member: Any, harbor: Team, cora: Member
) -> None:
    helps(cora, harbor)
    stuck(people(12), "handover")
    coach = as_member(cora)
    page = coach.get(f"/coaching/teams/{harbor.id}").text
    assert "Nothing is told of this team by itself" in page
    assert "handover" in page
    topic = coach.get(f"/coaching/teams/{harbor.id}/topics/handover").text
    assert "of this team by itself too little is known" in topic
    assert "10–19 people" in topic
    looks = session().scalars(select(NeedView.scope).where(NeedView.viewer_id == cora.id)).all()
    assert set(looks) == {f"team:{harbor.id}", "organization"}


def test_where_the_views_of_needs_are_off_nothing_is_told_here_either(
    app: Flask, as_member: Any, harbor: Team, cora: Member
) -> None:
    helps(cora, harbor)
    stuck(people(12), "handover")
    coach, page = as_member(cora), f"/coaching/teams/{harbor.id}"
    assert "handover" in coach.get(page).text
    app.config["NEEDS_SHOWN"] = False
    assert "handover" not in coach.get(page).text
    assert coach.get(f"{page}/topics/handover").status_code == 404


def test_what_is_told_of_no_team_has_no_page(as_member: Any, harbor: Team, cora: Member) -> None:
    helps(cora, harbor)
    noted(a_team("Hill"), "rigging")
    for name in ("rigging", "nothing-of-that-name"):
        assert as_member(cora).get(f"/coaching/teams/{harbor.id}/topics/{name}").status_code == 404
