"""Searching as people do it."""

from __future__ import annotations

import html
import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from community.accounts.models import Member
from community.audiences import service as audiences
from community.entries import service
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import commit, session
from community.questions.models import Question
from community.reflections.models import Reflection
from community.search import queries
from community.search.rebuilding import rebuild
from tests.factories import a_member, a_question, an_answer, an_entry
from tests.programs.factories import a_program

ANYTHING = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

PIECE = st.sampled_from(
    ["rota", "rota OR", "plan*", "kind:question", "-tag:planning", "date:>2026-01", "is:unanswered"]
)


def found(client: FlaskClient, text: str, **more: str) -> str:
    """The page of results."""
    response = client.get("/search", query_string={"q": text, **more})
    assert response.status_code == 200
    return response.text


def test_what_is_published_is_found_at_once(app: Flask, as_member: Any) -> None:
    an_entry(title="Falls in the bathroom", source="A wet step and a mat.")
    assert "Falls in the <mark>bathroom</mark>" in found(as_member(a_member()), "bathrooms")


def test_the_place_in_the_text_is_shown(app: Flask, as_member: Any) -> None:
    an_entry(source="Nobody expected the hoist to stop halfway.")
    assert "<mark>hoist</mark>" in found(as_member(a_member()), "hoists")


@pytest.mark.parametrize("change", ["withdraw", "narrow", "revise"])
def test_what_is_gone_is_found_no_more(app: Flask, as_member: Any, change: str) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana, title="Xylophones")
    if change == "withdraw":
        service.withdraw(entry, by=ana)
    elif change == "narrow":
        service.restrict(entry, audiences.only(ana), by=ana)
    else:
        service.revise(entry, by=ana, title="Drums", source="Loud.")
    commit()
    assert "Nothing found" in found(as_member(a_member()), "xylophones")


def test_counts_are_the_viewers_own(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(title="A rota", tags=["planning"])
    an_entry(author=ana, audience=audiences.only(ana), title="My rota", tags=["secret-plan"])
    page = found(as_member(a_member()), "rota")
    assert "1 found" in page
    assert "secret-plan" not in page


def test_a_correction_never_tells_of_what_is_closed(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, audience=audiences.only(ana), title="Xylophone")
    assert "Did you mean" not in found(as_member(a_member()), "xylophome")


def test_a_misspelled_word_is_corrected(app: Flask, as_member: Any) -> None:
    an_entry(title="Xylophone")
    assert "<mark>xylophone</mark>" in found(as_member(a_member()), "xylophome").lower()


def test_completion_never_tells_of_what_is_closed(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, audience=audiences.only(ana), title="Xylophone", tags=["xylo"])
    told = as_member(a_member()).get("/search/suggest?q=xyl").json
    assert (told["words"], told["tags"]) == ([], [])


def test_words_tags_and_people_are_suggested(app: Flask, as_member: Any) -> None:
    a_member("Xenia Stone")
    an_entry(title="Xylophone", tags=["xylo"])
    told = as_member(a_member()).get("/search/suggest?q=x").json
    assert (told["tags"], [p["name"] for p in told["people"]]) == (["xylo"], ["Xenia Stone"])
    assert "xylophone" in as_member(a_member()).get("/search/suggest?q=xyl").json["words"]


def test_kinds_tags_and_authors_narrow(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben", username="ben")
    an_entry(Kind.REFLECTION, title="Rota by me", tags=["planning"])
    a_question("Rota by whom?", author=ben, tags=["night"])
    client = as_member(a_member())
    assert "Rota</mark> by me" not in found(client, "rota kind:question")
    assert "Rota</mark> by whom" not in found(client, "rota tag:planning")
    assert "Rota</mark> by whom" in found(client, "rota author:ben")


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("rota tag:night", {"tag:night": "rota"}),
        ('rota author:"Ana Maria" plan kind:question', {'author:"Ana Maria"': "rota plan kind:question",
                                                        "kind:question": 'rota author:"Ana Maria" plan'}),
        ("-tag:(night OR day) rota", {"-tag:(night OR day)": "rota"}),
        ("KIND:guide", {"KIND:guide": ""}),
        ('rota tag:"night', {'tag:"night': "rota"}),
        ("title:rota retag:night https://example.org is", {}),
    ],
)  # fmt: skip
def test_each_condition_can_be_left_out_again(app: Flask, as_member: Any, typed: str, left_out: dict[str, str]) -> None:
    page = found(as_member(a_member()), typed, sort="date")
    conditions = re.findall(r'<a class="tag" href="([^"]*)" title="Leave it out">.*?</span> (.*?) <svg', page)
    told = {html.unescape(words): parse_qs(urlsplit(html.unescape(url)).query, True) for url, words in conditions}
    assert told == {words: {"q": [rest], "sort": ["date"]} for words, rest in left_out.items()}


def test_unanswered_questions_are_found_as_such(app: Flask, as_member: Any) -> None:
    asked = a_question("Who plans the rota?")
    an_answer(asked)
    client = as_member(a_member())
    assert "plans the" in found(client, "rota is:unanswered")
    assert "Nothing found" in found(client, "rota is:answered")


def test_some_of_the_words_fill_a_thin_result(app: Flask, as_member: Any) -> None:
    an_entry(title="The rota of the night")
    assert "has some of them" in found(as_member(a_member()), "rota bagpipes")


def test_an_empty_result_offers_to_ask(app: Flask, as_member: Any) -> None:
    assert "/questions/new?title=bagpipes" in found(as_member(a_member()), "bagpipes")


def test_nothing_to_search_for_shows_how(app: Flask, visitor: FlaskClient) -> None:
    assert "How to search" in visitor.get("/search").text


@pytest.mark.parametrize("page", ["0", "-1", "99999999", "x", "", "²"])
def test_odd_pages_are_answered(app: Flask, visitor: FlaskClient, page: str) -> None:
    assert visitor.get("/search", query_string={"q": "rota", "page": page}).status_code == 200


@ANYTHING
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80), more=PIECE)
def test_anything_can_be_searched_for(app: Flask, as_member: Any, text: str, more: str) -> None:
    if not session().scalars(select(Entry.id).limit(1)).first():
        a_question("Who plans the rota?", tags=["planning"])
    client = as_member(session().scalars(select(Member).limit(1)).one())
    began = time.process_time()
    assert client.get("/search", query_string={"q": f"{more} {text}"}).status_code == 200
    assert time.process_time() - began < 2


def test_facets_divide_what_one_may_see_and_lead_to_it(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana", username="ana"), a_member("Ben", username="ben")
    asked = a_question("Who plans the rota?", author=ben)
    answer = an_answer(asked)
    session().get_one(Question, asked.entry_id).accepted_answer_id = answer.id
    a_question("Whose rota is it?", author=ben)
    an_entry(author=ana, title="A rota", tags=["planning"])
    an_entry(author=ana, audience=audiences.only(ana), title="My rota", tags=["secret-plan"])
    commit()
    client = as_member(a_member())
    links = re.findall(
        r'href="([^"]*)"[^>]*><span>([^<]*)</span> <span class="facet-count">(\d+)', found(client, "rota")
    )
    counts = {label: int(number) for _url, label, number in links}
    assert counts["Questions"] == 2
    assert (counts["Ben"], counts["Ana"], counts["planning"]) == (2, 1, 1)
    assert (counts["with an accepted answer"], counts["without one"], counts["in the last 7 days"]) == (1, 1, 3)
    assert "secret-plan" not in counts
    for url, label, number in links:
        assert f"{number} found" in client.get(html.unescape(url)).text, label


def test_the_program_is_a_facet_for_whoever_may_see_it(app: Flask, as_member: Any) -> None:
    owner = a_member("Paula")
    narrow = a_program(owner, title="A quiet program", audience=audiences.only(owner))
    entry = an_entry(title="A rota")
    session().add(Reflection(entry_id=entry.id, program_id=narrow.id))
    commit()
    assert "A quiet program" in found(as_member(owner), "rota")
    assert "A quiet program" not in found(as_member(a_member()), "rota")


def test_a_tag_of_what_is_found_leads_to_its_page(app: Flask, as_member: Any) -> None:
    an_entry(title="Who comes when", tags=["night-rota"])
    assert '<a class="tag" href="/tags/night-rota">night-rota</a> <span' in found(as_member(a_member()), "rota night")


def test_an_index_made_anew_finds_the_same(app: Flask, as_member: Any) -> None:
    an_entry(title="Xylophone")
    assert sum(rebuild()) == 1
    commit()
    assert "<mark>Xylophone</mark>" in found(as_member(a_member()), "xylophone")


def test_browsers_can_search_from_their_own_box(app: Flask, visitor: FlaskClient) -> None:
    assert "searchTerms" in visitor.get("/search/opensearch.xml").text


def test_of_a_common_word_the_newest_are_ranked_and_all_that_say_it_in_the_title(
    app: Flask, as_member: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FACETS_OVER", 3)
    an_entry(title="The hoist", source="How it is hung up.")
    an_entry(title="An old remark", source="The hoist again.")
    for number in range(4):
        an_entry(title=f"Note {number}", source="We used the hoist.")
    page = found(as_member(a_member()), "hoist")
    assert page.index("The <mark>hoist</mark>") < page.index("Note 3")
    assert "An old remark" not in page


def test_what_others_wrote_among_themselves_leaves_room_for_what_one_may_see(
    app: Flask, as_member: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FACETS_OVER", 3)
    ana = a_member("Ana")
    an_entry(title="Seen by all", source="The hoist.")
    for number in range(4):
        an_entry(author=ana, audience=audiences.only(ana), title=f"My note {number}", source="The hoist.")
    page = found(as_member(a_member()), "hoist")
    assert "Seen by all" in page
    assert "My note" not in page
