"""What to offer a learner after their answers to «did you apply it?»"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile
from typing import Final, NamedTuple


class CheckIn(NamedTuple):
    """A learner's answer to «did you apply it?», in the words that are stored: outcome and barrier."""

    outcome: str
    barrier: str = ""


class NextStep(StrEnum):
    """What follows from a learner's answers. Each is an offer; nothing changes before they say yes."""

    CONTINUE = "continue"
    INVITE_REFLECTION = "invite_reflection"
    OFFER_FEWER = "offer_fewer"
    OFFER_HELP = "offer_help"
    RAISE_BARRIER = "raise_barrier"
    REPEAT_SOONER = "repeat_sooner"
    OFFER_TO_STOP = "offer_to_stop"
    OFFER_TO_FINISH = "offer_to_finish"


_AFTER_BARRIER: Final = {
    "could_not": NextStep.OFFER_HELP,
    "no_chance": NextStep.RAISE_BARRIER,
    "forgot": NextStep.REPEAT_SOONER,
    "not_relevant": NextStep.OFFER_TO_STOP,
}


def next_step(check_ins: Sequence[CheckIn], *, has_shown: bool = False) -> NextStep:
    """Return what to offer after `check_ins`, the oldest first.

    A barrier says whose it is to mend: could not is a need for knowledge, no
    chance the workplace's, forgot the reminder's. Blocked without a word is
    met with help, and not yet with the same reminder sooner. Whoever applied
    it twice in a row, and again after each two more, is asked whether half of
    the rest would do; whoever has shown it, whether the program has done its
    work.

    Args:
        has_shown: the learner wrote a reflection on the topic since, or gave an answer that was accepted.
    """
    if not check_ins:
        return NextStep.CONTINUE
    latest = check_ins[-1]
    if latest.outcome == "applied":
        if has_shown:
            return NextStep.OFFER_TO_FINISH
        run = _applied_in_a_row(check_ins)
        return NextStep.OFFER_FEWER if run % 2 == 0 else NextStep.INVITE_REFLECTION
    without_barrier = NextStep.OFFER_HELP if latest.outcome == "blocked" else NextStep.REPEAT_SOONER
    return _AFTER_BARRIER.get(latest.barrier, without_barrier)


def _applied_in_a_row(check_ins: Sequence[CheckIn]) -> int:
    return sum(1 for _each in takewhile(lambda each: each.outcome == "applied", reversed(check_ins)))
