"""An invented organization over two years: teams, topics, people who come and go, and what they get stuck on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from community.needs.gate.evidence import Evidence, Topics, evidence_of
from community.needs.gate.policy import PERIOD
from community.needs.recurring import SignalKind
from community.needs.signals import Group, Sign

TEAMS, TOPICS = 8, 40
SMALLEST, LARGEST = 8, 45
SIGNS_IN_FOUR_WEEKS = 0.6
LEAVING_IN_FOUR_WEEKS = 0.02


@dataclass
class World:
    """Who is where, and who was stuck on what when; `moved` are those who came to a team or left it of late."""

    chance: Random
    team_of: dict[int, int] = field(default_factory=dict)
    signs: list[Sign] = field(default_factory=list)
    moved: dict[int, set[int]] = field(default_factory=dict)
    _people: int = 0

    def __post_init__(self) -> None:
        for team in range(TEAMS):
            for _person in range(self.chance.randint(SMALLEST, LARGEST)):
                self._join(team)

    def live(self, start: datetime) -> None:
        """Let four weeks pass: people leave and are followed by others, and get stuck."""
        self.moved = {team: set() for team in range(TEAMS)}
        for person, team in list(self.team_of.items()):
            if self.chance.random() < LEAVING_IN_FOUR_WEEKS:
                self._leave(person, team)
        weights = [1 / (rank + 3) for rank in range(TOPICS)]
        for person in self.team_of:
            if self.chance.random() < SIGNS_IN_FOUR_WEEKS:
                (topic,) = self.chance.choices(range(1, TOPICS + 1), weights)
                at = start + PERIOD * self.chance.random()
                self.signs.append(Sign(topic, person, at, SignalKind.UNANSWERED, is_question=True))

    def evidence(self, until: datetime) -> Evidence:
        """What the gate would read at a moment."""
        names = {topic: f"topic {topic}" for topic in range(1, TOPICS + 1)}
        groups = [Group(f"team:{team}", f"team {team}", self.people_of(team)) for team in range(TEAMS)]
        return evidence_of(self.signs, until, Topics(names, set(), {}), groups, {})

    def people_of(self, team: int) -> frozenset[int]:
        """Who is in a team now, as everybody can read on profiles."""
        return frozenset(person for person, where in self.team_of.items() if where == team)

    def _join(self, team: int) -> int:
        self._people += 1
        self.team_of[self._people] = team
        return self._people

    def _leave(self, person: int, team: int) -> None:
        del self.team_of[person]
        if self.chance.random() < 1 / 2:  # half of them take with them what they wrote
            self.signs = [sign for sign in self.signs if sign.person_id != person]
        self.moved[team] |= {person, self._join(team)}
