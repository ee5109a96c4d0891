"""The figures of a program's results: what each counts, and on which tier of evidence it stands.

The tiers are those of the Learning-Transfer Evaluation Model (Thalheimer 2018). What nobody asks here, such as a task
that was watched (tier 6), has no figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from community.kernel.floor import Counted
from community.programs.models import Help, Outcome, ReminderKind
from community.programs.results.evidence import Evidence, Learner


class Measure(StrEnum):
    """What is counted, in the order of the tiers."""

    ENROLLED = "enrolled"
    ACTIVE = "active"
    USEFUL = "useful"
    REMEMBERED = "remembered"
    DECIDED = "decided"
    APPLIED = "applied"
    WITH_HELP = "with_help"
    ALONE = "alone"
    RESULT = "result"


TIERS: Final[Mapping[Measure, int]] = {
    Measure.ENROLLED: 1,
    Measure.ACTIVE: 2,
    Measure.USEFUL: 3,
    Measure.REMEMBERED: 4,
    Measure.DECIDED: 5,
    Measure.APPLIED: 7,
    Measure.WITH_HELP: 7,
    Measure.ALONE: 7,
    Measure.RESULT: 8,
}
RECORDED: Final = frozenset({Measure.ENROLLED, Measure.ACTIVE})
"""What the program itself notes; all the rest is what learners say of themselves."""

NOT_ASKED: Final = RECORDED | {Measure.RESULT}
"""What nobody is asked about, so that nobody can leave it without an answer."""

OF_USE: Final = frozenset(ReminderKind) - {ReminderKind.RECALL, ReminderKind.SCENARIO}
"""Reminders whose «applied» is said of work; recalling and deciding a case are no application."""


@dataclass(frozen=True)
class Group:
    """Who did something, of whom it is known either way, and who was asked; each person once."""

    did: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)

    @property
    def counted(self) -> Counted:
        """How many did it, of how many of whom it is known."""
        return Counted(len(self.did & self.known), len(self.known))

    @property
    def silent(self) -> Counted:
        """How many did not answer, of how many who were asked."""
        asked = self.asked | self.known
        return Counted(len(asked - self.known), len(asked))


def measured(evidence: Evidence, cohort_id: int | None = None) -> dict[Measure, Group]:
    """Each figure for one cohort, or for all of a program's learners together."""
    of = _one_cohort(evidence, cohort_id) if cohort_id is not None else evidence
    enrolled = _people(of.learners)
    answered = {one.learner.member_id for one in of.answers} | {one.learner.member_id for one in of.shown}
    applied = {one.learner.member_id for one in of.answers if one.outcome == Outcome.APPLIED and one.kind in OF_USE}
    return {
        Measure.ENROLLED: Group(enrolled, enrolled, enrolled),
        Measure.ACTIVE: Group(answered, enrolled, enrolled),
        Measure.USEFUL: _useful(of),
        Measure.REMEMBERED: _right(of, decides=False),
        Measure.DECIDED: _right(of, decides=True),
        Measure.APPLIED: _applied(of, applied),
        Measure.WITH_HELP: _helped(of, applied, Help.WITH_HELP),
        Measure.ALONE: _helped(of, applied, Help.ALONE),
        Measure.RESULT: Group(_people(of.wrote), applied, applied),
    }


def knowing(evidence: Evidence) -> Group:
    """Who knows what to do: answered half of what they recalled and decided as it should be."""
    return _half({one.learner.member_id for one in evidence.got}, _rights(evidence, (False, True)))


def _one_cohort(evidence: Evidence, cohort_id: int) -> Evidence:
    return Evidence(
        [one for one in evidence.learners if one.cohort_id == cohort_id],
        [one for one in evidence.got if one.learner.cohort_id == cohort_id],
        [one for one in evidence.answers if one.learner.cohort_id == cohort_id],
        [one for one in evidence.shown if one.learner.cohort_id == cohort_id],
        frozenset(one for one in evidence.wrote if one.cohort_id == cohort_id),
    )


def _people(learners: Iterable[Learner]) -> set[int]:
    return {one.member_id for one in learners}


def _useful(of: Evidence) -> Group:
    said: defaultdict[int, list[bool]] = defaultdict(list)
    for one in of.answers:
        if one.is_useful is not None:
            said[one.learner.member_id].append(one.is_useful)
    return _half({one.learner.member_id for one in of.answers}, said)


def _right(of: Evidence, *, decides: bool) -> Group:
    asked = {
        one.learner.member_id for one in of.got if one.has_question and (one.kind == ReminderKind.SCENARIO) is decides
    }
    return _half(asked, _rights(of, (decides,)))


def _rights(of: Evidence, decides: tuple[bool, ...]) -> dict[int, list[bool]]:
    right: defaultdict[int, list[bool]] = defaultdict(list)
    for one in of.shown:
        if (one.kind == ReminderKind.SCENARIO) in decides:
            right[one.learner.member_id].append(one.is_right)
    return right


def _half(asked: set[int], said: Mapping[int, list[bool]]) -> Group:
    """A person counts with what half of their answers say at least."""
    did = {person for person, each in said.items() if 2 * sum(each) >= len(each)}
    return Group(did, set(said), asked)


def _applied(of: Evidence, applied: set[int]) -> Group:
    known = {one.learner.member_id for one in of.answers if one.kind in OF_USE}
    return Group(applied, known, {one.learner.member_id for one in of.got if one.kind in OF_USE})


def _helped(of: Evidence, applied: set[int], how: Help) -> Group:
    said = [one for one in of.answers if one.kind in OF_USE and one.help]
    did = {one.learner.member_id for one in said if one.help == how}
    return Group(did, {one.learner.member_id for one in said}, applied)
