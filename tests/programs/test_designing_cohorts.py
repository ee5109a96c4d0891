"""Letting people into a cohort: by name, from a list, as a team, by a link; never into what they may not see."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.models import Member
from community.audiences.service import named, set_team
from community.kernel.db import commit, session
from community.programs import following
from community.programs.models import Cohort, Enrollment
from tests.factories import a_member, a_team
from tests.mailbox import Mailbox
from tests.programs.factories import a_cohort, a_program, an_enrollment


def learners() -> set[str]:
    return set(session().scalars(select(Member.name).join(Enrollment, Enrollment.member_id == Member.id)))


def lines(page: str) -> dict[str, str]:
    rows = re.findall(r'<td class="number">\d+</td><td>(.*?)</td><td>(.*?)</td>', page)
    return {who: why.partition(":")[0] if why == "enrolled" else why for who, why in rows}


def test_a_list_is_answered_line_by_line(app: Flask, as_member: Any) -> None:
    owner, ana, ben = a_member("Owner"), a_member("Ana"), a_member("Ben")
    outsider = a_member("Outsider")
    cohort = a_cohort(a_program(owner, audience=named([owner, ana, ben])))
    gone = an_enrollment(cohort, ben)
    following.leave(gone, by=ben)
    commit()
    sent = f'\ufeffUsername;Name\r\n"@{ana.username}";Ana\r\n\r\n{ana.email}\nnobody\n{outsider.email}\n'
    sent += ben.username.upper()
    page = as_member(owner).post(
        f"/programs/cohorts/{cohort.id}/list", data={"file": (io.BytesIO(sent.encode()), "people.csv")}
    )
    assert page.status_code == 200
    assert lines(page.text) == {
        "Username": "passed over: a heading",
        ana.username: "enrolled",
        ana.email: "skipped: stands in the list already",
        "nobody": "skipped: nobody here is called that or has this address",
        outsider.email: "skipped: may not see the program",
        ben.username.upper(): "skipped: is or was in this cohort; they alone can change that",
    }
    assert {one.member_id: one.state for one in session().scalars(select(Enrollment))} == {
        ana.id: "active",
        ben.id: "left",
    }


@pytest.mark.parametrize("sent", [b"", b" \n\n", b"a\n" * 1001, b"x" * 100_001, b"\xff\xfe\x00"])
def test_a_list_that_holds_nothing_or_too_much_is_sent_back(app: Flask, as_member: Any, sent: bytes) -> None:
    cohort = a_cohort(a_program())
    page = as_member(cohort.program.owner).post(
        f"/programs/cohorts/{cohort.id}/list", data={"file": (io.BytesIO(sent), "people.csv")}
    )
    assert page.status_code == (200 if sent.startswith(b"\xff") else 422)
    assert learners() == set()


def test_who_is_enrolled_is_told_and_leaves_with_one_click(
    app: Flask, as_member: Any, mailbox: Mailbox, visitor: FlaskClient
) -> None:
    cohort, ana = a_cohort(a_program()), a_member("Ana")
    client = as_member(cohort.program.owner)
    for _time in range(2):
        client.post(f"/programs/cohorts/{cohort.id}/enrolling", data={"people": f"@{ana.username}, "})
    letter = mailbox.only(ana.email or "")
    assert "enrolled you in Handover that holds" in letter["Subject"]
    found = re.search(r"Leave the program: https?://[^/]+(\S+)", letter.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert found is not None
    assert visitor.get(found[1]).status_code == 200
    assert session().scalars(select(Enrollment.state)).one() == "active"
    assert visitor.post(found[1]).status_code in (200, 303)
    assert session().scalars(select(Enrollment.state)).one() == "left"


def test_a_whole_team_is_enrolled_as_far_as_it_may_see_the_program(app: Flask, as_member: Any) -> None:
    owner, ana, ben, carl = (a_member(name) for name in ("Owner", "Ana", "Ben", "Carl"))
    team = a_team()
    for one in (ana, ben):
        set_team(one, team)
    cohort = a_cohort(a_program(owner, audience=named([owner, ana, carl])))
    client = as_member(owner)
    page = client.post(f"/programs/cohorts/{cohort.id}/team", data={"team": str(team.id)})
    assert lines(page.text) == {ana.username: "enrolled", ben.username: "skipped: may not see the program"}
    assert learners() == {"Ana"}
    assert client.post(f"/programs/cohorts/{cohort.id}/team", data={"team": "none"}).status_code == 422


def test_a_link_lets_in_until_it_is_taken_back(app: Flask, as_member: Any) -> None:
    owner, ana, ben = a_member("Owner"), a_member("Ana"), a_member("Ben")
    program = a_program(owner, audience=named([owner, ana, ben]))
    client = as_member(owner)
    data = {"name": "Autumn", "starts_on": "2026-10-05", "is_closed": "y"}
    client.post(f"/programs/{program.slug}/cohorts/new", data=data)
    cohort = session().scalars(select(Cohort)).one()
    assert as_member(ana).post(f"/programs/cohorts/{cohort.id}/enrollment").status_code == 403

    page = client.post(f"/programs/cohorts/{cohort.id}/link/new", follow_redirects=True).text
    found = re.search(r"/programs/join/[\w.-]+", page)
    assert found is not None
    assert "Handover that holds" in as_member(ana).get(found[0]).text
    assert learners() == set()
    as_member(ana).post(found[0])
    assert learners() == {"Ana"}
    stranger = as_member(a_member())
    assert (stranger.get(found[0]).status_code, stranger.post(found[0]).status_code) == (404, 404)
    assert as_member(ben).post(found[0] + "x").status_code == 404

    client.post(f"/programs/cohorts/{cohort.id}/link/over")
    gone = as_member(ben).post(found[0])
    assert (gone.status_code, "This link is over" in gone.text, learners()) == (404, True, {"Ana"})


def test_only_who_runs_the_program_lets_people_in(app: Flask, as_member: Any, visitor: FlaskClient) -> None:
    cohort, other = a_cohort(a_program()), as_member(a_member())
    for what in ("enrolling", "list", "team", "link/new"):
        assert other.post(f"/programs/cohorts/{cohort.id}/{what}", data={"people": "x"}).status_code == 403
    assert other.get(f"/programs/cohorts/{cohort.id}/enrolling").status_code == 403
    assert visitor.get("/programs/join/x").status_code in (302, 303, 401)
