"""The demo's barriers: one that is mended, one that somebody looks after, one that waits, and one without a name."""

from __future__ import annotations

from collections.abc import Mapping

from community.accounts.models import Member
from community.audiences.service import organization_audience
from community.barriers.models import BarrierState, RaisedBarrier
from community.barriers.service import Text, answer_barrier, raise_barrier, take_on
from community.demo import story
from community.demo.story import Calendar, Table


def gather_barriers(people: Mapping[str, Member], calendar: Calendar) -> int:
    """Raise them and answer them; how many there are."""
    return len([_barrier(table, people, calendar) for table in story.barriers()])


def _barrier(table: Table, people: Mapping[str, Member], calendar: Calendar) -> RaisedBarrier:
    raiser = people.get(table.get("raiser", ""))
    barrier = raise_barrier(
        Text(table["title"], table["words"], table["topic"]),
        by=raiser or people["ana"],
        audience=organization_audience(),
        is_named=raiser is not None,
    )
    if raiser is not None:
        barrier.raised_at = calendar.moment(table["days_ago"], table["key"])
    if "owner" in table:
        owner = people[table["owner"]]
        take_on(barrier, by=owner)
        answer_barrier(barrier, BarrierState(table["state"]), table["answer"], by=owner)
        barrier.answered_at = calendar.after(barrier.raised_at, table["after_hours"])
    return barrier
