"""How administrators look after people."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Member, Role
from community.accounts.queries import is_above, reporting_line
from community.audiences.models import Audience
from community.audiences.queries import holds
from community.audiences.service import team_audience
from community.kernel.db import commit
from tests.factories import a_member, a_team


def an_administrator(name: str = "Ada") -> Member:
    """Somebody who looks after the community."""
    return a_member(name, role=Role.ADMINISTRATOR)


def change(browser: Any, member: Member, **more: str) -> Any:
    """What the site answers to a change of a member."""
    data = {"role": member.role, "team": str(member.team_id or ""), "manager": "", **more}
    return browser.post(f"/admin/people/{member.id}", data=data)


PAGES = ["/administration", "/admin/people", "/admin/people/1", "/admin/invitations", "/admin/teams"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COACH, Role.MANAGER])
@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_look_after_people(app: Flask, as_member: Any, role: Role, page: str) -> None:
    assert as_member(a_member(role=role)).get(page).status_code == 403


@pytest.mark.parametrize("verb", ["", "/suspension", "/return"])
def test_nobody_else_changes_anybody(app: Flask, as_member: Any, verb: str) -> None:
    ana = a_member("Ana")
    assert as_member(ana).post(f"/admin/people/{ana.id}{verb}", data={"role": "administrator"}).status_code == 403
    assert ana.role == Role.MEMBER


def test_people_are_listed_page_by_page(app: Flask, as_member: Any) -> None:
    ada = an_administrator()
    for number in range(45):
        a_member(f"Person{number}x")
    browser, path, seen = as_member(ada), "/admin/people?role=member", list[str]()
    while path:
        page = browser.get(path).text
        names = [n for n in (f"Person{i}x" for i in range(45)) if f">{n}<" in page]
        seen += names
        path = (
            page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
            if 'rel="next" href="' in page
            else ""
        )
    assert len(seen) == len(set(seen)) == 45


def test_people_are_found_by_name_role_team_and_state(app: Flask, as_member: Any) -> None:
    team = a_team("North")
    a_member("Ana", role=Role.COACH, team=team)
    a_member("Ben", state="suspended")
    browser = as_member(an_administrator())
    for query, found in (
        ("q=AN", "Ana"),
        ("role=coach", "Ana"),
        (f"team={team.id}", "Ana"),
        ("state=suspended", "Ben"),
    ):
        page = browser.get(f"/admin/people?{query}").text
        assert [name for name in ("Ana", "Ben") if f">{name}</a>" in page] == [found]


@pytest.mark.parametrize(
    "query", ["q=%25", "q=_", "role=king", "team=x", "team=999", "state=%F0%9F%A6%8A", "q=" + "a" * 9000]
)
def test_odd_filters_do_no_harm(app: Flask, as_member: Any, query: str) -> None:
    assert as_member(an_administrator()).get(f"/admin/people?{query}").status_code == 200


def test_a_cursor_that_is_none_of_ours_is_refused(app: Flask, as_member: Any) -> None:
    assert as_member(an_administrator()).get("/admin/people?after=x").status_code == 422


def test_role_team_and_manager_are_changed_together(app: Flask, as_member: Any) -> None:
    ana, mia, team = a_member("Ana"), a_member("Mia"), a_team("North")
    response = change(as_member(an_administrator()), ana, role="coach", team=str(team.id), manager=f"@{mia.username}")
    assert response.status_code == 303
    assert (ana.role, ana.team_id, ana.manager_id) == ("coach", team.id, mia.id)
    assert holds(team_audience(team), ana)


def test_leaving_a_team_closes_what_was_open_to_it(app: Flask, as_member: Any) -> None:
    team = a_team("North")
    ana = a_member("Ana", team=team)
    change(as_member(an_administrator()), ana, team="")
    assert ana.team_id is None
    assert not holds(team_audience(team), ana)


@pytest.mark.parametrize("odd", [{"role": "king"}, {"role": ""}, {"team": "999"}, {"team": "x"}, {"manager": "nobody"}])
def test_odd_changes_are_refused_whole(app: Flask, as_member: Any, odd: dict[str, str]) -> None:
    ana = a_member("Ana")
    assert change(as_member(an_administrator()), ana, **{"role": "coach", **odd}).status_code == 422
    assert ana.role == Role.MEMBER


@pytest.mark.parametrize("verb", ["", "/suspension", "/return"])
def test_somebody_who_is_not_there_is_not_found(app: Flask, as_member: Any, verb: str) -> None:
    assert as_member(an_administrator()).post(f"/admin/people/99999{verb}").status_code == 404


def test_the_reporting_line_leads_up(app: Flask) -> None:
    top = a_member("Top")
    middle = a_member("Middle", manager_id=top.id)
    ana = a_member("Ana", manager_id=middle.id)
    assert reporting_line(ana) == [middle, top]
    assert (is_above(top, ana), is_above(ana, top), is_above(ana, ana)) == (True, False, False)


def test_the_reporting_line_never_runs_in_a_circle(app: Flask, as_member: Any) -> None:
    top = a_member("Top")
    ana = a_member("Ana", manager_id=a_member("Middle", manager_id=top.id).id)
    browser = as_member(an_administrator())
    assert change(browser, top, manager=ana.username).status_code == 422
    assert change(browser, top, manager=top.username).status_code == 422
    assert top.manager_id is None


def test_a_circle_that_was_imported_has_an_end(app: Flask) -> None:
    ana = a_member("Ana")
    ben = a_member("Ben", manager_id=ana.id)
    ana.manager_id = ben.id
    commit()
    assert reporting_line(ana) == [ben]


def test_a_suspended_member_is_out_at_once_and_may_return(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    inside, admin = as_member(ana), as_member(an_administrator())
    admin.post(f"/admin/people/{ana.id}/suspension")
    assert inside.get("/settings").status_code == 302
    admin.post(f"/admin/people/{ana.id}/return")
    assert inside.get("/settings").status_code == 302
    assert as_member(ana).get("/settings").status_code == 200


def test_the_last_administrator_stays(app: Flask, as_member: Any) -> None:
    ada = an_administrator()
    a_member("Old", role=Role.ADMINISTRATOR, state="suspended")
    browser = as_member(ada)
    assert change(browser, ada, role="member").status_code == 422
    assert browser.post(f"/admin/people/{ada.id}/suspension").status_code == 422
    assert (ada.role, ada.state) == ("administrator", "active")


def test_one_of_two_administrators_may_go(app: Flask, as_member: Any) -> None:
    ada, eve = an_administrator(), an_administrator("Eve")
    assert change(as_member(ada), eve, role="member").status_code == 303
    assert eve.role == Role.MEMBER


def test_teams_are_made_and_renamed(app: Flask, as_member: Any) -> None:
    browser = as_member(an_administrator())
    assert browser.post("/admin/teams", data={"name": "Øst & Vest"}).status_code == 303
    assert "Øst &amp; Vest" in browser.get("/admin/teams").text
    team = a_team("North")
    audience: Audience = team_audience(team)
    assert browser.post(f"/admin/teams/{team.id}", data={"name": "Far North"}).status_code == 303
    assert (team.name, audience.name) == ("Far North", "Far North")
    assert browser.get(f"/admin/teams/{team.id}").status_code == 200


@pytest.mark.parametrize("name", ["", "NORTH", "a" * 121, "\u202e", "\x00"])
def test_odd_team_names_are_refused(app: Flask, as_member: Any, name: str) -> None:
    a_team("North")
    south, browser = a_team("South"), as_member(an_administrator())
    assert browser.post("/admin/teams", data={"name": name}).status_code == 422
    assert browser.post(f"/admin/teams/{south.id}", data={"name": name}).status_code == 422
    assert south.name == "South"


def test_a_team_that_is_not_there_is_not_found(app: Flask, as_member: Any) -> None:
    browser = as_member(an_administrator())
    assert browser.get("/admin/teams/999").status_code == browser.post("/admin/teams/999").status_code == 404


@pytest.mark.parametrize("odd", [{"email": ""}, {"email": "x"}, {"role": "king"}, {"team": "999"}])
def test_odd_invitations_are_refused(app: Flask, as_member: Any, odd: dict[str, str]) -> None:
    data = {"email": "zoe@example.org", "role": "member", "team": "", **odd}
    assert as_member(an_administrator()).post("/admin/invitations", data=data).status_code == 422


def test_open_invitations_are_listed(app: Flask, as_member: Any) -> None:
    browser = as_member(an_administrator())
    browser.post("/admin/invitations", data={"email": "zoe@example.org", "role": "member", "team": ""})
    assert "zoe@example.org" in browser.get("/admin/invitations").text
