"""The feeds of programs: what has come for a cohort or for one learner, with the newest resources among it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import abort

from community.accounts.models import Member, Viewer
from community.entries.models import Entry
from community.feeds import queries
from community.feeds.items import Channel, Item, Row, Span
from community.feeds.routes.blueprint import feed, loaded
from community.feeds.sources import Source, cut, reminder_item
from community.kernel import clock
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.programs import queries as programs

RESOURCES_IN = 5
"""Of so many items one may be a resource; the others are left for reminders."""

MOST_RESOURCES = 100

Told = tuple[Entry, str, str]
"""A reminder's entry, its task, and where it is answered."""


@feed("/cohorts/<int:cohort_id>")
def cohort(who: Viewer, cohort_id: int) -> Source:
    """The reminders that have come for a cohort, and the newest resources of its program."""
    found = programs.cohort_for(who, cohort_id)
    if found is None:
        raise NotFound(_("There is no such cohort, or it is not open to you."))
    program = found.program
    came = {
        f"cohort-{found.id}-reminder-{one.entry_id}": (at, one)
        for at, one in programs.cohort_deliveries(found, who, clock.now())
    }
    told = {key: (one.entry, one.task, f"{one.entry.path}#answer") for key, (_at, one) in came.items()}

    def rows(span: Span) -> list[Row]:
        reminders = [_row(key, at, one.entry, one.task) for key, (at, one) in came.items()]
        tagged = queries.resources(who, program.resource_tags)
        return cut([*reminders, *queries.rows_of(tagged, _few(span))], span)

    channel = Channel(f"{program.title}: {found.name}", f"/programs/{program.slug}")
    return Source(channel, rows, lambda wanted: _items(wanted, told))


@feed("/enrollments/<int:enrollment_id>")
def enrollment(who: Viewer, enrollment_id: int) -> Source:
    """The reminders that have come for one learner, by their own start, days and pauses, and the newest resources."""
    if who is None:
        abort(401)
    kept = programs.own_feed(who, enrollment_id, clock.now(), resources=MOST_RESOURCES)
    if kept is None:
        raise NotFound(_("There is no such enrollment of yours."))

    def rows(span: Span) -> list[Row]:
        reminders = [Row(*row) for row in kept.reminders] if kept.is_settled else _due(who, enrollment_id)
        resources = cut([Row(*row) for row in kept.resources], _few(span))
        return cut([*reminders, *resources], span)

    channel = Channel(kept.title, "/programs/mine", _("Your reminders"))
    return Source(channel, rows, lambda wanted: _items(wanted, _told(who, enrollment_id)))


def _due(member: Member, enrollment_id: int) -> list[Row]:
    """What has come by now, whether it is written down or not."""
    came = programs.came_for(member, enrollment_id, clock.now())
    return [_row(one.stable_id, one.at, one.reminder.entry, one.reminder.task) for one in came]


def _told(member: Member, enrollment_id: int) -> dict[str, Told]:
    came = programs.came_for(member, enrollment_id, clock.now())
    return {one.stable_id: (one.reminder.entry, one.reminder.task, programs.answer_link(one)) for one in came}


def _row(key: str, at: datetime, entry: Entry, task: str) -> Row:
    return Row(key, entry.id, at, entry.changed_at, task)


def _few(span: Span) -> Span:
    return span._replace(most=span.most // RESOURCES_IN)


def _items(rows: Sequence[Row], told: Mapping[str, Told]) -> list[Item]:
    ask = _("Did you apply it?")
    made = {}
    for row in rows:
        if row.key in told:
            entry, task, path = told[row.key]
            made[row.key] = reminder_item(row, entry, task=task, ask=ask, answer_path=path)
    return queries.mixed(rows, made, load=loaded)
