"""Making a release of every scope from the evidence and from what was released before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from community.kernel.floor import Band
from community.needs.barriers import Barrier
from community.needs.emerging import BLOCK, EARLY, RISING, rises
from community.needs.gate.cells import Stand, beside, told, told_share
from community.needs.gate.evidence import Behind, Evidence
from community.needs.gate.policy import Policy
from community.needs.gate.release import ORGANIZATION, Release, ReleasedNeed, ReleasedProgram, ReleasedRise
from community.needs.signals import Group, Sign

STEP: Final = 5

Last = Mapping[str, Release]
Needs = dict[int, ReleasedNeed]


def release_all(evidence: Evidence, last: Last, policy: Policy) -> dict[str, Release]:
    """Return what may be told of each scope, given what was told of it the last time."""
    until = evidence.until.date()
    before, is_first = _needs_by_topic(last.get(ORGANIZATION)), ORGANIZATION not in last
    needs = {
        topic_id: need
        for topic_id in evidence.behind
        if (need := _need(evidence, topic_id, before, policy, is_first=is_first))
    }
    whole = Release(
        until=until,
        needs=_in_order(evidence, needs),
        rises=_rises(evidence, last.get(ORGANIZATION), policy),
        programs=_programs(evidence, last.get(ORGANIZATION), policy),
        groups=[(group.scope, group.name) for group in evidence.groups],
    )
    parts = {group.scope: Release(until) for group in evidence.groups}
    for dimension in ("team:", "cohort:"):
        siblings = [group for group in evidence.groups if group.scope.startswith(dimension)]
        parts.update({scope: Release(until, found) for scope, found in _among(evidence, siblings, needs, last, policy)})
    return {ORGANIZATION: whole, **parts}


def _needs_by_topic(release: Release | None) -> dict[str, ReleasedNeed]:
    return {need.topic: need for need in release.needs} if release else {}


def _need(
    evidence: Evidence, topic_id: int, before: Mapping[str, ReleasedNeed], policy: Policy, *, is_first: bool
) -> ReleasedNeed | None:
    behind, name = evidence.behind[topic_id], evidence.topics.names[topic_id]
    last = before.get(name)
    people = told(behind.lacking.stand(), last.people if last else None, policy, is_first=is_first)
    if people is None:
        return None
    kinds = {
        kind: band
        for kind, stand in sorted(behind.stands().items())
        if (band := told(stand, last.kinds.get(kind) if last else None, policy, margin=0, is_first=not last))
    }
    percent = told_share(behind.poorly.stand(), behind.asked.stand(), last.percent if last else None, policy.floor)
    since = last.since if last else behind.since(policy.floor.people)
    return ReleasedNeed(name, _tag(topic_id), topic_id in evidence.topics.skills, people, kinds, percent, since)


def _tag(topic_id: int) -> int | None:
    return topic_id if topic_id > 0 else None


def _in_order(evidence: Evidence, needs: Needs) -> list[ReleasedNeed]:
    usual = _usual_percent(evidence.behind)
    return sorted(needs.values(), key=lambda need: _place(need, usual))


def _place(need: ReleasedNeed, usual: int | None) -> tuple[bool, float, int, str]:
    """Skills first, then the most pressing; of equals the one whose signs have more people behind them."""
    return not need.is_skill, -need.weight(usual), -sum(band.low for band in need.kinds.values()), need.topic


def _usual_percent(behind: Mapping[int, Behind]) -> int | None:
    """The share of people who are served poorly on a topic, over all topics, rounded."""
    asked = sum(len(each.asked.now) for each in behind.values())
    poorly = sum(len(each.poorly.now) for each in behind.values())
    return max(STEP, round(100 * poorly / asked / STEP) * STEP) if asked else None


def _among(
    evidence: Evidence, siblings: Sequence[Group], whole: Needs, last: Last, policy: Policy
) -> list[tuple[str, list[ReleasedNeed]]]:
    """What may be told of groups beside each other; what is not told of the organization is told of none of them."""
    found: dict[str, list[ReleasedNeed]] = {group.scope: [] for group in siblings}
    for topic_id, need in whole.items():
        behind = evidence.behind[topic_id]
        for scope, people in _of_groups(behind, siblings, need.topic, last, policy).items():
            found[scope].append(ReleasedNeed(need.topic, need.tag_id, need.is_skill, people, {}, None, need.since))
    order = {scope: sorted(each, key=lambda need: (-need.people.low, need.topic)) for scope, each in found.items()}
    return list(order.items())


def _of_groups(behind: Behind, siblings: Sequence[Group], topic: str, last: Last, policy: Policy) -> dict[str, Band]:
    stands = {group.scope: behind.lacking.stand(group.people) for group in siblings}
    shown = {}
    for group in siblings:
        before = _needs_by_topic(last.get(group.scope)).get(topic)
        people = told(stands[group.scope], before.people if before else None, policy, is_first=group.scope not in last)
        if people is not None and len(group.people) >= policy.group_floor:
            shown[group.scope] = people
    now = {scope: stand.now for scope, stand in stands.items()}
    kept = beside(behind.lacking.now, now, shown, policy.floor)
    return {scope: people for scope, people in shown.items() if scope in kept}


def _rises(evidence: Evidence, last: Release | None, policy: Policy) -> list[ReleasedRise]:
    before = {rise.topic: rise.people for rise in last.rises} if last else {}
    clear = [(rise.topic_id, False) for rise in rises(evidence.shown, evidence.until, RISING)]
    known = {topic_id for topic_id, _weak in clear}
    early = [(rise.topic_id, True) for rise in rises(evidence.shown, evidence.until, EARLY)]
    found = []
    for topic_id, is_weak in [*clear, *(each for each in early if each[0] not in known)]:
        name = evidence.topics.names[topic_id]
        people = told(_lately(evidence, topic_id), before.get(name), policy, is_first=last is None)
        if people is not None:
            found.append(ReleasedRise(name, _tag(topic_id), people, is_weak))
    return sorted(found, key=lambda rise: (rise.is_weak, -rise.people.low, rise.topic))


def _lately(evidence: Evidence, topic_id: int) -> Stand:
    """Who showed a sign on a topic in the eight weeks up to now, and in those up to four weeks ago."""
    until = evidence.until
    on_topic = [sign for sign in evidence.signs if sign.topic_id == topic_id]
    return Stand(_between(on_topic, until - 2 * BLOCK, until), _between(on_topic, until - 3 * BLOCK, until - BLOCK))


def _between(signs: Sequence[Sign], since: datetime, until: datetime) -> frozenset[int]:
    return frozenset(sign.person_id for sign in signs if since < sign.at <= until)


def _programs(evidence: Evidence, last: Release | None, policy: Policy) -> list[ReleasedProgram]:
    before = {each.program_id: each for each in last.programs} if last else {}
    found = []
    for program_id, by_barrier in evidence.kept.items():
        old = before.get(program_id)
        stands = {barrier: both.stand() for barrier, both in by_barrier.items()}
        people = told(_together(list(stands.values())), old.people if old else None, policy, is_first=last is None)
        if people is not None:
            bands = {
                barrier: band
                for barrier, stand in stands.items()
                if (
                    band := told(
                        stand, old.by_barrier.get(barrier) if old else None, policy, margin=0, is_first=not old
                    )
                )
            }
            found.append(ReleasedProgram(program_id, people, _most_frequent_first(bands)))
    # Bands and names alone decide the order, so that it tells no more than they do.
    return sorted(found, key=lambda each: (-each.people.low, each.program_id))


def _together(stands: Sequence[Stand]) -> Stand:
    now = frozenset(person for stand in stands for person in stand.now)
    return Stand(now, frozenset(person for stand in stands for person in stand.before))


def _most_frequent_first(bands: Mapping[Barrier, Band]) -> dict[Barrier, Band]:
    order = list(Barrier)
    return dict(sorted(bands.items(), key=lambda pair: (-pair[1].low, order.index(pair[0]))))
