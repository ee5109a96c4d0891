"""Entries that say the same in other words: written down, found, and seen by nobody who may not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from community.audiences.service import only
from community.entries import meanings, service
from community.entries.kinds import Kind
from community.entries.models import EntryMeaning
from community.entries.similar import alike, typed
from community.kernel import meaning
from community.kernel.db import commit, session
from community.kernel.jobs import jobs
from community.questions.similar import similar_to, similar_to_typed
from tests.factories import a_member, a_question, an_entry

needs_packages = pytest.mark.skipif(not meaning.is_installed(), reason="the packages for meaning have no wheel here")


@pytest.fixture(autouse=True)
def by_meaning(app: Flask) -> Iterator[None]:
    """A site where meaning counts, with nothing at hand from another test."""
    app.config["MEANING"] = "auto"
    meanings.forget()
    yield
    meanings.forget()


def written() -> set[int]:
    """The entries of which it is written down what they mean."""
    return set(session().scalars(session().query(EntryMeaning.entry_id).statement))


@needs_packages
def test_a_question_in_other_words_is_found_by_whom_it_is_open_to(app: Flask) -> None:
    ana = a_member("Ana")
    shown = a_question("What is the best way to reset my password?", source="")
    a_question("I forgot my password and cannot log in", source="", author=ana, audience=only(ana))
    a_question("Which coffee machine works?", source="")
    found = similar_to_typed(a_member(), "Changing forgotten login credentials")
    assert [each.entry_id for each in found.others] == [shown.entry_id]
    assert len(similar_to_typed(ana, "Changing forgotten login credentials").others) == 2


@needs_packages
def test_a_changed_text_means_something_else(app: Flask) -> None:
    question = a_question("Which coffee machine works?", source="")
    other = a_question("Where do I get my holidays approved?", source="")
    assert not similar_to(a_member(), other)
    author = question.entry.author
    service.revise(question.entry, by=author, title="Who approves vacation days?", source="", note="")
    commit()
    assert [each.entry_id for each in similar_to(a_member(), other).others] == [question.entry_id]


@needs_packages
def test_only_what_others_are_compared_with_is_written_down(app: Flask) -> None:
    question = a_question()
    an_entry(Kind.REFLECTION)
    bookmark = an_entry(Kind.BOOKMARK)
    assert written() == {question.entry_id, bookmark.id}


@needs_packages
def test_what_was_not_written_down_is_made_good_in_the_background(app: Flask) -> None:
    app.config["MEANING"] = "off"
    question = a_question("What is the best way to reset my password?", source="")
    assert written() == set()
    app.config["MEANING"] = "on"
    assert "write down meanings" in jobs.names()
    assert meanings.missing() == [question.entry_id]
    assert sum(meanings.rewrite()) == 1
    commit()
    assert meanings.missing() is None
    (found,) = similar_to_typed(a_member(), "Changing forgotten login credentials").others
    assert found.entry.title == "What is the best way to reset my password?"


def test_a_site_without_it_finds_by_words_alone(app: Flask) -> None:
    app.config["MEANING"] = "off"
    a_question("What is the best way to reset my password?", source="")
    assert meanings.missing() is None
    ana = a_member("Ana")
    assert alike(ana, typed(ana, "Changing forgotten login credentials"), Kind.QUESTION) == []
    assert [each.meaning for each in alike(ana, typed(ana, "reset password"), Kind.QUESTION)] == [0.0]


@needs_packages
@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "🦙" * 3000, "a" * 100_000])
def test_any_text_has_a_direction_or_none(app: Flask, text: str) -> None:
    (vector,) = meaning.vectors([text])
    assert len(vector) == meaning.DIMENSIONS
    assert similar_to_typed(a_member(), text).answered == []
