"""A manager keeps every release of a year and looks for single persons in them; prints how often that succeeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from random import Random
from typing import NamedTuple

from benchmarks.attack.world import TEAMS, World
from community.kernel.floor import Band, Floor
from community.needs.gate.evidence import Evidence
from community.needs.gate.making import release_all
from community.needs.gate.policy import FIRST_MONDAY, PERIOD, QUARTER, WINDOW, YEAR, Policy, period_of
from community.needs.gate.release import ORGANIZATION, Release

WORLDS = 20
FIRST_SEED = 100
"""The rules of the gate were chosen on the worlds before this one."""

RELEASES = 13
POLICY = Policy(Floor(5), group_floor=10, is_on=True)
Cell = tuple[str, str]


class Seen(NamedTuple):
    """One release: what is told of each topic in each group, who is truly behind it, and who is known to have moved."""

    told: dict[Cell, Band]
    truth: dict[Cell, frozenset[int]]
    moved: Mapping[int, set[int]]
    period: int


def main() -> None:
    """Attack the releases of many worlds."""
    count: Counter[str] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + WORLDS):
        _attack(_year(seed), count)
    cells = count["figures"]
    print(f"{WORLDS} organizations, {WORLDS * RELEASES} releases, {cells} figures shown of a topic in a group.")
    for what in ("exact counts", "bands alone"):
        print(
            f"Without the gate, {what}: {count[what]} changes by exactly one person, {count[what] / cells:.4f} a figure"
        )
    print("Through the gate:")
    for what in ("appears", "vanishes", "changes", "by subtraction"):
        print(f"  {what}: {count[what]}")
    print(f"  any change, with one person since the release before: {count['since the release before']}")
    print(f"  of {count['claims']} guesses from a single public join or leave, {count['right claims']} were right")
    exposed = sum(count[what] for what in ("appears", "vanishes", "changes", "by subtraction"))
    print(f"figure exposed_per_release {exposed / cells:.4f}")
    print(f"figure exposed_since_the_last {count['since the release before'] / cells:.4f}")


def _year(seed: int) -> list[Seen]:
    world = World(Random(seed))
    start = FIRST_MONDAY
    last: dict[str, Release] = {}
    seen = []
    for _period in range((WINDOW + PERIOD) // PERIOD + RELEASES):
        world.live(start)
        start += PERIOD
        if start - FIRST_MONDAY > WINDOW:
            evidence = world.evidence(start)
            last = release_all(evidence, last, POLICY)
            seen.append(Seen(_told(last), _truth(evidence), world.moved, period_of(start)))
    return seen[1:]


def _told(released: Mapping[str, Release]) -> dict[Cell, Band]:
    return {(scope, need.topic): need.people for scope, release in released.items() for need in release.needs}


def _truth(evidence: Evidence) -> dict[Cell, frozenset[int]]:
    truth = {}
    for topic_id, behind in evidence.behind.items():
        name = evidence.topics.names[topic_id]
        truth[ORGANIZATION, name] = frozenset(behind.lacking.stand().now)
        for group in evidence.groups:
            truth[group.scope, name] = frozenset(behind.lacking.stand(group.people).now)
    return truth


def _attack(year: list[Seen], count: Counter[str]) -> None:
    for place, (old, new) in enumerate(pairwise(year), start=1):
        back = YEAR if new.period % YEAR == 0 else QUARTER if new.period % QUARTER == 0 else 1
        looked = year[max(0, place - back)]
        for cell in old.truth.keys() | new.truth.keys():
            _compare(cell, old, looked, new, count)
        count["by subtraction"] += _subtracted(new)


def _compare(cell: Cell, old: Seen, looked: Seen, new: Seen, count: Counter[str]) -> None:
    before, now = old.told.get(cell), new.told.get(cell)
    people = old.truth.get(cell, frozenset()), new.truth.get(cell, frozenset())
    differ = people[0] ^ people[1]
    count["figures"] += now is not None or before is not None
    _without_gate(people, len(differ) == 1, count)
    if before == now:
        return
    what = "appears" if before is None else "vanishes" if now is None else "changes"
    # A viewer who knows the calendar knows since when those who explain a change have come; who leaves a floor does so
    # at once.
    since = old if now is None else looked
    count[what] += len(since.truth.get(cell, frozenset()) ^ people[1]) == 1
    count["since the release before"] += len(differ) == 1
    scope = cell[0]
    if scope.startswith("team:") and len(new.moved[int(scope[5:])]) == 2:  # one left and one came
        count["claims"] += 1
        count["right claims"] += len(differ) == 1 and differ <= new.moved[int(scope[5:])]


def _without_gate(people: tuple[frozenset[int], frozenset[int]], is_one: bool, count: Counter[str]) -> None:
    sizes = [len(each) for each in people]
    count["exact counts"] += is_one and max(sizes) >= POLICY.floor.people
    count["bands alone"] += is_one and POLICY.floor.band(sizes[0]) != POLICY.floor.band(sizes[1])


def _subtracted(seen: Seen) -> int:
    """Topics where the bands of the whole and of the teams that are shown leave fewer than the floor for the rest."""
    found = 0
    for (scope, topic), whole in seen.told.items():
        shown = [seen.told.get((f"team:{team}", topic)) for team in range(TEAMS)]
        parts = [band for band in shown if band is not None]
        if scope == ORGANIZATION and parts and whole.high is not None and all(band.high for band in parts):
            least = whole.low - sum(band.high or 0 for band in parts)
            most = whole.high - sum(band.low for band in parts)
            found += least > 0 and most < POLICY.floor.people
    return found


if __name__ == "__main__":
    main()
