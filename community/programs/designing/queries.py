"""Reading what who runs a program designs with."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from community.entries.kinds import State
from community.entries.models import Entry
from community.kernel.db import session
from community.programs.models import Program, Reminder


def reminders_to_design(program: Program, state: State = State.PUBLISHED) -> Sequence[Reminder]:
    """The reminders of `program` in their order, for who runs it; those that were taken out have another state."""
    return (
        session()
        .scalars(
            select(Reminder)
            .join(Reminder.entry)
            .where(Reminder.program_id == program.id, Entry.state == state.value)
            .options(contains_eager(Reminder.entry))
            .order_by(Reminder.offset_days, Reminder.entry_id)
        )
        .all()
    )
