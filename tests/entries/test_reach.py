"""Who reads an entry: widening asks, narrowing counts at once, and one can look with other eyes."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import MemberState
from community.audiences import service as audiences
from community.entries import queries, service
from community.entries.kinds import Kind
from community.events import AudienceChanged
from community.kernel.db import commit
from tests.factories import a_comment, a_member, a_question, a_team, an_answer, an_entry


def test_narrowing_counts_at_once(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    response = as_member(entry.author).post(
        f"/entries/{entry.id}/audience", data={"audience": "self"}, follow_redirects=False
    )
    assert response.status_code == 303
    assert queries.entry_for(ben, entry.id) is None


def test_narrowing_says_that_what_was_fetched_stays_fetched(app: Flask, as_member: Any) -> None:
    question = a_question()
    response = as_member(question.entry.author).post(
        f"/entries/{question.entry_id}/audience", data={"audience": "self"}, follow_redirects=True
    )
    assert "Only you will see this." in response.text
    assert "cannot be called back" in response.text


def test_widening_asks_first(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    entry = an_entry(author=ana, audience=audiences.only(ana))
    response = as_member(ana).post(f"/entries/{entry.id}/audience", data={"audience": "organization"})
    assert "All 2 members of Northwind Care will be able to see this." in response.text
    assert queries.entry_for(ben, entry.id) is None


def test_widening_counts_once_it_is_confirmed(app: Flask, as_member: Any, published: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    entry = an_entry(author=ana, audience=audiences.only(ana))
    confirmed = {"audience": "organization", "confirmed": "organization"}
    response = as_member(ana).post(f"/entries/{entry.id}/audience", data=confirmed)
    assert response.status_code == 303
    assert queries.entry_for(ben, entry.id) is not None
    assert published.only(AudienceChanged).entry_id == entry.id


def test_the_question_asked_first_carries_what_confirms_it(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    entry = an_entry(author=ana, audience=audiences.only(ana))
    named = {"audience": "named", "people": f"@{ben.username}"}
    asked = as_member(ana).post(f"/entries/{entry.id}/audience", data=named)
    key = f"named:{ana.id},{ben.id}"
    assert f'name="confirmed" value="{key}"' in asked.text
    as_member(ana).post(f"/entries/{entry.id}/audience", data={**named, "confirmed": key})
    assert queries.entry_for(ben, entry.id) is not None


def test_confirming_one_audience_does_not_confirm_another(app: Flask, as_member: Any) -> None:
    team = a_team()
    ana = a_member("Ana", team=team)
    entry = an_entry(author=ana, audience=audiences.only(ana))
    key = audiences.team_audience(team).key
    as_member(ana).post(f"/entries/{entry.id}/audience", data={"audience": "organization", "confirmed": key})
    assert entry.audience.kind == "self"


def test_the_question_tells_of_the_replies_that_go_along(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    entry = an_entry(author=ana, audience=audiences.named([ana, ben]))
    a_comment(entry, by=ben)
    response = as_member(ana).post(f"/entries/{entry.id}/audience", data={"audience": "organization"})
    assert "One reply by somebody else will be open to them, too." in response.text


def test_looking_first_changes_nothing(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    response = as_member(entry.author).post(f"/entries/{entry.id}/audience", data={"audience": "self", "look": "y"})
    assert "Only you will see this." in response.text
    assert entry.audience.kind == "organization"


def test_choosing_the_same_changes_nothing(app: Flask, as_member: Any, published: Any) -> None:
    entry = an_entry()
    response = as_member(entry.author).post(f"/entries/{entry.id}/audience", data={"audience": "organization"})
    assert response.status_code == 303
    assert published.all(AudienceChanged) == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"audience": "everybody"},
        {"audience": "audience:99"},
        {"audience": "public"},
        {"audience": "named"},
        {"audience": "named", "people": "nobody-here"},
        {"audience": "named", "people": "x" * 1001},
    ],
)
def test_an_audience_that_cannot_be_chosen_is_refused(app: Flask, as_member: Any, data: dict[str, str]) -> None:
    app.config["PUBLIC_ALLOWED"] = False
    entry = an_entry()
    assert as_member(entry.author).post(f"/entries/{entry.id}/audience", data=data).status_code == 422
    assert entry.audience.kind == "organization"


def test_the_team_of_others_cannot_be_chosen(app: Flask, as_member: Any) -> None:
    team, entry = a_team(), an_entry()
    choice = f"audience:{audiences.team_audience(team).id}"
    assert as_member(entry.author).post(f"/entries/{entry.id}/audience", data={"audience": choice}).status_code == 422


def test_replies_have_no_audience_of_their_own(app: Flask, as_member: Any) -> None:
    answer = an_answer(a_question())
    assert as_member(answer.author).get(f"/entries/{answer.id}/audience").status_code == 404
    assert as_member(answer.author).post(f"/entries/{answer.id}/audience", data={"audience": "self"}).status_code == 404


def test_naming_somebody_from_outside_the_team_is_widening(app: Flask) -> None:
    team = a_team()
    ana, ben = a_member("Ana", team=team), a_member("Ben")
    inside = a_member(team=team)
    old = audiences.team_audience(team)
    assert service.is_wider(audiences.named([ana, ben]), old)
    assert not service.is_wider(audiences.named([ana, inside]), old)


def test_an_audience_that_may_grow_is_wider_than_any_that_lists_people(app: Flask) -> None:
    team = a_team()
    ana, ben = a_member("Ana", team=team), a_member("Ben")
    assert service.is_wider(audiences.team_audience(team), audiences.named([ana, ben]))


def test_the_way_from_everyone_is_narrowing(app: Flask) -> None:
    team, organization = audiences.team_audience(a_team()), audiences.organization_audience()
    steps = [(team, organization), (organization, audiences.public_audience()), (organization, team)]
    assert [service.is_wider(new, old) for new, old in steps] == [False, False, True]


def test_seeing_it_as_somebody_who_may(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(source="For *all*"), a_member("Ben")
    response = as_member(entry.author).get(f"/entries/{entry.id}/as/{ben.username}")
    assert "Ben sees this." in response.text
    assert "For <em>all</em>" in response.text


def test_seeing_it_as_somebody_who_may_not(app: Flask, as_member: Any) -> None:
    entry = an_entry(source="For *all*")
    response = as_member(entry.author).get(f"/entries/{entry.id}/as/visitor")
    assert "does not see this" in response.text
    assert "For <em>all</em>" not in response.text


def test_seeing_it_as_somebody_suspended(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben", state=MemberState.SUSPENDED)
    assert "does not see this" in as_member(entry.author).get(f"/entries/{entry.id}/as/{ben.username}").text


def test_other_eyes_show_no_feedback_that_was_private(app: Flask, as_member: Any) -> None:
    question, cleo = a_question(), a_member("Cleo")
    answer = an_answer(question)
    a_comment(answer, by=cleo, source="Between us", privately=True)
    a_comment(question.entry, source="For all")
    text = as_member(question.entry.author).get(f"/entries/{question.entry_id}/as/{cleo.username}").text
    assert "For all" in text
    assert "Between us" not in text


def test_choosing_whose_eyes(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    client = as_member(entry.author)
    named = client.get(f"/entries/{entry.id}/as?who=@{ben.username.upper()}").location
    nobody = client.get(f"/entries/{entry.id}/as?who=").location
    assert (named, nobody) == (f"/entries/{entry.id}/as/{ben.username}", f"/entries/{entry.id}/as/visitor")


@pytest.mark.parametrize(("who", "status"), [("nobody-here", 404), ("x" * 41, 422), ("\u202e", 404), ("%2e%2e", 404)])
def test_eyes_that_are_not_here(app: Flask, as_member: Any, who: str, status: int) -> None:
    entry = an_entry()
    assert as_member(entry.author).get(f"/entries/{entry.id}/as/{who}").status_code == status


def test_the_audience_page_says_who_sees_it_now(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    entry = an_entry(Kind.BOOKMARK, author=ana, audience=audiences.only(ana))
    commit()
    client: FlaskClient = as_member(ana)
    assert "Only you will see this." in client.get(f"/entries/{entry.id}/audience").text
