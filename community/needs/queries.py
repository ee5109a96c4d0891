"""The picture of an organization's needs, as far as it may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import or_, select

from community.kernel.db import session
from community.needs.barriers import Barrier, Kept, ProgramBarriers, program_barriers
from community.needs.floor import Band, Floor
from community.needs.recurring import Asked, RecurringNeed, Signal, SignalKind, recurring_needs
from community.needs.signals import Asker, Training, askers, first_day, trainings
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
    asking, programs = askers(now), trainings(now)
    topics = _Topics(programs)
    signals = [*_signals_of(asking), *_signals_from(programs, topics)]
    asked = [Asked(each.topic_id, each.person_id, each.poorly_served_since is not None) for each in asking]
    needs = recurring_needs(asked, [signal for signal, _since in signals], floor=floor)
    needs.sort(key=lambda need: need.topic_id not in topics.skills)
    shown = needs[:MOST_SHOWN]
    since = _since([need.topic_id for need in shown], signals, floor)
    supplies = supplies_of([need.topic_id for need in shown if need.topic_id > 0])
    told = tuple(_need(need, topics, supplies, programs, since[need.topic_id], floor) for need in shown)
    return Picture(told, _obstructed(programs, floor))


Dated = tuple[Signal, int]


def _signals_of(asking: Iterable[Asker]) -> Iterable[Dated]:
    for each in asking:
        if each.poorly_served_since is not None:
            yield Signal(each.topic_id, SignalKind.UNANSWERED, each.person_id), each.poorly_served_since
        if each.repeated_since is not None:
            yield Signal(each.topic_id, SignalKind.REPEATED, each.person_id), each.repeated_since


def _signals_from(programs: Iterable[Training], topics: _Topics) -> Iterable[Dated]:
    """Learners who could not do what a program teaches lack what it is about."""
    for program in programs:
        for topic_id in topics.of(program):
            for each in program.obstacles:
                if each.barrier == Barrier.COULD_NOT:
                    yield Signal(topic_id, SignalKind.BLOCKED, each.person_id), each.since


def _since(topic_ids: Sequence[int], signals: Iterable[Dated], floor: Floor) -> dict[int, date]:
    """The month in which the last of the people that the floor asks for joined; a single one's stays unknown."""
    firsts: defaultdict[int, dict[int, int]] = defaultdict(dict)
    wanted = set(topic_ids)
    for signal, month in signals:
        if signal.topic_id in wanted:
            people = firsts[signal.topic_id]
            people[signal.person_id] = min(month, people.get(signal.person_id, month))
    return {topic_id: first_day(sorted(people.values())[floor.people - 1]) for topic_id, people in firsts.items()}


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
    kept = (Kept(p.id, each.person_id, each.barrier) for p in programs for each in p.obstacles)
    return tuple(_told(by_id[each.program_id], each) for each in program_barriers(kept, floor))


def _told(program: Training, found: ProgramBarriers) -> Obstructed:
    return Obstructed(program.slug, program.title, found.people, found.by_barrier, found.is_kept_by_work)
