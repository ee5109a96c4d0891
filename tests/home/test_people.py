"""The directory of people, and the page of each."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import MemberState, Role
from community.audiences.service import only, public_audience
from community.entries.follows import Subject, follow
from community.entries.kinds import Kind
from community.entries.service import restrict, withdraw
from community.kernel.db import commit
from tests.counting import statements
from tests.factories import a_member, a_question, a_team, an_answer, an_entry


def test_a_page_says_who_somebody_is(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana", title="Nurse", team=a_team("Night"), bio="I <b>write</b> notes.", role=Role.COACH)
    page = as_member(a_member()).get(f"/members/{ana.username}").text
    assert "Nurse · Night" in page
    assert "I &lt;b&gt;write&lt;/b&gt; notes." in page
    assert "Learning coach" in page


def test_the_name_in_the_address_may_be_in_capitals(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    assert as_member(a_member()).get(f"/members/{ana.username.upper()}").status_code == 200


def test_nobody_has_a_page_of_this_name(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).get("/members/nobody").status_code == 404


def test_a_page_shows_what_is_open_to_the_reader(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, title="Among us", tags=["handover"])
    an_entry(author=ana, audience=only(ana), title="My own", tags=["xylophon"])
    withdraw(an_entry(author=ana, title="Taken back"), by=ana)
    commit()
    path = f"/members/{ana.username}"
    other, own = as_member(a_member()).get(path).text, as_member(ana).get(path).text
    assert ("Among us" in other, "My own" in other, "Taken back" in other) == (True, False, False)
    assert ("handover" in other, "xylophon" in other) == (True, False)
    assert ("My own" in own, "xylophon" in own) == (True, True)


@pytest.mark.parametrize(
    ("show", "seen"),
    [("", "RQAB"), ("reflections", "R"), ("questions", "Q"), ("answers", "A"), ("bookmarks", "B")],
)
def test_each_tab_shows_its_kind(app: Flask, as_member: Any, show: str, seen: str) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, title="What I tried: R")
    a_question("What do you think? Q", author=ana)
    an_answer(a_question("What helps you? A"), author=ana)
    an_entry(Kind.BOOKMARK, author=ana, title="A good page: B")
    page = as_member(a_member()).get(f"/members/{ana.username}?show={show}").text
    marks = {"R": "tried: R", "Q": "think? Q", "A": "“What helps you? A”", "B": "page: B"}
    assert "".join(mark for mark, text in marks.items() if text in page) == seen


def test_a_tab_that_does_not_exist_is_not_found(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    assert as_member(ana).get(f"/members/{ana.username}?show=secrets").status_code == 404


def test_an_answer_does_not_tell_of_a_question_that_was_closed_to_its_author(app: Flask, as_member: Any) -> None:
    asker, ben = a_member("Ana"), a_member("Ben")
    question = a_question("About Xylophon, what now?", author=asker)
    an_answer(question, author=ben)
    restrict(question.entry, only(asker), by=asker)
    commit()
    page = as_member(ben).get(f"/members/{ben.username}?show=answers").text
    assert "Xylophon" not in page
    assert "Answer to a question that is not open to you" in page


def test_one_can_follow_others_but_not_oneself(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    follow(Subject.MEMBER, ben.id, by=ana)
    commit()
    action = 'action="/members/{}/follow"'
    page = as_member(ana).get(f"/members/{ben.username}").text
    assert action.format(ben.username) in page
    assert 'name="following" value="0"' in page
    assert action.format(ana.username) not in as_member(ana).get(f"/members/{ana.username}").text


def test_following_from_the_page_works(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    page = as_member(a_member()).post(f"/members/{ben.username}/follow", data={"following": "1"}, follow_redirects=True)
    assert 'name="following" value="0"' in page.text


def test_a_suspended_member_says_so_and_what_they_wrote_stays(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana", title="Nurse", bio="I write notes.", state=MemberState.SUSPENDED.value)
    an_entry(author=ana, title="Among us")
    page = as_member(a_member()).get(f"/members/{ana.username}").text
    assert "This account is suspended." in page
    assert "Among us" in page
    assert "I write notes." not in page
    assert f"/members/{ana.username}/follow" not in page


def test_strangers_find_only_who_shares_something_with_everyone(app: Flask, visitor: FlaskClient) -> None:
    ana, ben = a_member("Ana", title="Nurse", bio="I write notes."), a_member("Ben")
    an_entry(author=ana, audience=public_audience(), title="Open to all")
    an_entry(author=ana, title="Among us")
    an_entry(author=ben, title="Among us too")
    page = visitor.get(f"/members/{ana.username}")
    assert "Open to all" in page.text
    for kept in ("Among us", "Nurse", "I write notes."):
        assert kept not in page.text
    assert visitor.get(f"/members/{ben.username}").status_code == 404


def test_a_page_leads_to_the_feed_of_the_blog(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    alternate = '<link rel="alternate" type="application/atom+xml"'
    page = as_member(ana).get(f"/members/{ana.username}").text
    assert alternate in page
    assert f'href="/feeds/members/{ana.username}.atom"' in page


def test_an_empty_page_of_ones_own_says_how_to_begin(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    assert "What you publish stands here" in as_member(ana).get(f"/members/{ana.username}").text


@pytest.mark.parametrize("rows", [1, 15])
def test_a_page_takes_five_queries(app: Flask, as_member: Any, rows: int) -> None:
    ana, asker = a_member("Ana", team=a_team()), a_member()
    for number in range(rows):
        an_answer(a_question(author=asker, tags=[f"tag-{number}"]), author=ana)
    client, path = as_member(asker), f"/members/{ana.username}"
    with statements() as sent:
        client.get(path)
        client.get(f"{path}?show=answers")
    assert len(sent) == 2 * 5


def test_the_directory_is_for_members(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.get("/members").status_code == 302


def test_the_directory_is_by_name_without_suspended_members(app: Flask, as_member: Any) -> None:
    zoe, ana = a_member("Zoe"), a_member("Ana")
    a_member("Sue", state=MemberState.SUSPENDED.value)
    page = as_member(zoe).get("/members").text
    assert page.index(f'href="/members/{ana.username}">Ana') < page.rindex(f'href="/members/{zoe.username}">Zoe')
    assert "Sue" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=mel", ["Amelie Berg"]),
        ("q=MELIE+b", ["Amelie Berg"]),
        ("q=nurse", ["Bruno Falk"]),
        ("team=night", ["Bruno Falk"]),
        ("team=night&q=amelie", []),
        ("team=nowhere", []),
        ("q=%25", []),
        ("q=_", []),
        ("q=%01", ["Amelie Berg", "Bruno Falk", "Me"]),
    ],
)
def test_the_directory_can_be_searched(app: Flask, as_member: Any, query: str, found: list[str]) -> None:
    a_member("Amelie Berg")
    a_member("Bruno Falk", title="Nurse", team=a_team("Night"))
    page = as_member(a_member("Me")).get(f"/members?{query}").text.split("<main")[1]
    assert [name for name in ("Amelie Berg", "Bruno Falk", "Me") if f">{name}</a>" in page] == found


def test_the_directory_has_pages(app: Flask, as_member: Any) -> None:
    for number in range(24):
        a_member(f"Nina {number % 3}")
    client = as_member(a_member("Zoe"))
    first = client.get("/members?q=n").text
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(address).text
    assert "q=n" in address
    assert [page.count('<article class="person"') for page in (first, second)] == [20, 4]
    seen = [line.split('"')[0] for page in (first, second) for line in page.split('person-name"><a href="')[1:]]
    assert len(seen) == len(set(seen)) == 24


@pytest.mark.parametrize("after", ["x", "-1", "99999999999999999999", "1.5", "%C2%B2"])
def test_a_page_of_the_directory_that_is_none_is_refused(app: Flask, as_member: Any, after: str) -> None:
    assert as_member(a_member()).get(f"/members?after={after}").status_code == 422


@pytest.mark.parametrize("rows", [1, 15])
def test_the_directory_takes_three_queries(app: Flask, as_member: Any, rows: int) -> None:
    for _ in range(rows):
        a_member(team=a_team())
    client = as_member(a_member())
    with statements() as sent:
        client.get("/members")
    assert len(sent) == 3


def test_strangers_can_read_who_sees_what(app: Flask, visitor: FlaskClient) -> None:
    page = visitor.get("/about/audiences")
    assert page.status_code == 200
    assert "administrators have no key of their own" in page.text
