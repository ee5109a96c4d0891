"""What was released of a group as a table to take along, with the rules in force on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from community.kernel.floor import Band
from community.kernel.i18n import _
from community.kernel.spreadsheet import as_csv
from community.kernel.templating import day, month
from community.needs.barriers import Barrier
from community.needs.data_sheet import data_sheet
from community.needs.gate.policy import Policy
from community.needs.gate.release import Sureness
from community.needs.queries import Picture
from community.needs.recurring import SignalKind

Row = Sequence[str]


def sheet(picture: Picture, name: str, policy: Policy) -> str:
    """The needs that a page shows, as comma-separated values.

    Args:
        picture: what the page shows.
        name: what the group is called.
        policy: the rules in force, which stand on top.
    """
    return as_csv(_rows(picture, name, policy))


def _rows(picture: Picture, name: str, policy: Policy) -> Iterator[Row]:
    yield [_("Needs of %(group)s", group=name)]
    yield [_("Counted until %(day)s.", day=day(picture.release.until))]
    for section in data_sheet(policy):
        yield []
        yield [section.title]
        yield from ([line] for line in section.lines)
    if policy.is_on:
        yield from _recurring(picture)
        yield from _rising(picture)
        yield from _barriers(picture)


def _recurring(picture: Picture) -> Iterator[Row]:
    kinds = {
        SignalKind.UNANSWERED: _("Questions without a useful answer"),
        SignalKind.REPEATED: _("Questions asked before"),
        SignalKind.BLOCKED: _("Learners who could not apply it"),
        SignalKind.FRUITLESS_SEARCH: _("Searches without a result"),
        SignalKind.STRUGGLE: _("Difficulty told in reflections"),
    }
    sure = {Sureness.CLEAR: _("clear"), Sureness.LIKELY: _("likely"), Sureness.POSSIBLE: _("possible")}
    yield []
    yield [_("Where people keep getting stuck")]
    yield [_("Topic"), _("People"), _("Since"), _("How sure"), _("No useful answer in time"), *kinds.values()]
    for need in picture.needs:
        told = need.told
        late = _("about %(percent)d%%", percent=told.percent) if told.percent is not None else ""
        bands = [_told(told.kinds.get(kind)) for kind in kinds]
        yield [told.topic, str(told.people), month(told.since), sure[told.sureness], late, *bands]


def _rising(picture: Picture) -> Iterator[Row]:
    yield []
    yield [_("What is beginning to matter")]
    yield [_("Topic"), _("People"), _("How sure")]
    for rise in picture.rises:
        yield [rise.topic, str(rise.people), _("an early sign") if rise.is_weak else _("clear")]


def _barriers(picture: Picture) -> Iterator[Row]:
    barriers = {Barrier.COULD_NOT: _("Could not"), Barrier.NO_CHANCE: _("Had no chance"), Barrier.FORGOT: _("Forgot")}
    yield []
    yield [_("What keeps learners from applying it")]
    yield [_("Program"), _("People"), *barriers.values()]
    for one in picture.programs:
        bands = [_told(one.told.by_barrier.get(barrier)) for barrier in barriers]
        yield [one.program.title, str(one.told.people), *bands]


def _told(band: Band | None) -> str:
    return str(band) if band is not None else ""
