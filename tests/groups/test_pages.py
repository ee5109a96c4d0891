"""A community on its pages: started, joined, written for, followed in a reader, enrolled in a program, and left."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.accounts.service.feed_tokens import make_feed_token
from community.demo import story
from community.entries import drafts
from community.groups import queries
from community.groups.models import JoinRule
from community.kernel.db import commit
from community.programs.designing.queries import enrolled_in
from tests.demo import reading
from tests.factories import a_member, a_question
from tests.groups.factories import a_group
from tests.programs.factories import a_cohort, a_program

SignIn = Callable[[Member], FlaskClient]
CALL = "A community waits for your answer"
PARTS = ("facilitators", "people", "asking", "invited")
ABOUT = {"name": "Handover circle", "purpose": "Handovers that hold.", "join_rule": "ask"}


def test_a_community_is_started_joined_written_for_and_left(app: Flask, as_member: SignIn) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    starter, other = as_member(ana), as_member(ben)
    assert "No community yet" in starter.get("/groups").text
    assert starter.post("/groups/new", data={**ABOUT, "purpose": ""}).status_code == 422
    assert starter.post("/groups/new", data=ABOUT).location == "/groups/handover-circle"
    home = "/groups/handover-circle"

    assert "Handovers that hold." in other.get(home).text
    assert other.get(f"{home}/people").status_code == other.get(f"{home}/edit").status_code == 403
    other.post(f"{home}/membership")
    assert "You asked to join" in other.get(home).text
    assert CALL in starter.get("/").text
    assert CALL not in other.get("/").text
    starter.post(f"{home}/people/{ben.id}/answer", data={"welcome": "1"})

    group = queries.group_for(ben, "handover-circle")
    assert group is not None
    asking = other.get(f"/questions/new?audience=audience:{group.audience_id}").text
    assert re.search(rf'value="audience:{group.audience_id}" checked', asking)
    assert "The 2 people of Handover circle will be able to see this." in asking
    question = {"title": "Who rings whom at night?", "source": "Nobody knows.", "seen_similar": "y"}
    other.post("/questions/new", data={**question, "audience": f"audience:{group.audience_id}", "publish": "y"})
    assert "Who rings whom at night?" in starter.get(home).text
    assert "Who rings whom at night?" in starter.get("/").text

    assert other.post(f"{home}/departure").location == "/groups"
    assert "Who rings whom" not in other.get(home).text + other.get("/?kind=reflection").text
    starter.post(f"{home}/end")
    assert "Over, and still open to you" in starter.get("/groups").text
    assert other.get(home).status_code == 404


def test_people_are_invited_by_name_and_find_it_on_their_first_page(app: Flask, as_member: SignIn) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    group = a_group(ana, rule=JoinRule.INVITED)
    page, facilitator = f"{group.path}/people", as_member(ana)
    assert facilitator.post(page, data={"people": "nobody"}).status_code == 422
    assert facilitator.post(page, data={"people": f"@{ben.username}"}).status_code == 303
    assert "Invited, and not answered yet" in facilitator.get(page).text
    invited = as_member(ben)
    assert CALL in invited.get("/").text
    assert "You are invited to “Handover circle”" in invited.get("/groups").text
    invited.post(f"{group.path}/membership")
    facilitator.post(f"{page}/{ben.id}/facilitation", data={"on": "1"})
    assert queries.facilitators_of(group) == [ana, ben]
    assert facilitator.post(f"{page}/{ben.id}/removal").status_code == 422
    assert facilitator.post(f"{page}/999999/removal").status_code == 404


@pytest.mark.parametrize("kept", ["self", "named"])
def test_no_link_widens_who_reads_a_draft(app: Flask, as_member: SignIn, kept: str) -> None:
    ana = a_member("Ana")
    group = a_group(ana)
    drafts.save_draft("question:new", {"title": "Begun", "audience": kept}, by=ana)
    commit()
    for chosen in (f"audience:{group.audience_id}", "organization", "public"):
        page = as_member(ana).get(f"/questions/new?audience={chosen}").text
        assert "Begun" in page
        assert f'value="{kept}" checked' in page


def test_a_link_into_a_group_holds_for_a_draft_that_everybody_was_to_read(app: Flask, as_member: SignIn) -> None:
    ana = a_member("Ana")
    group = a_group(ana)
    drafts.save_draft("question:new", {"title": "Begun", "audience": "organization"}, by=ana)
    commit()
    page = as_member(ana).get(f"/questions/new?audience=audience:{group.audience_id}").text
    assert f'value="audience:{group.audience_id}" checked' in page


def test_the_feed_of_a_community_is_for_its_people_and_for_their_secret(app: Flask, as_member: SignIn) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    group = a_group(ana)
    a_question("Who rings whom?", author=ana, audience=group.audience)
    path = f"/feeds/groups/{group.slug}.atom"
    _token, secret = make_feed_token(ana, path, "")
    commit()
    stranger = app.test_client()
    assert "Who rings whom?" in stranger.get(f"{path}?token={secret}").text
    assert stranger.get(path).status_code == as_member(ben).get(path).status_code == 404
    assert path in as_member(ana).get(group.path).text


def test_everybody_of_ones_own_community_is_enrolled_at_once(app: Flask, as_member: SignIn) -> None:
    ana, ben, cleo = a_member("Ana"), a_member("Ben"), a_member("Cleo")
    group, other = a_group(ana, ben), a_group(cleo, name="Elsewhere")
    cohort = a_cohort(a_program(ana))
    runs_it, path = as_member(ana), f"/programs/cohorts/{cohort.id}"
    offered = runs_it.get(f"{path}/enrolling").text
    assert "Handover circle" in offered
    assert "Elsewhere" not in offered
    assert runs_it.post(f"{path}/group", data={"group": other.id}).status_code == 422
    assert runs_it.post(f"{path}/group", data={"group": group.id}).status_code == 303
    assert enrolled_in(cohort) == {ana.id, ben.id}


def test_the_demonstration_has_two_communities_of_people_who_are_there() -> None:
    people = reading.people()
    groups = story.groups()
    named = {name for group in groups for part in PARTS for name in group[part]}
    texts = [text for group in groups for kind in ("question", "reflection", "bookmark") for text in group[kind]]
    assert len(groups) == 2
    assert named | {text["author"] for text in texts} <= people.keys()
    assert {tag for text in texts for tag in text["tags"]} <= reading.tag_names()
    inside = [{*group["facilitators"], *group["people"]} for group in groups]
    for group, names in zip(groups, inside, strict=True):
        said = [one for question in group["question"] for one in (question, *question.get("answer", []))]
        assert {one["author"] for one in (*said, *group["reflection"], *group["bookmark"])} <= names
        assert all(text["days_ago"] <= group["started"] for text in (*group["question"], *group["reflection"]))
