"""Who is behind what, by topic and program: exact, and for the gate alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import or_, select

from community.kernel.db import session
from community.needs import signals
from community.needs.barriers import Barrier
from community.needs.emerging import Shown
from community.needs.gate.cells import Stand
from community.needs.gate.policy import WINDOW, compared_with, window_start
from community.needs.programs import Training, trainings
from community.needs.recurring import SignalKind
from community.needs.signals import Group, Kept, Sign
from community.topics.models import Tag

READ: Final = 2 * WINDOW


@dataclass
class Both:
    """People in the window that ends now and in the one of the release that this one is compared with."""

    now: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)

    def note(self, person_id: int, at: datetime, until: datetime) -> None:
        """Count somebody in each window in which the moment lies."""
        earlier = compared_with(until)
        if at > window_start(until):
            self.now.add(person_id)
        if window_start(earlier) < at <= earlier:
            self.before.add(person_id)

    def stand(self, people: Set[int] | None = None) -> Stand:
        """The same, of these people alone, or of all."""
        stand = Stand(frozenset(self.now), frozenset(self.before))
        return stand if people is None else stand.within(people)


@dataclass
class InVain:
    """Who looked for a topic and found nothing, in the same two windows.

    The same person has another key on each day. So there are at least as many people as on the day with the most.
    """

    now: defaultdict[datetime, set[int]] = field(default_factory=lambda: defaultdict(set))
    before: defaultdict[datetime, set[int]] = field(default_factory=lambda: defaultdict(set))

    def note(self, key: int, at: datetime, until: datetime) -> None:
        """Count somebody's day in each window in which it lies."""
        earlier = compared_with(until)
        if at > window_start(until):
            self.now[at].add(key)
        if window_start(earlier) < at <= earlier:
            self.before[at].add(key)

    def stand(self) -> Stand:
        """Those of the days with the most, for of no more it is known that they are different people."""
        return Stand(max(self.now.values(), key=len, default=set()), max(self.before.values(), key=len, default=set()))


@dataclass
class Behind:
    """Who is behind one topic."""

    lacking: Both = field(default_factory=Both)
    asked: Both = field(default_factory=Both)
    poorly: Both = field(default_factory=Both)
    by_kind: defaultdict[SignalKind, Both] = field(default_factory=lambda: defaultdict(Both))
    searched: InVain = field(default_factory=InVain)
    first: dict[int, datetime] = field(default_factory=dict)

    def add(self, sign: Sign, until: datetime) -> None:
        """Count one sign."""
        if sign.is_question and sign.kind is not SignalKind.REPEATED:
            self.asked.note(sign.person_id, sign.at, until)
            if sign.kind is SignalKind.UNANSWERED:
                self.poorly.note(sign.person_id, sign.at, until)
        if sign.kind is None:
            return
        self.lacking.note(sign.person_id, sign.at, until)
        self.by_kind[sign.kind].note(sign.person_id, sign.at, until)
        if sign.at > window_start(until):
            self.first[sign.person_id] = min(sign.at, self.first.get(sign.person_id, sign.at))

    def stands(self) -> dict[SignalKind, Stand]:
        """Who is behind each kind of sign."""
        stands = {kind: both.stand() for kind, both in self.by_kind.items()}
        return {**stands, SignalKind.FRUITLESS_SEARCH: self.searched.stand()}

    def since(self, people: int) -> date:
        """The month in which the last of so many people joined the others; a single one's stays unknown."""
        return sorted(self.first.values())[people - 1].date().replace(day=1)


@dataclass(frozen=True)
class Topics:
    """The topics of an organization: their names, which of them are skills, and the number that a name leads to.

    A skill that no entry bears has a number below 0.
    """

    names: Mapping[int, str]
    skills: Set[int]
    ids: Mapping[str, int]

    def of(self, program: Training) -> set[int]:
        """The topics that `program` is about."""
        return {self.ids[name] for name in program.skills}


@dataclass(frozen=True)
class Evidence:
    """All that a release is made of."""

    until: datetime
    behind: Mapping[int, Behind]
    signs: Sequence[Sign]
    kept: Mapping[int, Mapping[Barrier, Both]]
    topics: Topics
    groups: Sequence[Group]

    @property
    def shown(self) -> list[Shown]:
        """What speaks for a topic that begins to matter: everything that was asked, and who was stuck."""
        return [Shown(sign.topic_id, sign.person_id, sign.at) for sign in self.signs]


def gather(until: datetime) -> Evidence:
    """Read who is behind what until a moment."""
    since = until - READ
    programs = trainings()
    asked = signals.questions(since, until)
    kept = signals.barriers(since, until)
    told = signals.difficulties(since, until)
    topics = _topics(programs, {sign.topic_id for sign in (*asked, *told)})
    signs = [*asked, *told, *_blocked(kept, programs, topics)]
    evidence = evidence_of(signs, until, topics, signals.groups(), _by_program(kept, programs, until))
    return with_searches(evidence, signals.searches_in_vain(since, until))


def evidence_of(
    signs: Sequence[Sign],
    until: datetime,
    topics: Topics,
    groups: Sequence[Group],
    kept: Mapping[int, Mapping[Barrier, Both]],
) -> Evidence:
    """Put signs together by topic."""
    behind: defaultdict[int, Behind] = defaultdict(Behind)
    for sign in signs:
        behind[sign.topic_id].add(sign, until)
    return Evidence(until, dict(behind), signs, kept, topics, groups)


def with_searches(evidence: Evidence, searches: Iterable[signals.InVain]) -> Evidence:
    """The same, with who looked for a topic in vain.

    Nobody knows these people, so that they only stand beside others and make no need by themselves.
    """
    for each in searches:
        if each.topic_id in evidence.behind:
            evidence.behind[each.topic_id].searched.note(each.key, each.at, evidence.until)
    return evidence


def _topics(programs: Sequence[Training], used: Set[int]) -> Topics:
    wanted = {name for program in programs for name in program.skills}
    wanted_or_skill = or_(Tag.is_skill, Tag.name.in_(wanted), Tag.id.in_(used))
    rows = session().execute(select(Tag.id, Tag.name, Tag.is_skill, Tag.synonym_of_id).where(wanted_or_skill)).all()
    names = {tag_id: name for tag_id, name, _is_skill, _synonym in rows}
    ids = {name: synonym_of_id or tag_id for tag_id, name, _is_skill, synonym_of_id in rows}
    skills = {tag_id for tag_id, _name, is_skill, _synonym in rows if is_skill}
    for number, name in enumerate(sorted(wanted - ids.keys()), start=1):
        ids[name], names[-number] = -number, name
    return Topics(names, skills, ids)


def _blocked(kept: Iterable[Kept], programs: Iterable[Training], topics: Topics) -> list[Sign]:
    """Learners who could not do what a program teaches lack what it is about."""
    about = {program.id: topics.of(program) for program in programs}
    return [
        Sign(topic_id, each.person_id, each.at, SignalKind.BLOCKED)
        for each in kept
        if each.barrier == Barrier.COULD_NOT
        for topic_id in about.get(each.program_id, ())
    ]


def _by_program(kept: Iterable[Kept], programs: Iterable[Training], until: datetime) -> dict[int, dict[Barrier, Both]]:
    found: dict[int, dict[Barrier, Both]] = {program.id: {} for program in programs}
    for each in kept:
        if each.program_id in found and each.barrier in set(Barrier):
            both = found[each.program_id].setdefault(Barrier(each.barrier), Both())
            both.note(each.person_id, each.at, until)
    return found
