"""Two names for one thing."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from community.accounts.models import Role
from community.audiences.service import only
from community.entries import queries, tagging
from community.entries.follows import Subject, follow
from community.entries.models import EntryTag
from community.kernel.db import session
from community.topics.models import Tag
from tests.factories import a_member, an_entry

WORDS = {
    "sqlite": "SELECT tags FROM entry_search WHERE rowid = :id",
    "postgresql": "SELECT CAST(exact AS text) FROM entry_search WHERE entry_id = :id",
}


def the_tag(name: str) -> Tag:
    """The tag with this name."""
    return session().query(Tag).filter_by(name=name).one()


@pytest.fixture
def administrator(app: Flask, as_member: Any) -> Any:
    """Somebody who looks after the community."""
    return as_member(a_member(role=Role.ADMINISTRATOR))


def test_what_bore_the_synonym_bears_the_tag(administrator: Any) -> None:
    both, one = an_entry(tags=["hand-over", "handover"]), an_entry(tags=["night", "hand-over"])
    administrator.post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    assert (both.tag_names, one.tag_names) == (["handover"], ["night", "handover"])
    assert session().query(EntryTag).filter_by(tag_id=the_tag("hand-over").id).count() == 0


def test_the_counts_are_right_afterwards(administrator: Any) -> None:
    ana = a_member("Ana")
    an_entry(tags=["hand-over", "handover"])
    an_entry(tags=["hand-over"])
    an_entry(author=ana, audience=only(ana), tags=["hand-over"])
    administrator.post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    assert (the_tag("hand-over").use_count, the_tag("handover").use_count) == (0, 2)


def test_a_great_many_move_in_pieces(administrator: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "AT_ONCE", 2)
    ana = a_member("Ana")
    entries = [an_entry(author=ana, tags=["hand-over"]) for _number in range(5)]
    an_entry(tags=["handover"])
    administrator.post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    assert [entry.tag_names for entry in entries] == [["handover"]] * 5
    assert the_tag("handover").use_count == 6


def test_search_keeps_the_tag_that_is_left(administrator: Any) -> None:
    entry = an_entry(tags=["xylophon"], title="Title", source="Words")
    an_entry(tags=["quokka"], title="Title", source="Words")
    administrator.post("/tags/xylophon/edit", data={"synonym_of": "quokka"})
    kept = session().scalar(text(WORDS[session().get_bind().dialect.name]), {"id": entry.id})
    assert ("quokka" in kept, "xylophon" in kept) == (True, False)


def test_the_synonym_leads_to_the_tag(administrator: Any) -> None:
    an_entry(tags=["hand-over"])
    an_entry(tags=["handover"])
    administrator.post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    response = administrator.get("/tags/hand-over")
    assert (response.status_code, response.location) == (302, "/tags/handover")
    assert "hand-over" in administrator.get("/tags/handover").text
    assert "hand-over" in administrator.get("/tags").text


def test_who_followed_the_one_follows_the_other(administrator: Any) -> None:
    ben, cleo = a_member("Ben"), a_member("Cleo")
    an_entry(tags=["hand-over", "handover"])
    follow(Subject.TAG, the_tag("hand-over").id, by=ben)
    for name in ("hand-over", "handover"):
        follow(Subject.TAG, the_tag(name).id, by=cleo)
    administrator.post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    assert all(queries.is_following(who, "tag", the_tag("handover").id) for who in (ben, cleo))
    assert queries.followers_of("tag", the_tag("hand-over").id) == []


def test_what_is_tagged_from_now_on_bears_the_tag(administrator: Any) -> None:
    an_entry(tags=["hand-over", "handover"])
    administrator.post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    assert an_entry(tags=["hand-over"]).tag_names == ["handover"]


def test_a_synonym_can_become_a_tag_of_its_own_again(administrator: Any) -> None:
    an_entry(tags=["hand-over", "handover"])
    administrator.post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    administrator.post("/tags/hand-over/edit", data={"synonym_of": ""})
    assert an_entry(tags=["hand-over"]).tag_names == ["hand-over"]


@pytest.mark.parametrize("other", ["handover", "HANDOVER", "nothing", "x" * 101, "..", "👩‍⚕️"])
def test_a_synonym_needs_another_tag(administrator: Any, other: str) -> None:
    entry = an_entry(tags=["handover"])
    assert administrator.post("/tags/handover/edit", data={"synonym_of": other}).status_code == 422
    assert (entry.tag_names, the_tag("handover").synonym_of_id) == (["handover"], None)


def test_no_chain_of_synonyms(administrator: Any) -> None:
    an_entry(tags=["a1", "b1", "c1"])
    administrator.post("/tags/a1/edit", data={"synonym_of": "b1"})
    assert administrator.post("/tags/b1/edit", data={"synonym_of": "c1"}).status_code == 422


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COACH, Role.MANAGER])
def test_only_administrators_make_synonyms(app: Flask, as_member: Any, role: Role) -> None:
    entry = an_entry(tags=["hand-over"])
    an_entry(tags=["handover"])
    as_member(a_member(role=role)).post("/tags/hand-over/edit", data={"synonym_of": "handover"})
    assert entry.tag_names == ["hand-over"]
