"""Which questions are shown as similar, and to whom."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.audiences.service import only
from community.entries import similar as entries_alike
from community.questions.models import Question
from community.questions.service import close_as_duplicate
from community.questions.similar import Similar, questions_closed_into, similar_to, similar_to_typed
from tests.factories import a_member, a_question


@pytest.fixture(autouse=True)
def by_words(app: Flask) -> None:
    """What texts mean is tried apart."""
    app.config["MEANING"] = "off"


def titles(found: Similar) -> tuple[list[str], list[str]]:
    """What both lists show."""
    return [each.entry.title for each in found.answered], [each.entry.title for each in found.others]


def closed_into(target: Question, *questions: Question) -> None:
    """Close each of `questions` as its asker does."""
    for question in questions:
        close_as_duplicate(question, of=target, by=question.entry.author)


def test_similar_questions_are_within_the_viewers_rights(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries_alike, "MOST_RANKED", 1)
    ana = a_member("Ana")
    a_question("Who plans the rota of the night?")
    a_question("How do I plan the night rota?", author=ana, audience=only(ana))
    # The newest one, which is Ana's alone, takes no other's place.
    assert titles(similar_to_typed(a_member(), "night rota")) == ([], ["Who plans the rota of the night?"])
    assert titles(similar_to_typed(ana, "night rota")) == ([], ["How do I plan the night rota?"])
    assert not similar_to_typed(None, "night rota")


def test_the_one_that_has_the_answers_is_found_by_the_words_of_those_closed_into_it(app: Flask) -> None:
    target = a_question("How is the rota made?", source="")
    closed_into(target, a_question("Who decides when I work on Sundays?", source=""))
    assert titles(similar_to_typed(a_member(), "Sundays at work")) == (["How is the rota made?"], [])


def test_of_two_steps_the_last_one_has_the_answers(app: Flask) -> None:
    first, second, third = a_question("Sundays at work again"), a_question("Making plans"), a_question("The rota, how?")
    closed_into(second, first)
    closed_into(third, second)
    assert titles(similar_to_typed(a_member(), "Sundays at work")) == (["The rota, how?"], [])


def test_what_was_closed_in_secret_counts_for_nobody_else(app: Flask) -> None:
    ana, target = a_member("Ana"), a_question("How is the rota made?", source="")
    closed_into(target, a_question("Sundays at the rota desk", author=ana, audience=only(ana)))
    assert similar_to_typed(ana, "the rota desk").marks == {target.entry_id: 1}
    assert titles(similar_to_typed(a_member(), "the rota desk")) == ([], ["How is the rota made?"])
    assert questions_closed_into(a_member(), target).total == 0


def test_a_question_is_not_like_itself(app: Flask) -> None:
    question, other = a_question("How is the rota made?"), a_question("Who makes the rota?")
    assert similar_to(a_member(), question).others == [other]


def test_a_text_of_common_words_looks_for_all_of_them_together(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("community.entries.text_matches.COMMON", 2)
    for title in ("Night shift and night rota", "Day shift and handover", "Rota of the day"):
        a_question(title, source="")
    assert titles(similar_to_typed(a_member(), "shift rota")) == ([], ["Night shift and night rota"])


def test_the_page_shows_both_lists_and_what_was_led_there(app: Flask, as_member: Any) -> None:
    target, other = a_question("How is the rota made?", source=""), a_question("Who makes the Sunday rota?", source="")
    closed_into(target, a_question("Why is the rota so late?", source=""))
    page = as_member(a_member()).get(f"/questions/{other.entry_id}/similar").text
    assert "Already answered" in page
    assert "1 question was led here" in page
    assert f'data-part="/questions/{target.entry_id}/similar"' in as_member(a_member()).get(target.entry.path).text
    assert "Why is the rota so late?" in as_member(a_member()).get(f"{target.entry.path}/similar").text
    lonely = a_question("Which coffee machine works?", source="")
    assert "Nothing like it was asked here yet." in as_member(a_member()).get(f"{lonely.entry.path}/similar").text
