"""Votes, follows and flags."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Role
from community.entries import queries, service
from community.entries.flags import Outcome, settle
from community.entries.kinds import Kind
from community.entries.models import Flag
from community.events import EntryFlagged
from community.kernel.db import commit, session
from tests.counting import statements
from tests.factories import a_comment, a_member, a_question, an_entry


def test_a_vote_counts_and_leads_back(app: Flask, as_member: Any) -> None:
    entry = an_entry(Kind.QUESTION)
    response = as_member(a_member()).post(f"/entries/{entry.id}/vote", data={"value": "1"})
    assert (response.status_code, response.location, entry.score) == (303, f"/questions/{entry.id}", 1)


def test_a_vote_can_be_turned_and_taken_back(app: Flask, as_member: Any) -> None:
    entry = an_entry(Kind.QUESTION)
    client = as_member(a_member())
    scores = []
    for value in ("1", "-1", "-1", "0"):
        client.post(f"/entries/{entry.id}/vote", data={"value": value})
        scores.append(entry.score)
    assert scores == [1, -1, -1, 0]


def test_a_program_may_ask_for_the_score(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    response = as_member(a_member()).post(
        f"/entries/{entry.id}/vote", data={"value": "1"}, headers={"Accept": "application/json"}
    )
    assert response.get_json() == {"score": 1, "mine": 1}


@pytest.mark.parametrize("value", ["", "2", "-2", "+1", "1.0", "one", "٣", "1" * 5000])
def test_other_values_are_no_votes(app: Flask, as_member: Any, value: str) -> None:
    entry = an_entry(Kind.QUESTION)
    assert as_member(a_member()).post(f"/entries/{entry.id}/vote", data={"value": value}).status_code == 422
    assert entry.score == 0


def test_reflections_are_not_doubted(app: Flask, as_member: Any) -> None:
    entry = an_entry(Kind.REFLECTION)
    assert as_member(a_member()).post(f"/entries/{entry.id}/vote", data={"value": "-1"}).status_code == 422


def test_nobody_votes_for_themselves(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    assert as_member(entry.author).post(f"/entries/{entry.id}/vote", data={"value": "1"}).status_code == 422
    assert entry.score == 0


def test_the_page_says_whether_one_follows_what_is_said_there(app: Flask, as_member: Any) -> None:
    question, client = a_question(), as_member(a_member("Ben"))
    before = client.get(question.entry.path).text
    after = client.post(f"/entries/{question.entry_id}/follow", data={"following": "1"}, follow_redirects=True).text
    button = f'id="follow-{question.entry_id}-button" aria-pressed='
    assert f'{button}"false"' in before
    assert f'{button}"true"' in after


def test_the_page_of_a_question_takes_five_queries(app: Flask, as_member: Any) -> None:
    path, client = a_question().entry.path, as_member(a_member("Ben"))
    with statements() as sent:
        client.get(path)
    assert len(sent) == 5


def test_following_and_no_longer(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    client = as_member(ben)
    client.post(f"/entries/{entry.id}/follow", data={"following": "1"})
    client.post(f"/entries/{entry.id}/follow", data={"following": "1"})
    followed = queries.is_following(ben, "entry", entry.id)
    client.post(f"/entries/{entry.id}/follow", data={"following": "0"})
    assert (followed, queries.is_following(ben, "entry", entry.id)) == (True, False)


def test_following_a_comment_is_following_its_page(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    remark = a_comment(entry)
    as_member(ben).post(f"/entries/{remark.id}/follow", data={"following": "1"})
    assert queries.is_following(ben, "entry", entry.id)


@pytest.mark.parametrize("following", ["", "yes", "2"])
def test_following_takes_yes_or_no(app: Flask, as_member: Any, following: str) -> None:
    entry = an_entry()
    response = as_member(a_member()).post(f"/entries/{entry.id}/follow", data={"following": following})
    assert response.status_code == 422


def test_following_a_member(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    response = as_member(ben).post(f"/members/{ana.username}/follow", data={"following": "1"})
    assert (response.location, queries.is_following(ben, "member", ana.id)) == (f"/members/{ana.username}", True)


def test_nobody_follows_themselves(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    assert as_member(ana).post(f"/members/{ana.username}/follow", data={"following": "1"}).status_code == 422


def test_nobody_follows_who_is_not_here(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).post("/members/nobody/follow", data={"following": "1"}).status_code == 404


def test_a_flag_reaches_the_moderators(app: Flask, as_member: Any, published: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    as_member(ben).post(f"/entries/{entry.id}/flags", data={"reason": "private", "note": "A name is in it"})
    flag = session().query(Flag).one()
    assert (flag.reason, flag.note, flag.outcome) == ("private", "A name is in it", "")
    assert published.only(EntryFlagged).flag_id == flag.id


def test_flagging_again_changes_what_was_said(app: Flask, as_member: Any, published: Any) -> None:
    entry = an_entry()
    client = as_member(a_member())
    for reason in ("spam", "hurtful"):
        client.post(f"/entries/{entry.id}/flags", data={"reason": reason})
    assert session().query(Flag).one().reason == "hurtful"
    assert len(published.all(EntryFlagged)) == 1


def test_flagging_what_was_kept_asks_for_another_look(app: Flask, as_member: Any, published: Any) -> None:
    entry = an_entry()
    client = as_member(a_member())
    client.post(f"/entries/{entry.id}/flags", data={"reason": "spam"})
    settle(session().query(Flag).one(), by=a_member(role=Role.ADMINISTRATOR), outcome=Outcome.KEPT)
    commit()
    client.post(f"/entries/{entry.id}/flags", data={"reason": "spam"})
    flag = session().query(Flag).one()
    assert (flag.outcome, flag.resolved_at, len(published.all(EntryFlagged))) == ("", None, 2)


@pytest.mark.parametrize("data", [{}, {"reason": ""}, {"reason": "dull"}, {"reason": "spam", "note": "x" * 501}])
def test_a_flag_needs_a_reason_that_there_is(app: Flask, as_member: Any, data: dict[str, str]) -> None:
    entry = an_entry()
    response = as_member(a_member()).post(f"/entries/{entry.id}/flags", data=data)
    assert response.status_code == 422
    assert f'action="/entries/{entry.id}/flags"' in response.text
    assert session().query(Flag).count() == 0


def test_flagging_has_a_page_of_its_own(app: Flask, as_member: Any) -> None:
    response = as_member(a_member()).get(f"/entries/{an_entry().id}/flag")
    assert response.status_code == 200
    assert 'value="hurtful"' in response.text


def test_one_s_own_text_is_not_flagged(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    assert as_member(entry.author).post(f"/entries/{entry.id}/flags", data={"reason": "spam"}).status_code == 422


def test_what_is_taken_back_takes_no_votes(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    service.withdraw(entry, by=entry.author)
    assert as_member(a_member()).post(f"/entries/{entry.id}/vote", data={"value": "1"}).status_code == 404
