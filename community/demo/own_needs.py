"""The demo's own needs: some open, one that is met; each read by its owner alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from community.accounts.models import Member
from community.audiences.service import only
from community.demo import story
from community.demo.story import Calendar, Table
from community.kernel import clock
from community.own_needs.models import OwnNeed, OwnNeedState
from community.own_needs.service import Text, end_need, write_need


def write_own_needs(people: Mapping[str, Member], calendar: Calendar) -> int:
    """Write them down; how many there are."""
    return len([_need(table, people, calendar) for table in story.own_needs()])


def _need(table: Table, people: Mapping[str, Member], calendar: Calendar) -> OwnNeed:
    owner = people[table["owner"]]
    day = clock.now().date() + timedelta(days=table["look_in_days"]) if "look_in_days" in table else None
    what = {f"is_for_{name}": name in table["for"] for name in ("job", "organization", "career")}
    text = Text(table["words"], table["topic"], plan=table["plan"], look_on=day, **what)
    need = write_need(text, by=owner, audience=only(owner))
    need.written_at = calendar.moment(table["days_ago"], table["key"])
    if "state" in table:
        end_need(need, OwnNeedState(table["state"]), table["outcome"], by=owner)
        need.ended_at = calendar.after(need.written_at, table["ended_after_hours"])
    return need
