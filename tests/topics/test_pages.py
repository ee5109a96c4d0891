"""The tags, and the page of each."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from community.accounts.models import Role
from community.audiences.service import only, public_audience
from community.entries import queries
from community.entries.kinds import Kind
from community.kernel.db import commit, db, session
from community.topics.models import Tag
from community.topics.service import describe_tag
from tests.factories import a_member, a_question, an_entry


def the_tag(name: str) -> Tag:
    """The tag with this name."""
    return session().query(Tag).filter_by(name=name).one()


def test_the_page_of_a_tag_shows_what_bears_it(app: Flask, as_member: Any) -> None:
    a_question("How do I write a handover note?", tags=["handover"])
    a_question("How do I plan a rota?", tags=["rota"])
    text = as_member(a_member()).get("/tags/handover").text
    assert "How do I write a handover note?" in text
    assert "How do I plan a rota?" not in text


def test_the_page_of_a_tag_can_show_one_kind(app: Flask, as_member: Any) -> None:
    an_entry(Kind.REFLECTION, title="What I tried", tags=["handover"])
    a_question("How do I write a handover note?", tags=["handover"])
    text = as_member(a_member()).get("/tags/handover?kind=question").text
    assert "How do I write a handover note?" in text
    assert "What I tried" not in text


def test_a_long_list_goes_on(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    for number in range(21):
        an_entry(author=ana, title=f"Number {number} ends", tags=["handover"])
    client = as_member(ana)
    first = client.get("/tags/handover?kind=reflection").text
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Number 0 ends" not in first
    assert "Number 0 ends" in client.get(following).text


def test_the_page_names_its_feed_and_its_experts(app: Flask, as_member: Any) -> None:
    an_entry(tags=["c#"])
    text = as_member(a_member()).get("/tags/c%23").text
    assert '"/feeds/tag/c%23.atom"' in text
    assert '"/experts?tag=c%23"' in text


@pytest.mark.parametrize("path", ["/tags/nothing", "/tags/nothing/edit", "/tags/%20", "/tags/..%2e", "/tags/👩‍⚕️"])
def test_tags_that_there_are_not(app: Flask, as_member: Any, path: str) -> None:
    assert as_member(a_member()).get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("kind=comment", 404), ("kind=nonsense", 404), ("after=nonsense", 422), ("after=%00", 400), ("kind=", 200)],
)
def test_odd_questions_get_plain_answers(app: Flask, as_member: Any, query: str, status: int) -> None:
    an_entry(tags=["handover"])
    assert as_member(a_member()).get(f"/tags/handover?{query}").status_code == status


@pytest.mark.parametrize("path", ["", "/edit"])
def test_a_tag_on_closed_entries_does_not_exist_for_others(app: Flask, as_member: Any, path: str) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, audience=only(ana), tags=["xylophon"])
    mine, other = (as_member(who).get(f"/tags/xylophon{path}").status_code for who in (ana, a_member()))
    assert (mine, other) == (200, 404)


def test_a_tag_on_closed_entries_is_not_followed_by_others(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, audience=only(ana), tags=["xylophon"])
    assert as_member(a_member()).post("/tags/xylophon/follow", data={"following": "1"}).status_code == 404


def test_a_tag_on_closed_entries_is_not_listed_for_others(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, audience=only(ana), tags=["xylophon"])
    client = as_member(a_member())
    assert all("xylophon" not in client.get(path).text for path in ("/tags", "/tags?letter=x"))


def test_visitors_know_the_tags_of_what_is_public_alone(visitor: FlaskClient) -> None:
    an_entry(tags=["inside"])
    an_entry(tags=["outside"], audience=public_audience())
    describe_tag(the_tag("inside"), description="Only for us", is_skill=True)
    commit()
    statuses = [visitor.get(f"/tags/{name}").status_code for name in ("inside", "outside")]
    assert statuses == [404, 200]
    assert "inside" not in visitor.get("/tags").text


def test_following_a_tag(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    an_entry(tags=["handover"])
    response = as_member(ben).post("/tags/handover/follow", data={"following": "1"})
    assert response.location == "/tags/handover"
    assert queries.is_following(ben, "tag", the_tag("handover").id)
    assert "Following" in as_member(ben).get("/tags/handover").text


def test_other_spellings_lead_to_the_tag(app: Flask, as_member: Any) -> None:
    an_entry(tags=["shift-handover"])
    response = as_member(a_member()).get("/tags/Shift%20Handover")
    assert (response.status_code, response.location) == (302, "/tags/shift-handover")


def test_the_list_shows_the_most_used_tags(app: Flask, as_member: Any) -> None:
    for tags in (["rota"], ["handover"], ["handover"]):
        an_entry(tags=tags)
    text = as_member(a_member()).get("/tags").text
    assert text.index('href="/tags/handover"') < text.index('href="/tags/rota"')


def test_the_list_goes_by_letters(app: Flask, as_member: Any) -> None:
    an_entry(tags=["rota", "handover", "über"])
    client = as_member(a_member())
    text = client.get("/tags?letter=R").text
    assert 'href="/tags/rota"' in text
    assert 'href="/tags/handover"' not in text
    assert 'href="/tags/%C3%BCber"' in client.get("/tags", query_string={"letter": "ü"}).text


@pytest.mark.parametrize("letter", ["%", "_", "\\", "👩‍⚕️", "\u202e", "zz", "'"])
def test_odd_letters_find_nothing(app: Flask, as_member: Any, letter: str) -> None:
    an_entry(tags=["rota"])
    response = as_member(a_member()).get("/tags", query_string={"letter": letter})
    assert response.status_code == 200
    assert 'href="/tags/rota"' not in response.text


@pytest.mark.parametrize("path", ["/tags", "/tags?letter=t", "/tags/handover"])
def test_a_page_asks_the_database_five_times_at_most(app: Flask, as_member: Any, path: str) -> None:
    ana = a_member("Ana")
    for number in range(12):
        an_entry(author=a_member(), tags=["handover", f"tag-{number}"])
    client = as_member(ana)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert client.get(path).status_code == 200
    assert len([statement for statement in asked if statement.startswith("SELECT")]) <= 5


def test_members_say_what_a_tag_means(app: Flask, as_member: Any) -> None:
    an_entry(tags=["handover"])
    client = as_member(a_member())
    client.post("/tags/handover/edit", data={"description": "Between *shifts* <script>x</script>"})
    text = client.get("/tags/handover").text
    assert "Between <em>shifts</em>" in text
    assert "<script>x" not in text


def test_a_description_has_an_end(app: Flask, as_member: Any) -> None:
    an_entry(tags=["handover"])
    response = as_member(a_member()).post("/tags/handover/edit", data={"description": "x" * 5001})
    assert response.status_code == 422
    assert the_tag("handover").description == ""


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.MEMBER, False), (Role.COACH, True), (Role.MANAGER, True), (Role.ADMINISTRATOR, True)],
)
def test_some_say_which_tags_are_skills(app: Flask, as_member: Any, role: Role, may: bool) -> None:
    an_entry(tags=["handover"])
    client = as_member(a_member(role=role))
    assert ('name="is_skill"' in client.get("/tags/handover/edit").text) is may
    client.post("/tags/handover/edit", data={"description": "", "is_skill": "y"})
    assert the_tag("handover").is_skill is may


def test_a_member_s_description_leaves_a_skill_a_skill(app: Flask, as_member: Any) -> None:
    an_entry(tags=["handover"])
    as_member(a_member(role=Role.COACH)).post("/tags/handover/edit", data={"description": "", "is_skill": "y"})
    as_member(a_member()).post("/tags/handover/edit", data={"description": "Between shifts"})
    assert the_tag("handover").is_skill


def test_visitors_change_no_tag(visitor: FlaskClient) -> None:
    an_entry(tags=["handover"], audience=public_audience())
    assert visitor.post("/tags/handover/edit", data={"description": "x"}).status_code in {302, 401}
    assert the_tag("handover").description == ""
