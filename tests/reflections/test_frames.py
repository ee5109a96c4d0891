"""Frames join and come apart without losing a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.reflections.frames import FRAMES, GIBBS, WHAT, apart, joined

plain = st.text(st.characters(codec="utf-8", exclude_characters="#\r", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


@pytest.mark.parametrize("frame", [f for f in FRAMES.values() if f.parts], ids=lambda f: f.name)
def test_answers_come_back_as_they_were(frame: object) -> None:
    answers = [f"Answer {number}" for number in range(len(frame.parts))]  # type: ignore[attr-defined]
    assert apart(frame, joined(frame, answers)) == answers  # type: ignore[arg-type]


@given(st.lists(plain.map(str.strip), min_size=3, max_size=3))
def test_any_answers_come_back(answers: list[str]) -> None:
    assert apart(WHAT, joined(WHAT, answers)) == answers


def test_text_outside_the_frame_goes_to_its_first_question() -> None:
    assert apart(WHAT, "Before.\n\n### Odd\n\nOdd text.\n\n### Now what\n\nGo on.") == [
        "Before.\n\n### Odd\n\nOdd text.",
        "",
        "Go on.",
    ]


def test_switching_frames_loses_nothing() -> None:
    written = joined(WHAT, ["It rained.", "We got wet.", "Take a coat."])
    there = joined(GIBBS, apart(GIBBS, written))
    assert all(text in there for text in ("It rained.", "We got wet.", "Take a coat."))
