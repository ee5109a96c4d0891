"""The demo's communities of practice: who is in them, who wants to be, and what they wrote for each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import update

from community.accounts.models import Member
from community.demo import story
from community.demo.story import Calendar, Table
from community.demo.voices import Voices
from community.groups.models import Group, GroupMember, JoinRule
from community.groups.service import About, invite, join_group, name_facilitator, start_group
from community.kernel.db import session


def gather_groups(voices: Voices, people: Mapping[str, Member], calendar: Calendar) -> Sequence[Group]:
    """Start the communities, let their people in, and write what they wrote."""
    return [_group(table, voices, people, calendar) for table in story.groups()]


def _group(table: Table, voices: Voices, people: Mapping[str, Member], calendar: Calendar) -> Group:
    first, *more = [people[name] for name in table["facilitators"]]
    group = start_group(About(table["name"], table["purpose"], JoinRule(table["join_rule"])), by=first)
    inside = [*more, *(people[name] for name in table["people"])]
    invite(group, inside, by=first)
    for member in inside:
        join_group(group, by=member)
    for member in more:
        name_facilitator(group, member, is_on=True, by=first)
    for name in table["asking"]:
        join_group(group, by=people[name])
    invite(group, [people[name] for name in table["invited"]], by=first)
    _set_back(group, table, calendar)
    _write(group, table, voices)
    return group


def _set_back(group: Group, table: Table, calendar: Calendar) -> None:
    """Let it be as if it had begun then."""
    group.started_at = calendar.moment(table["started"], table["name"])
    mine = GroupMember.group_id == group.id
    session().execute(update(GroupMember).where(mine).values(since=group.started_at))


def _write(group: Group, table: Table, voices: Voices) -> None:
    for kind, write in (("question", voices.ask), ("reflection", voices.reflect), ("bookmark", voices.save)):
        for text in table.get(kind, []):
            write({**text, "audience": group.audience.key})
