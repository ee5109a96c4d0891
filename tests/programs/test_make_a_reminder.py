"""An answer, a reflection or a bookmark becomes a reminder in one click, credited, for those who may see it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.audiences.service import named, only, organization_audience
from community.entries.models import Entry
from community.kernel.db import commit
from community.programs.designing.queries import reminders_to_design
from community.questions.service import answer_question, ask_question
from community.reflections.service import publish_reflection
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_member
from tests.programs.factories import a_program, a_reminder


def an_answer() -> Entry:
    ben = a_member("Ben [B]")
    everybody = organization_audience()
    question = ask_question(author=a_member(), audience=everybody, title="How to hand over?", source="At night.")
    answer = answer_question(question, by=ben, source="Say the **last line** first.")
    commit()
    return answer


def test_an_answer_becomes_a_reminder_that_credits_its_author(app: Flask, as_member: Any) -> None:
    program, answer = a_program(), an_answer()
    a_reminder(program, 9)
    client = as_member(program.owner)
    assert f"/programs/from/{answer.id}" in client.get(answer.path).text
    assert f"/programs/from/{answer.id}" not in as_member(a_member()).get(answer.path).text

    form = client.get(f"/programs/from/{answer.id}", follow_redirects=True).text
    assert "Say the **last line** first." in form
    assert 'value="How to hand over?"' in form
    assert 'value="23"' in form
    credit = f"By [Ben \\[B\\]](/members/{answer.author.username}), in [How to hand over?]({answer.path})."
    assert credit in form.replace("&#39;", "'")

    sent = {"title": "Last line", "offset_days": "23", "kind": "apply", "source": credit, "task": "Try it."}
    client.post(f"/programs/{program.slug}/reminders/new?from={answer.id}", data=sent)
    made = reminders_to_design(program)[-1]
    assert "Ben [B]</a>, in <a" in made.entry.html


def test_reflections_and_bookmarks_become_reminders_too(app: Flask, as_member: Any) -> None:
    program = a_program()
    client, path = as_member(program.owner), f"/programs/{program.slug}/reminders/new?from="
    reflection = publish_reflection(author=a_member(), title="What helped", source="A list.", audience=program.audience)
    commit()
    bookmark = a_bookmark("https://example.org/hoists", title="Choosing a hoist")
    entries = [reflection.entry, bookmark.entry]
    for entry in entries:
        assert f"/programs/from/{entry.id}" in client.get(entry.path).text
    assert "A list." in client.get(f"{path}{entries[0].id}").text
    assert "[Choosing a hoist](https://example.org/hoists)" in client.get(f"{path}{entries[1].id}").text


def test_what_not_everybody_may_see_becomes_no_reminder(app: Flask, as_member: Any) -> None:
    owner, ben = a_member("Owner"), a_member("Ben")
    wide, few = a_program(owner, title="For all"), a_program(owner, title="For us", audience=named([owner, ben]))
    told = publish_reflection(author=ben, title="Between us", source="Secret words.", audience=few.audience).entry
    kept = publish_reflection(author=ben, title="Mine", source="Only mine.", audience=only(ben)).entry
    commit()
    client = as_member(owner)
    page = client.get(f"/programs/from/{told.id}").text
    assert f"/programs/{few.slug}/reminders/new?from={told.id}" in page
    assert f"/programs/{wide.slug}/reminders/new?from={told.id}" not in page
    assert "Not everybody who may see them may see this text." in page

    refused = client.get(f"/programs/{wide.slug}/reminders/new?from={told.id}")
    assert (refused.status_code, "Secret words." in refused.text) == (422, False)
    assert "Not everybody who may see this program" in refused.text
    assert "Secret words." in client.get(f"/programs/{few.slug}/reminders/new?from={told.id}").text
    assert client.get(f"/programs/from/{kept.id}").status_code == 404
    assert client.get(f"/programs/{few.slug}/reminders/new?from={kept.id}").status_code == 404


@pytest.mark.parametrize("which", ["0", "x", "-1", "9" * 30, "١"])
def test_a_text_that_there_is_not_is_said_back(app: Flask, as_member: Any, which: str) -> None:
    program = a_program()
    page = as_member(program.owner).get(f"/programs/{program.slug}/reminders/new?from={which}")
    assert (page.status_code, "no such text" in page.text) == (404, True)
