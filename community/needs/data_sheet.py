"""The data sheet for a works council: what is counted and told of groups, by the settings in force."""

from __future__ import annotations

from typing import NamedTuple

from community.kernel.i18n import _
from community.needs.gate.policy import FEWEST_MOVES, Policy


class Section(NamedTuple):
    """A heading with its sentences."""

    title: str
    lines: tuple[str, ...]


def data_sheet(policy: Policy) -> list[Section]:
    """Everything that the views of needs read, tell and keep."""
    return [_state(policy), _read(), _told(policy), _kept(), _limits()]


def _state(policy: Policy) -> Section:
    is_on = _("The views of needs are turned on.") if policy.is_on else _("The views of needs are turned off.")
    return Section(
        _("In force"),
        (
            is_on,
            _("Coaches and administrators see the organization, its teams and its cohorts."),
            _("Managers see the organization and the team that they belong to, no other."),
            _("One setting turns all of this off: NEEDS_SHOWN. Nothing is counted then."),
        ),
    )


def _read() -> Section:
    return Section(
        _("What is counted"),
        (
            _("Open questions: without a useful answer within a week, or asked before."),
            _("Searches that found nothing: which topic and how many people on a day, without who or what was typed."),
            _("Reflections whose authors ticked that they want to be counted among those who find it difficult."),
            _("Check-ins of programs with what kept learners from applying it, without their notes."),
            _("Different people of the last 32 to 52 weeks are counted; nobody counts twice on a topic."),
            _("What else was written for a smaller audience is not read."),
        ),
    )


def _told(policy: Policy) -> Section:
    people = policy.floor.people
    return Section(
        _("What is told"),
        (
            _(
                "Something appears with %(people)d people behind it, and vanishes below %(floor)d.",
                people=policy.to_appear,
                floor=people,
            ),
            _("A team or cohort with fewer than %(people)d people is told nothing of.", people=policy.group_floor),
            _(
                "Where groups that are left out have fewer than %(floor)d people, another is too.",
                floor=people,
            ),
            _("Numbers are bands: 5–9, 10–19, 20–49 and 50 or more. Shares are rounded to 5 points."),
            _(
                "What is shown changes when %(people)d people or more have come or gone.",
                people=FEWEST_MOVES,
            ),
            _("One group at a time: teams and cohorts cannot be crossed, and no dates can be chosen."),
            _("Nothing is told of who wrote what, no text, and no time finer than a month."),
            _("What is left out looks the same as what is not there."),
        ),
    )


def _kept() -> Section:
    return Section(
        _("What is kept"),
        (
            _("Every four weeks figures are made once, stored as they are told, and not changed."),
            _("Stored figures hold no person and no exact number."),
            _("What a person deletes is not in the next figures; those that were made stay."),
            _("Who looked at which group and when is noted, and administrators can read it."),
        ),
    )


def _limits() -> Section:
    return Section(
        _("What this cannot rule out"),
        (
            _("Who knows all but one of a group can still conclude something; no noise is added."),
            _("Members read each other's open questions with names; this is not a figure and is not hidden."),
            _("Groups of five may feel watched; the floor can be raised (NEEDS_FLOOR, 5 to 20)."),
            _("In some countries a works council has to agree before these views are turned on."),
        ),
    )
