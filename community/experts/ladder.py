"""The steps by which a question looks for an answer: those who know, then everybody, then a named steward."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from community.experts.models import Step


class Rung(NamedTuple):
    """A step as the asker sees it: when it began or will begin, where that is known, and whether it is the present."""

    step: Step
    begins_at: datetime | None
    is_now: bool


class Patience(NamedTuple):
    """How many days the experts have, and then the community."""

    experts: int
    community: int


_NEXT: Final = {Step.EXPERTS: Step.COMMUNITY, Step.COMMUNITY: Step.STEWARD, Step.STEWARD: Step.STEWARD}


def first_step(*, has_experts: bool) -> Step:
    """Where a question begins: with the community where there is nobody to invite."""
    return Step.EXPERTS if has_experts else Step.COMMUNITY


def step_after(step: Step) -> Step:
    """What comes when nobody answered in time; the steward's step has no other after it."""
    return _NEXT.get(step, Step.RESTED)


def due_of(step: Step, since: datetime, patience: Patience) -> datetime | None:
    """When the step after this one is due; None where it ends by an answer alone."""
    days = {Step.EXPERTS: patience.experts, Step.COMMUNITY: patience.community}.get(step)
    return since + timedelta(days=days) if days is not None else None


def rungs(step: Step, since: datetime, due_at: datetime | None, patience: Patience, *, has_experts: bool) -> list[Rung]:
    """The steps of a question in their order, with the moments at which they began and will begin.

    Arguments:
        has_experts: whether it began with people who were invited.
    """
    steps = [each for each in _NEXT if has_experts or each is not Step.EXPERTS]
    found: list[Rung] = []
    begins_at = None
    for each in steps:
        is_now = each is step
        if is_now:
            begins_at = since
        found.append(Rung(each, begins_at, is_now))
        if is_now:
            begins_at = due_at
        elif begins_at is not None:
            begins_at = due_of(each, begins_at, patience)
    return found
