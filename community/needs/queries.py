"""The page of needs: what was released, with what exists already on each topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from community.accounts.models import Member, Team
from community.needs.gate.release import ORGANIZATION, Release, ReleasedNeed, ReleasedProgram, ReleasedRise
from community.needs.gate.serving import look_at_all, look_at_team, reach_of, scope_of, told_topics
from community.needs.programs import Training, trainings
from community.needs.supply import Supply, supplies_of

MOST_SHOWN: Final = 10


@dataclass(frozen=True)
class Need:
    """A recurring need, with what there is on it."""

    told: ReleasedNeed
    supply: Supply
    programs: tuple[Training, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"need-{self.told.topic}"

    @property
    def has_helpers(self) -> bool:
        """Whether anybody who agreed to be found has answered on it."""
        return self.supply.helpers > 0


class Obstructed(NamedTuple):
    """A program whose learners are kept from applying it."""

    program: Training
    told: ReleasedProgram


@dataclass(frozen=True)
class Picture:
    """All that the page of needs shows."""

    release: Release
    needs: tuple[Need, ...]
    rises: Sequence[ReleasedRise]
    programs: tuple[Obstructed, ...]


def picture(release: Release) -> Picture:
    """Put beside what was released what everybody here may read about it."""
    shown = release.needs[:MOST_SHOWN]
    programs = trainings() if shown or release.programs else []
    supplies = supplies_of([need.tag_id for need in shown if need.tag_id is not None])
    by_id = {program.id: program for program in programs}
    kept = tuple(Obstructed(by_id[each.program_id], each) for each in release.programs if each.program_id in by_id)
    return Picture(release, tuple(_need(need, supplies, programs) for need in shown), release.rises, kept)


def picture_of_team(viewer: Member, team: Team, settings: Mapping[str, Any], now: datetime) -> Picture:
    """What was released of a team; that `viewer` looked is noted.

    Raises:
        NotFound: when the viewer may not look at this team.
    """
    return picture(look_at_team(viewer, team, settings, now))


def picture_of_all(viewer: Member, settings: Mapping[str, Any], now: datetime) -> Picture:
    """What was released of the whole organization; that `viewer` looked is noted."""
    return picture(look_at_all(viewer, settings, now))


def topics_told_of(team: Team, settings: Mapping[str, Any], now: datetime) -> frozenset[str]:
    """The topics of which something was told of a team or of the whole organization, by name alone."""
    return told_topics(scope_of(team), settings, now) | told_topics(ORGANIZATION, settings, now)


def _need(told: ReleasedNeed, supplies: Mapping[int, Supply], programs: Sequence[Training]) -> Need:
    supply = supplies.get(told.tag_id or 0) or Supply(told.topic)
    return Need(told, supply, tuple(program for program in programs if told.topic in program.skills))


def scopes_for(viewer: Member, release: Release) -> list[tuple[str, str]]:
    """The groups that `viewer` may look at; all of them, large or small, so that the list tells nothing."""
    is_in_reach = reach_of(viewer)
    return [(scope, name) for scope, name in release.groups if is_in_reach(scope)]
