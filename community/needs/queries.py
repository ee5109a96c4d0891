"""The picture of an organization's needs, as far as it may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import or_, select

from community.kernel.db import session
from community.kernel.floor import Band, Floor
from community.needs.barriers import Barrier, ProgramBarriers, program_barriers
from community.needs.recurring import People, RecurringNeed, SignalKind, needs_of
from community.needs.signals import Asking, Since, Training, asking, first_day, trainings
from community.needs.supply import Supply, supplies_of
from community.topics.models import Tag

MOST_SHOWN: Final = 10


@dataclass(frozen=True)
class Need:
    """A recurring need: what it is about, and what may be told of it.

    `since` is the month by which as many people as the floor asks for had shown it.
    `helpers` is the band of people who answered, None where they are fewer; `has_helpers` says whether any are.
    """

    topic: str
    is_skill: bool
    people: Band
    kinds: Mapping[SignalKind, Band]
    poorly_served_percent: int | None
    since: date
    supply: Supply
    helpers: Band | None
    programs: tuple[Training, ...]

    @property
    def has_helpers(self) -> bool:
        """Whether anybody who agreed to be found has answered on it."""
        return self.supply.helpers > 0


class Obstructed(NamedTuple):
    """A program whose learners are kept from applying it."""

    slug: str
    title: str
    people: Band
    by_barrier: Mapping[Barrier, Band]
    is_kept_by_work: bool


@dataclass(frozen=True)
class Picture:
    """All that the page of needs shows."""

    needs: tuple[Need, ...]
    programs: tuple[Obstructed, ...]


class _Topics:
    """The topics that programs name, and which of all are skills; a skill that no entry bears has a number below 0."""

    def __init__(self, programs: Sequence[Training]) -> None:
        wanted = {name for program in programs for name in program.skills}
        rows = session().execute(
            select(Tag.id, Tag.name, Tag.is_skill, Tag.synonym_of_id).where(or_(Tag.is_skill, Tag.name.in_(wanted)))
        )
        self.names: dict[int, str] = {}
        self.skills: set[int] = set()
        self._ids: dict[str, int] = {}
        for tag_id, name, is_skill, synonym_of_id in rows:
            self.names[tag_id] = name
            self._ids[name] = synonym_of_id or tag_id
            if is_skill:
                self.skills.add(tag_id)
        for number, name in enumerate(sorted(wanted - self._ids.keys()), start=1):
            self._ids[name], self.names[-number] = -number, name

    def of(self, program: Training) -> set[int]:
        """The topics that `program` is about."""
        return {self._ids[name] for name in program.skills}


def picture(floor: Floor, now: datetime) -> Picture:
    """What groups of at least as many people as `floor` asks for need to learn, and what keeps them from using it."""
    programs = trainings(now)
    topics = _Topics(programs)
    evidence = _evidence(asking(now), programs, topics)
    needs = needs_of({topic_id: each.people for topic_id, each in evidence.items()}, floor)
    needs.sort(key=lambda need: need.topic_id not in topics.skills)
    shown = needs[:MOST_SHOWN]
    supplies = supplies_of([need.topic_id for need in shown if need.topic_id > 0])
    told = tuple(
        _need(need, topics, supplies, programs, evidence[need.topic_id].since(floor.people), floor) for need in shown
    )
    return Picture(told, _obstructed(programs, floor))


class _Evidence:
    """Who stands behind one topic, and since when."""

    def __init__(self) -> None:
        self.people = People()
        self._signs: list[Since] = []

    def add(self, kind: SignalKind, since: Since) -> None:
        """Count the people who showed a sign."""
        self.people.by_kind[kind].update(since)
        self._signs.append(since)

    def since(self, people: int) -> date:
        """The month in which the last of so many people joined the others; a single one's stays unknown."""
        first: dict[int, int] = {}
        for signs in self._signs:
            first.update((person, min(month, first.get(person, month))) for person, month in signs.items())
        return first_day(sorted(first.values())[people - 1])


def _evidence(asked: Mapping[int, Asking], programs: Iterable[Training], topics: _Topics) -> dict[int, _Evidence]:
    found: defaultdict[int, _Evidence] = defaultdict(_Evidence)
    for topic_id, each in asked.items():
        topic = found[topic_id]
        topic.people.asked, topic.people.poorly_served = each.askers, set(each.poorly_served)
        topic.add(SignalKind.UNANSWERED, each.poorly_served)
        topic.add(SignalKind.REPEATED, each.repeated)
    for program in programs:
        # Learners who could not do what a program teaches lack what it is about.
        for topic_id in topics.of(program):
            found[topic_id].add(SignalKind.BLOCKED, program.kept.get(Barrier.COULD_NOT, {}))
    return found


def _need(
    need: RecurringNeed,
    topics: _Topics,
    supplies: Mapping[int, Supply],
    programs: Iterable[Training],
    since: date,
    floor: Floor,
) -> Need:
    supply = supplies.get(need.topic_id) or Supply(topics.names[need.topic_id])
    return Need(
        topic=supply.name,
        is_skill=need.topic_id in topics.skills,
        people=need.people,
        kinds=need.kinds,
        poorly_served_percent=need.poorly_served_percent,
        since=since,
        supply=supply,
        helpers=floor.band(supply.helpers),
        programs=tuple(program for program in programs if need.topic_id in topics.of(program)),
    )


def _obstructed(programs: Sequence[Training], floor: Floor) -> tuple[Obstructed, ...]:
    by_id = {program.id: program for program in programs}
    kept = program_barriers({program.id: program.kept for program in programs}, floor)
    return tuple(_told(by_id[each.program_id], each) for each in kept)


def _told(program: Training, found: ProgramBarriers) -> Obstructed:
    return Obstructed(program.slug, program.title, found.people, found.by_barrier, found.is_kept_by_work)
