"""How much better questions in other words are found by what they mean: forty pairs among a hundred questions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from community.audiences.service import organization_audience
from community.entries import meanings
from community.entries.kinds import Kind
from community.entries.likeness import MEANING, ranked, scored
from community.entries.similar import alike, typed
from community.evaluating.statistics import difference, hit, mean, reciprocal_rank
from community.kernel import meaning
from community.kernel.db import commit
from community.questions.service import ask_question
from tests.factories import a_member

PAIRS = tomllib.loads((Path(__file__).parent / "paraphrases.toml").read_text())

# Only what is measured is asked for many times over.
pytestmark = pytest.mark.no_cover


@pytest.fixture
def by_meaning(app: Flask) -> Iterator[None]:
    """A site where meaning counts, with nothing at hand from another test."""
    app.config["MEANING"] = "auto"
    meanings.forget()
    yield
    meanings.forget()


@pytest.mark.skipif(not meaning.is_installed(), reason="the packages for meaning have no wheel here")
def test_questions_in_other_words_are_found_by_what_they_mean(app: Flask, by_meaning: None, figures: Any) -> None:
    again = _asked()
    words, both = _ranks(again, meaning=0.0), _ranks(again, meaning=MEANING)
    found = {
        name: mean([reciprocal_rank(*each) for each in ranks]) for name, ranks in (("words", words), ("both", both))
    }
    gain = difference([reciprocal_rank(*each) for each in both], [reciprocal_rank(*each) for each in words])
    figures("similar_paraphrase_mrr", round(found["both"], 3))
    figures("similar_paraphrase_mrr_words", round(found["words"], 3))
    figures("similar_paraphrase_hit5", round(mean([hit(*each, 5) for each in both]), 3))
    figures("similar_paraphrase_hit5_words", round(mean([hit(*each, 5) for each in words]), 3))
    assert gain.low > 0.1


def _asked() -> dict[int, str]:
    """Ask all questions; the other words of those that have them, by the id of the question."""
    author, audience = a_member(), organization_audience()
    again = {
        ask_question(author=author, audience=audience, title=pair["asked"]).entry_id: pair["again"]
        for pair in PAIRS["pair"]
    }
    for title in PAIRS["others"]["asked"]:
        ask_question(author=author, audience=audience, title=title)
    commit()
    return again


def _ranks(again: dict[int, str], *, meaning: float) -> list[tuple[Sequence[int], set[int]]]:
    """For each text the questions found, the best first, and the right one."""
    reader = a_member()
    found: list[tuple[Sequence[int], set[int]]] = []
    for question_id, text in again.items():
        candidates = alike(reader, typed(reader, text), Kind.QUESTION)
        known = candidates if meaning else [each for each in candidates if each.words]
        found.append((ranked(scored(known, meaning)), {question_id}))
    return found
