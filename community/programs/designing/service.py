"""The verbs of designing: begin with a pattern, launch, move and remove reminders, say who may see the program."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.kinds import State
from community.entries.service import release, restrict, withdraw
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.programs.deliveries.planning import follows, look_again
from community.programs.designing.queries import reminders_to_design
from community.programs.models import Program, Reminder
from community.programs.service import LARGEST_OFFSET, MOST_REMINDERS, Step, add_reminder


def begin_with(program: Program, steps: Sequence[Step], *, by: Member) -> list[Reminder]:
    """Give an empty program its first reminders, as drafts, which are then changed one by one and launched.

    Raises:
        NotAllowed: when `by` does not run the program.
        Refused: when the program has reminders already, or there are too many.
    """
    if reminders_to_design(program):
        raise Refused(_("This program has reminders already. Add more of them one by one."))
    if len(steps) > MOST_REMINDERS:
        raise Refused(_("A program has %(most)d reminders at most.", most=MOST_REMINDERS))
    return [add_reminder(program, step, by=by, is_draft=True) for step in steps]


def launch(program: Program, *, by: Member) -> int:
    """Let the drafts of `program` come to its learners from now on, each on its day.

    Returns:
        How many there were.

    Raises:
        NotAllowed: when `by` does not run the program.
    """
    drafts = reminders_to_design(program, [State.DRAFT])
    for one in drafts:
        launch_reminder(one, by=by)
    return len(drafts)


def launch_reminder(reminder: Reminder, *, by: Member) -> None:
    """Let one draft come to the learners of its program from now on.

    Raises:
        NotAllowed: when `by` does not run the program.
    """
    needs_owner(reminder.program, by)
    release(reminder.entry, by=by)
    look_again(follows(reminder.program_id))


def move_reminder(reminder: Reminder, offset_days: int, *, by: Member) -> None:
    """Let a reminder come on another day after the start; where it has come already, it stays.

    Raises:
        NotAllowed: when `by` does not run the program.
        Refused: when the day is out of range.
    """
    needs_owner(reminder.program, by)
    if not 0 <= offset_days <= LARGEST_OFFSET:
        raise Refused(_("A reminder comes from 0 to %(most)d days after the start.", most=LARGEST_OFFSET))
    reminder.offset_days = offset_days
    look_again(follows(reminder.program_id))


def remove_reminder(reminder: Reminder, *, by: Member) -> None:
    """Take a reminder out of its program; what learners answered to it stays, and it can be brought back.

    Raises:
        NotAllowed: when `by` does not run the program.
    """
    needs_owner(reminder.program, by)
    withdraw(reminder.entry, by=by)
    look_again(follows(reminder.program_id))


def open_program_to(program: Program, audience: Audience, *, by: Member) -> None:
    """Say who may see a program; its reminders follow. Who is not among them any more gets no more of them.

    Raises:
        NotAllowed: when `by` does not run the program.
    """
    needs_owner(program, by)
    if program.audience_id == audience.id:
        return
    program.audience_id, program.audience = audience.id, audience
    for reminder in _all_of(program):
        if reminder.entry.author_id == by.id:
            restrict(reminder.entry, audience, by=by)
    look_again(follows(program.id))


def needs_owner(program: Program, by: Member) -> None:
    """Refuse whoever does not run `program`.

    Raises:
        NotAllowed: when `by` does not run it.
    """
    if program.owner_id != by.id:
        raise NotAllowed(_("Only the person who runs this program can change it."))


def _all_of(program: Program) -> Sequence[Reminder]:
    every = select(Reminder).where(Reminder.program_id == program.id).options(joinedload(Reminder.entry))
    return [one for one in session().scalars(every) if one.entry.state != State.HIDDEN]
