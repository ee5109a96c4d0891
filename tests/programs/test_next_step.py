"""What a learner answers changes what they are offered next."""

from __future__ import annotations

import pytest

from community.programs.next_step import CheckIn, NextStep, next_step

APPLIED, NOT_YET, BLOCKED = CheckIn("applied"), CheckIn("not_yet"), CheckIn("blocked")


@pytest.mark.parametrize(
    ("answers", "offer"),
    [
        ([], NextStep.CONTINUE),
        ([NOT_YET], NextStep.REPEAT_SOONER),
        ([APPLIED], NextStep.INVITE_REFLECTION),
        ([APPLIED, APPLIED], NextStep.OFFER_FEWER),
        ([APPLIED, NOT_YET, APPLIED], NextStep.INVITE_REFLECTION),
        ([APPLIED] * 3, NextStep.INVITE_REFLECTION),
        ([APPLIED] * 4, NextStep.OFFER_FEWER),
        ([BLOCKED], NextStep.OFFER_HELP),
        ([APPLIED, APPLIED, BLOCKED], NextStep.OFFER_HELP),
        ([CheckIn("blocked", "could_not")], NextStep.OFFER_HELP),
        ([CheckIn("not_yet", "could_not")], NextStep.OFFER_HELP),
        ([CheckIn("not_yet", "no_chance")], NextStep.RAISE_BARRIER),
        ([CheckIn("blocked", "no_chance")], NextStep.RAISE_BARRIER),
        ([CheckIn("not_yet", "forgot")], NextStep.REPEAT_SOONER),
        ([CheckIn("not_yet", "not_relevant")], NextStep.OFFER_TO_STOP),
        ([CheckIn("not_yet", "something new")], NextStep.REPEAT_SOONER),
    ],
)
def test_the_offer_fits_the_latest_answer(answers: list[CheckIn], offer: NextStep) -> None:
    assert next_step(answers) is offer


def test_who_has_shown_it_is_asked_whether_it_is_enough() -> None:
    assert next_step([APPLIED], has_shown=True) is NextStep.OFFER_TO_FINISH
    assert next_step([APPLIED, BLOCKED], has_shown=True) is NextStep.OFFER_HELP
