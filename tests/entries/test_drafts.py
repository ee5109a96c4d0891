"""No text is lost while it is being written."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.audiences.service import organization_audience
from community.bookmarks.service import save_bookmark
from community.entries.drafts import draft_of, save_draft
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.reflections.service import publish_reflection
from tests.factories import a_comment, a_member, a_question, an_answer


def test_what_is_typed_is_kept(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    response = as_member(ana).post("/drafts/question:new", data={"title": "Half a question", "draft_key": "x"})
    draft = draft_of(ana, "question:new")
    assert draft is not None
    assert draft.fields == {"title": "Half a question"}
    assert response.get_json() == {"saved_at": draft.saved_at.isoformat()}


def test_what_is_typed_next_takes_its_place(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    for title in ("Half", "Whole"):
        as_member(ana).post("/drafts/question:new", data={"title": title})
    draft = draft_of(ana, "question:new")
    assert draft is not None
    assert draft.fields["title"] == "Whole"


def test_control_characters_are_not_kept(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/drafts/question:new", data={"title": "a\x00b\x07c", "source": "one\r\ntwo"})
    draft = draft_of(ana, "question:new")
    assert draft is not None
    assert draft.fields == {"title": "abc", "source": "one\ntwo"}


@pytest.mark.parametrize("key", ["UPPER", "-x", "a b", "x" * 121, "ü"])
def test_keys_that_no_form_has_are_refused(app: Flask, as_member: Any, key: str) -> None:
    assert as_member(a_member()).post(f"/drafts/{key}", data={"title": "x"}).status_code == 422


def test_too_much_is_refused(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).post("/drafts/a:new", data={"source": "x" * 400_001}).status_code == 422


def test_visitors_keep_nothing_here(visitor: FlaskClient) -> None:
    assert visitor.post("/drafts/question:new", data={"title": "x"}).status_code in {302, 401}


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("question:new", "/questions/new"),
        ("reflection:new", "/reflections/new"),
        ("answer:12", "/questions/12#your-answer"),
        ("comment:12", "/entries/12/comments/new"),
        ("edit:12", "/entries/12/edit"),
    ],
)
def test_a_draft_leads_to_its_form(app: Flask, as_member: Any, key: str, place: str) -> None:
    ana = a_member("Ana")
    save_draft(key, {"source": "Half a thought"}, by=ana)
    text = as_member(ana).get("/drafts").text
    assert f'href="{place}"' in text
    assert "Half a thought" in text


def test_a_draft_whose_form_is_gone_can_still_be_read(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    save_draft("edit:../../sign-out", {"source": "Half a thought"}, by=ana)
    text = as_member(ana).get("/drafts").text
    assert "Half a thought" in text
    assert "Go on writing" not in text


def test_drafts_are_one_s_own(app: Flask, as_member: Any) -> None:
    save_draft("question:new", {"title": "Xylophon"}, by=a_member("Ana"))
    assert "Xylophon" not in as_member(a_member("Ben")).get("/drafts").text


def test_a_draft_can_be_thrown_away(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    for member in (ana, ben):
        save_draft("question:new", {"title": "x"}, by=member)
    response = as_member(ana).post("/drafts/question:new/discard")
    assert (response.status_code, response.location) == (303, "/drafts")
    assert draft_of(ana, "question:new") is None
    assert draft_of(ben, "question:new") is not None


def test_an_empty_desk_says_how_to_begin(app: Flask, as_member: Any) -> None:
    assert "No drafts" in as_member(a_member()).get("/drafts").text


def _published(ana: Member, kind: Kind) -> Entry:
    """Something of Ana's that can be changed."""
    everybody = organization_audience()
    if kind is Kind.QUESTION:
        return a_question("How do I open a negotiation?", author=ana).entry
    if kind is Kind.ANSWER:
        return an_answer(a_question(), author=ana, source="What is published.")
    if kind is Kind.COMMENT:
        return a_comment(a_question().entry, by=ana, source="What is published.")
    if kind is Kind.BOOKMARK:
        return save_bookmark(
            author=ana, audience=everybody, url="https://a.example/", source="What is published."
        ).entry
    return publish_reflection(author=ana, audience=everybody, title="A week", source="What is published.").entry


@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.ANSWER, Kind.COMMENT, Kind.BOOKMARK, Kind.REFLECTION])
def test_an_unsaved_change_is_offered_and_what_is_published_stays(app: Flask, as_member: Any, kind: Kind) -> None:
    ana = a_member("Ana")
    client, entry = as_member(ana), _published(ana, kind)
    before, form = entry.source, f"/entries/{entry.id}/edit"
    assert "unsaved version" not in client.get(form, follow_redirects=True).text

    client.post(f"/drafts/edit:{entry.id}", data={"source": "Half a thought"})
    page = client.get(form, follow_redirects=True).text
    assert "You have an unsaved version of this" in page
    assert "Half a thought</textarea>" in page
    assert "Half a thought" not in client.get(entry.path, follow_redirects=True).text

    gone = client.post(f"/drafts/edit:{entry.id}/discard", data={"again": "1"})
    assert gone.location == form
    page = client.get(form, follow_redirects=True).text
    assert "unsaved version" not in page
    assert "Half a thought" not in page
    assert f"{before}</textarea>" in page


def keep(browser: FlaskClient, text: str, window: str, open_for: int) -> Any:
    """What the site answers to a window that has been open for so many milliseconds."""
    headers = {"X-Window": window, "X-Open-For": str(open_for)}
    return browser.post("/drafts/question:new", data={"source": text}, headers=headers)


def test_of_two_windows_neither_writes_over_the_other(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    browser = as_member(ana)
    assert keep(browser, "From the first.", "one", 5_000).status_code == 200
    refused = keep(browser, "From the second.", "two", 60_000)
    assert (refused.status_code, refused.get_json()["fields"]) == (409, {"source": "From the first."})
    assert keep(browser, "From the first, and on.", "one", 9_000).status_code == 200
    assert keep(browser, "From the first, and on.", "two", 60_000).status_code == 200
    assert keep(browser, "Chosen to stay.", "three", 0).status_code == 200


@pytest.mark.parametrize("open_for", ["", "-1", "x", "9" * 400, "٣"])
def test_a_window_that_says_nonsense_is_as_good_as_none(app: Flask, as_member: Any, open_for: str) -> None:
    headers = {"X-Window": "w" * 300, "X-Open-For": open_for.encode().decode("latin-1")}
    response = as_member(a_member()).post("/drafts/question:new", data={"source": "x"}, headers=headers)
    assert response.status_code == 200
