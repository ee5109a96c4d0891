"""Looking at what was flagged, hiding it, and showing it again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Role
from community.audiences.service import only, public_audience
from community.entries import queries, service
from community.entries.flags import flag
from community.entries.kinds import Kind
from community.entries.models import Entry, Flag
from community.events import EntryHidden, EntryRestored
from community.kernel.db import commit, session
from tests.factories import a_comment, a_member, a_question, an_entry


def flagged(entry: Entry, note: str = "") -> Flag:
    """A flag on `entry`, as its reader raised it."""
    by = a_member("Reader")
    flag(entry, by=by, reason="hurtful", note=note)
    commit()
    return session().query(Flag).filter_by(entry_id=entry.id, member_id=by.id).one()


@pytest.fixture
def wen(app: Flask, as_member: Any) -> Any:
    """Somebody who looks after the community."""
    return as_member(a_member("Wen", role=Role.ADMINISTRATOR))


PATHS = ("/moderation", "/moderation/hidden")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", [Role.MEMBER, Role.COACH, Role.MANAGER])
def test_moderation_is_for_administrators(app: Flask, as_member: Any, path: str, role: Role) -> None:
    assert as_member(a_member(role=role)).get(path).status_code == 403


ADMINISTRATION = ("/admin/people", "/admin/invitations", "/admin/teams", "/moderation", "/admin/health")


@pytest.mark.parametrize("path", [*ADMINISTRATION, "/moderation/hidden"])
def test_each_page_of_an_administrator_leads_to_the_others(wen: Any, path: str) -> None:
    tabs = re.search(r'<nav[^>]*aria-label="Administration".*?</nav>', wen.get(path).text, re.DOTALL)

    assert tabs is not None
    assert set(ADMINISTRATION) <= set(re.findall(r'href="([^"]+)"', tabs[0]))
    assert re.findall(r'href="([^"]+)"[^>]*aria-current', tabs[0]) == [path.replace("/hidden", "")]


def test_nobody_else_decides(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    raised = flagged(entry)
    coach = as_member(a_member(role=Role.COACH))
    assert coach.post(f"/moderation/flags/{raised.id}/decision", data={"outcome": "hidden"}).status_code == 403
    assert (entry.state, raised.outcome) == ("published", "")


def test_nobody_else_shows_again(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    service.hide(entry, by=a_member(role=Role.ADMINISTRATOR))
    assert as_member(entry.author).post(f"/moderation/hidden/{entry.id}/restoration").status_code == 403
    assert entry.state == "hidden"


def test_what_was_flagged_waits_with_its_reasons(wen: Any) -> None:
    flagged(an_entry(title="A harsh word"), note="It names a patient")
    text = wen.get("/moderation").text
    assert "A harsh word" in text
    assert "It names a patient" in text
    assert "It hurts somebody" in text


def test_a_text_for_others_stays_closed_to_moderators(wen: Any) -> None:
    ana = a_member("Ana Quist")
    entry = an_entry(author=ana, audience=only(ana), title="Xylophon", source="Quokka")
    flagged(entry)
    text = wen.get("/moderation").text
    assert "Flagged in an audience that you are not part of" in text
    assert "Ana Quist" in text
    assert "Xylophon" not in text
    assert "Quokka" not in text


def test_a_text_for_others_can_be_hidden_unread(wen: Any) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana, audience=only(ana), title="Xylophon")
    wen.post(f"/moderation/flags/{flagged(entry).id}/decision", data={"outcome": "hidden"})
    assert entry.state == "hidden"
    assert "Xylophon" not in wen.get("/moderation/hidden").text


def test_what_is_hidden_leaves_pages_feeds_and_search_at_once(wen: Any, as_member: Any, published: Any) -> None:
    question = a_question("How do I write a handover note?", tags=["handover"])
    reader = as_member(a_member())
    wen.post(f"/moderation/flags/{flagged(question.entry).id}/decision", data={"outcome": "hidden"})
    assert published.only(EntryHidden).entry_id == question.entry_id
    assert reader.get(f"/questions/{question.entry_id}").status_code == 404
    assert reader.get("/tags/handover").status_code == 404
    for path in ("/questions", "/feeds/questions.atom", "/search?q=handover"):
        assert f"/questions/{question.entry_id}" not in reader.get(path).text


def test_what_is_hidden_leaves_the_feeds_of_visitors_too(wen: Any, visitor: Any) -> None:
    question = a_question("How do I write a handover note?", audience=public_audience())
    wen.post(f"/moderation/flags/{flagged(question.entry).id}/decision", data={"outcome": "hidden"})
    assert "handover note" not in visitor.get("/feeds/questions.atom").text


def test_hiding_takes_the_thread_along(wen: Any) -> None:
    entry = an_entry()
    remark = a_comment(entry)
    wen.post(f"/moderation/flags/{flagged(entry).id}/decision", data={"outcome": "hidden"})
    assert queries.entry_for(a_member(), remark.id) is None


def test_the_author_is_shown_that_it_is_hidden(wen: Any, as_member: Any) -> None:
    question = a_question()
    wen.post(f"/moderation/flags/{flagged(question.entry).id}/decision", data={"outcome": "hidden"})
    assert "Hidden by a moderator" in as_member(question.entry.author).get(f"/questions/{question.entry_id}").text


def test_what_is_kept_stays_and_the_flags_are_settled(wen: Any) -> None:
    entry = an_entry()
    first, second = flagged(entry), flagged(entry)
    wen.post(f"/moderation/flags/{first.id}/decision", data={"outcome": "kept"})
    assert (entry.state, first.outcome, second.outcome) == ("published", "kept", "kept")
    assert "Nothing is flagged" in wen.get("/moderation").text


def test_flags_on_one_text_are_one_case(wen: Any) -> None:
    entry = an_entry(title="A harsh word")
    flagged(entry), flagged(entry)
    assert wen.get("/moderation").text.count("A harsh word") == 1


def test_what_is_hidden_can_be_shown_again(wen: Any, published: Any) -> None:
    entry = an_entry(title="A harsh word")
    wen.post(f"/moderation/flags/{flagged(entry).id}/decision", data={"outcome": "hidden"})
    assert "A harsh word" in wen.get("/moderation/hidden").text
    response = wen.post(f"/moderation/hidden/{entry.id}/restoration")
    assert (response.status_code, entry.is_live) == (303, True)
    assert published.only(EntryRestored).entry_id == entry.id
    assert "Nothing is hidden" in wen.get("/moderation/hidden").text


def test_a_flagged_comment_is_found_where_it_stands(wen: Any) -> None:
    question = a_question()
    remark = a_comment(question.entry, source="A harsh word")
    flagged(remark)
    text = wen.get("/moderation").text
    assert "A harsh word" in text
    assert f"/questions/{question.entry_id}#comment-{remark.id}" in text


def test_what_its_author_took_back_is_not_read(wen: Any) -> None:
    entry = an_entry(Kind.REFLECTION, title="Xylophon")
    flagged(entry)
    service.withdraw(entry, by=entry.author)
    commit()
    text = wen.get("/moderation").text
    assert "The author has taken this back." in text
    assert "Xylophon" not in text


def test_only_what_is_hidden_is_shown_again(wen: Any) -> None:
    entry = an_entry()
    service.withdraw(entry, by=entry.author)
    assert wen.post(f"/moderation/hidden/{entry.id}/restoration").status_code == 404
    assert entry.state == "withdrawn"


@pytest.mark.parametrize("outcome", ["", "deleted", "HIDDEN", "\x00", "👩‍⚕️"])
def test_other_outcomes_are_refused(wen: Any, outcome: str) -> None:
    raised = flagged(an_entry())
    response = wen.post(f"/moderation/flags/{raised.id}/decision", data={"outcome": outcome})
    assert (response.status_code, raised.outcome) == (422, "")


def test_flags_that_there_are_not(wen: Any) -> None:
    assert wen.post("/moderation/flags/987654/decision", data={"outcome": "kept"}).status_code == 404
