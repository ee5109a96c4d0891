"""Reflecting as people do it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.audiences.service import only, organization_audience
from community.entries.kinds import Feedback
from community.kernel.db import commit, session
from community.reflections.models import Reflection
from community.reflections.service import publish_reflection
from tests.factories import a_comment, a_member

WRITTEN = {
    "title": "The night the hoist failed",
    "frame": "what",
    "part_1": "It **stopped** halfway.",
    "part_2": "We had no plan B.",
    "part_3": "When I start a shift, I will check it.",
    "feedback": "open",
    "audience": "organization",
}


def a_reflection(author: Any = None, *, audience: Any = None, at: datetime | None = None, **more: Any) -> Reflection:
    """A reflection."""
    reflection = publish_reflection(
        author=author or a_member(),
        audience=audience or organization_audience(),
        title=more.pop("title", "What I tried"),
        source=more.pop("source", "It worked."),
        at=at,
        **more,
    )
    commit()
    return reflection


def count() -> int:
    """How many reflections there are."""
    return session().scalar(select(func.count(Reflection.entry_id))) or 0


def test_writing_in_a_frame(app: Flask, as_member: Any) -> None:
    page = as_member(a_member()).post("/reflections/new", data={**WRITTEN, "publish": "y"}, follow_redirects=True)
    assert "<h3>So what</h3>" in page.text
    assert "It <strong>stopped</strong> halfway." in page.text


def test_an_empty_reflection_is_told_by_its_question(app: Flask, as_member: Any) -> None:
    empty = {**WRITTEN, "part_1": "", "part_2": "", "part_3": "", "publish": "y"}
    page = as_member(a_member()).post("/reflections/new", data=empty)
    assert '<a href="#part_1">What happened?: Please write something first.</a>' in page.text
    assert re.search(r'<textarea [^>]*id="part_1"[^>]* aria-invalid="true"', page.text)


def test_a_preview_publishes_nothing(app: Flask, as_member: Any) -> None:
    page = as_member(a_member()).post("/reflections/new", data={**WRITTEN, "audience": "self", "preview": "y"})
    assert "Only you will see this." in page.text
    assert count() == 0


def test_switching_the_frame_keeps_what_was_typed(app: Flask, as_member: Any) -> None:
    page = as_member(a_member()).post("/reflections/new", data={**WRITTEN, "switch": "gibbs"})
    assert "We had no plan B." in page.text
    assert "Feelings" in page.text


def test_an_empty_reflection_is_sent_back(app: Flask, as_member: Any) -> None:
    page = as_member(a_member()).post("/reflections/new", data={"title": "Nothing", "frame": "free", "publish": "y"})
    assert page.status_code == 422


@pytest.mark.parametrize("frame", ["", "nonsense", "a" * 5000])
def test_a_strange_frame_is_sent_back(app: Flask, as_member: Any, frame: str) -> None:
    page = as_member(a_member()).post(
        "/reflections/new", data={**WRITTEN, "frame": frame, "source": "x", "publish": "y"}
    )
    assert page.status_code == 422


def test_a_draft_comes_back_in_its_frame(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/reflections/new", data={**WRITTEN, "keep": "y"})
    page = as_member(ana).get("/reflections/new")
    assert "We had no plan B." in page.text


def test_editing_shows_the_answers_again(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    as_member(ana).post("/reflections/new", data={**WRITTEN, "publish": "y"})
    number = session().scalars(select(Reflection.entry_id)).one()
    assert "When I start a shift, I will check it." in as_member(ana).get(f"/reflections/{number}/edit").text


def test_a_change_is_kept_with_what_was_before(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    reflection = a_reflection(ana)
    page = as_member(ana).post(
        f"/reflections/{reflection.entry_id}/edit",
        data={"title": "What I tried", "frame": "free", "source": "It failed.", "feedback": "none", "publish": "y"},
        follow_redirects=True,
    )
    assert "It failed." in page.text
    assert "Earlier versions" in page.text


def test_others_cannot_change_it(app: Flask, as_member: Any) -> None:
    reflection = a_reflection()
    assert as_member(a_member()).get(f"/reflections/{reflection.entry_id}/edit").status_code == 403


def test_a_private_reflection_is_not_found_by_others(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    reflection = a_reflection(ana, audience=only(ana))
    assert as_member(a_member()).get(f"/reflections/{reflection.entry_id}").status_code == 404


def test_the_archive_counts_what_the_viewer_may_see(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    may = datetime(2026, 5, 4, 9, tzinfo=UTC)
    a_reflection(ana, at=may, title="Seen in May")
    a_reflection(ana, at=may, title="Hidden in May", audience=only(ana))
    page = as_member(a_member()).get(f"/members/{ana.username}/blog/2026/5")
    assert "Seen in May" in page.text
    assert "Hidden in May" not in page.text
    assert 'May 2026</a> <span class="muted small">1</span>' in page.text


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "99999/1", "1/1"])
def test_months_that_do_not_exist_are_not_found(app: Flask, visitor: FlaskClient, month: str) -> None:
    ana = a_member("Ana")
    assert visitor.get(f"/members/{ana.username}/blog/{month}").status_code == 404


def test_earlier_and_later_reflections_are_linked(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    a_reflection(ana, at=datetime(2026, 5, 1, tzinfo=UTC), title="The earlier one")
    here = a_reflection(ana, at=datetime(2026, 5, 2, tzinfo=UTC), title="This one")
    a_reflection(ana, at=datetime(2026, 5, 3, tzinfo=UTC), title="The later one")
    page = as_member(a_member()).get(f"/reflections/{here.entry_id}").text
    assert "The earlier one" in page
    assert "The later one" in page


def test_private_feedback_is_shown_to_the_two_of_them_alone(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    reflection = a_reflection(ana, feedback=Feedback.PRIVATE)
    a_comment(reflection.entry, by=ben, source="Between us.")
    path = f"/reflections/{reflection.entry_id}"
    assert "Between us." in as_member(ana).get(path).text
    assert "Between us." not in as_member(a_member()).get(path).text


def test_who_wants_to_be_counted_says_so_and_may_change_it(app: Flask, as_member: Any) -> None:
    ana = as_member(a_member("Ana"))
    ana.post("/reflections/new", data={**WRITTEN, "tells_difficulty": "y", "publish": "y"})
    reflection = session().scalars(select(Reflection)).one()
    assert reflection.tells_difficulty
    form = ana.get(f"/reflections/{reflection.entry_id}/edit").text
    assert re.search(r'<input[^>]*checked[^>]*name="tells_difficulty"', form)
    ana.post(f"/reflections/{reflection.entry_id}/edit", data={**WRITTEN, "publish": "y"})
    assert not reflection.tells_difficulty


def test_nobody_is_counted_unasked_and_a_draft_keeps_the_choice(app: Flask, as_member: Any) -> None:
    ana = as_member(a_member("Ana"))
    for choice, is_ticked in (({}, False), ({"tells_difficulty": "y"}, True)):
        ana.post("/reflections/new", data={**WRITTEN, **choice, "keep": "y"})
        shown = re.search(r'<input[^>]*name="tells_difficulty"[^>]*>', ana.get("/reflections/new").text)
        assert shown is not None
        assert ("checked" in shown.group()) is is_ticked


def test_readers_do_not_learn_who_is_counted(app: Flask, as_member: Any) -> None:
    counted, not_counted = a_reflection(a_member("Ana"), tells_difficulty=True), a_reflection(a_member("Ben"))
    reader = as_member(a_member())
    page = reader.get(counted.entry.path).text + reader.get(not_counted.entry.path).text
    assert "difficult" not in page.lower()
