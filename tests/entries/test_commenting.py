"""Saying something about what others wrote."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Role
from community.audiences.service import organization_audience
from community.bookmarks.service import save_bookmark
from community.entries import queries, service
from community.entries.drafts import draft_of, save_draft
from community.entries.kinds import Feedback, Kind
from community.entries.models import Entry
from community.kernel.db import commit, session
from community.reflections.service import publish_reflection
from tests.factories import a_comment, a_member, a_question, an_answer, an_entry


def the_comment() -> Entry:
    """The one comment that there is."""
    return session().query(Entry).filter_by(kind=Kind.COMMENT.value).one()


def test_a_comment_is_seen_on_the_page(app: Flask, as_member: Any) -> None:
    question = a_question()
    client = as_member(a_member("Ben"))
    response = client.post(
        f"/entries/{question.entry_id}/comments", data={"source": "Which *ward*?"}, follow_redirects=True
    )
    assert response.status_code == 200
    assert "Which <em>ward</em>?" in response.text


def test_posting_leads_to_the_comment(app: Flask, as_member: Any) -> None:
    question = a_question()
    response = as_member(a_member()).post(f"/entries/{question.entry_id}/comments", data={"source": "And?"})
    assert (response.status_code, response.location) == (
        303,
        f"/questions/{question.entry_id}#comment-{the_comment().id}",
    )


def test_a_comment_on_an_answer_is_counted_there(app: Flask, as_member: Any) -> None:
    answer = an_answer(a_question())
    as_member(a_member()).post(f"/entries/{answer.id}/comments", data={"source": "Thanks!"})
    assert answer.comment_count == 1


def test_a_comment_for_the_author_alone(app: Flask, as_member: Any) -> None:
    entry, ben, reader = an_entry(), a_member("Ben"), a_member()
    as_member(ben).post(f"/entries/{entry.id}/comments", data={"source": "A quiet word", "privately": "1"})
    remark = the_comment()
    seen = [queries.entry_for(who, remark.id) is not None for who in (entry.author, ben, reader)]
    assert seen == [True, True, False]


def test_where_the_author_wants_private_feedback_a_comment_is_private(app: Flask, as_member: Any) -> None:
    entry = an_entry(feedback=Feedback.PRIVATE)
    as_member(a_member()).post(f"/entries/{entry.id}/comments", data={"source": "A word"})
    assert queries.entry_for(a_member(), the_comment().id) is None


@pytest.mark.parametrize("source", ["", "   \n ", "\x00\x01", "x" * 20_001])
def test_bad_comments_are_refused_with_a_form(app: Flask, as_member: Any, source: str) -> None:
    entry = an_entry()
    response = as_member(a_member()).post(f"/entries/{entry.id}/comments", data={"source": source})
    assert response.status_code == 422
    assert f'action="/entries/{entry.id}/comments"' in response.text
    assert session().query(Entry).count() == 1


def test_a_comment_that_is_too_long_is_not_lost(app: Flask, as_member: Any) -> None:
    response = as_member(a_member()).post(f"/entries/{an_entry().id}/comments", data={"source": "word " * 4001})
    assert "word word" in response.text


def test_an_unknown_choice_of_readers_is_refused(app: Flask, as_member: Any) -> None:
    data = {"source": "A word", "privately": "everyone"}
    assert as_member(a_member()).post(f"/entries/{an_entry().id}/comments", data=data).status_code == 422


@pytest.mark.parametrize("text", ["\u202eevil", "👩‍⚕️ thanks", "<script>alert(1)</script>", "&lt;"])
def test_odd_text_is_said_as_it_is(app: Flask, as_member: Any, text: str) -> None:
    question = a_question()
    response = as_member(a_member()).post(
        f"/entries/{question.entry_id}/comments", data={"source": text}, follow_redirects=True
    )
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_closed_comments_are_closed(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    as_member(entry.author).post(f"/entries/{entry.id}/comments/closing", data={"closed": "1"})
    refused = as_member(a_member()).post(f"/entries/{entry.id}/comments", data={"source": "But"})
    assert (refused.status_code, entry.comment_count) == (403, 0)


def test_closed_comments_can_be_opened_again(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    author = as_member(entry.author)
    author.post(f"/entries/{entry.id}/comments/closing", data={"closed": "1"})
    author.post(f"/entries/{entry.id}/comments/closing", data={"closed": "0"})
    assert as_member(a_member()).post(f"/entries/{entry.id}/comments", data={"source": "So"}).status_code == 303


def test_closing_takes_no_other_word(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    response = as_member(entry.author).post(f"/entries/{entry.id}/comments/closing", data={"closed": "maybe"})
    assert (response.status_code, entry.comments_closed) == (422, False)


def test_a_reply_has_a_page_of_its_own(app: Flask, as_member: Any) -> None:
    remark = a_comment(an_entry(), source="What I **meant**")
    response = as_member(a_member()).get(f"/entries/{remark.id}/comments/new")
    assert "What I <strong>meant</strong>" in response.text
    assert f'action="/entries/{remark.id}/comments"' in response.text


def test_the_page_of_a_comment_brings_the_draft_back(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    save_draft(f"comment:{entry.id}", {"source": "Half a thought"}, by=ben)
    assert "Half a thought" in as_member(ben).get(f"/entries/{entry.id}/comments/new").text


@pytest.mark.parametrize("below", ["question", "answer", "comment", "reflection", "bookmark"])
def test_a_comment_that_was_begun_stands_where_it_was_typed(app: Flask, as_member: Any, below: str) -> None:
    ben, everybody = a_member("Ben"), organization_audience()
    question = a_question()
    answer = an_answer(question)
    said_to = {
        "question": question.entry,
        "answer": answer,
        "comment": a_comment(answer),
        "reflection": publish_reflection(author=a_member(), audience=everybody, title="A week", source="So.").entry,
        "bookmark": save_bookmark(author=a_member(), audience=everybody, url="https://a.example/", title="A").entry,
    }[below]
    path = said_to.path.split("#")[0]
    client, keep = as_member(ben), f"/drafts/comment:{said_to.id}"
    assert f'data-draft="comment:{said_to.id}"' in client.get(path).text
    client.post(keep, data={"source": "Half a <thought>", "privately": "1"})

    page = client.get(path).text
    form = page[page.index(f'id="comment-on-{said_to.id}"') :]
    assert "Half a &lt;thought&gt;</textarea>" in form[: form.index("</form>")]
    assert page.count("Half a &lt;thought&gt;") == 1
    assert "Half a" not in as_member(a_member()).get(path).text
    client.post(f"{keep}/discard")
    assert "Half a" not in client.get(path).text


def test_a_posted_comment_leaves_no_draft(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    save_draft(f"comment:{entry.id}", {"source": "Half a thought"}, by=ben)
    as_member(ben).post(f"/entries/{entry.id}/comments", data={"source": "A whole thought"})
    assert draft_of(ben, f"comment:{entry.id}") is None


def test_nobody_replies_to_what_was_taken_back(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    remark = a_comment(an_entry(), by=ben)
    service.withdraw(remark, by=ben)
    assert as_member(ben).post(f"/entries/{remark.id}/comments", data={"source": "Still"}).status_code == 403


def test_however_long_a_conversation_its_page_can_be_drawn(app: Flask, as_member: Any) -> None:
    question = a_question()
    last = question.entry
    for number in range(30):
        last = a_comment(last, source=f"Reply {number}")
    text = as_member(a_member()).get(f"/questions/{question.entry_id}").text
    assert all(f"Reply {number}<" in text for number in range(30))
    assert question.entry.comment_count == 30


def test_a_comment_can_be_changed_and_keeps_what_it_said(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    remark = a_comment(an_entry(), by=ben, source="Frist")
    as_member(ben).post(f"/entries/{remark.id}/edit", data={"source": "First"})
    assert (remark.source, queries.revisions_of(remark)[0].source) == ("First", "Frist")


def test_the_form_for_a_change_holds_the_text(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    remark = a_comment(an_entry(), by=ben, source="Frist words")
    assert "Frist words</textarea>" in as_member(ben).get(f"/entries/{remark.id}/edit").text


def test_a_change_needs_words(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    remark = a_comment(an_entry(), by=ben, source="Words")
    assert as_member(ben).post(f"/entries/{remark.id}/edit", data={"source": " "}).status_code == 422
    assert remark.source == "Words"


def test_a_hidden_comment_cannot_be_changed(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    remark = a_comment(an_entry(), by=ben, source="Words")
    service.hide(remark, by=a_member(role=Role.ADMINISTRATOR))
    commit()
    assert as_member(ben).post(f"/entries/{remark.id}/edit", data={"source": "Others"}).status_code == 403


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (Kind.QUESTION, "/questions/{id}/edit"),
        (Kind.REFLECTION, "/reflections/{id}/edit"),
        (Kind.ANSWER, "/questions/answers/{id}/edit"),
        (Kind.REMINDER, "/programs/reminders/{id}/edit"),
    ],
)
def test_other_kinds_are_changed_on_their_own_page(app: Flask, as_member: Any, kind: Kind, place: str) -> None:
    parent = an_entry(Kind.QUESTION) if kind is Kind.ANSWER else None
    entry = an_entry(kind, parent=parent)
    response = as_member(entry.author).get(f"/entries/{entry.id}/edit")
    assert (response.status_code, response.location) == (302, place.format(id=entry.id))


def test_other_kinds_are_not_changed_as_comments(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    assert as_member(entry.author).post(f"/entries/{entry.id}/edit", data={"source": "x"}).status_code == 422
