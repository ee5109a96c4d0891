"""Reading what who runs a program designs with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Member, MemberState, Team
from community.entries.kinds import State
from community.entries.models import Entry
from community.kernel.db import session
from community.programs.models import Cohort, Enrollment, Program, Reminder

IN_PROGRAM: Final = (State.PUBLISHED, State.DRAFT)
"""What learners get, and what they will get when it is launched."""

TAKEN_OUT: Final = (State.WITHDRAWN, State.DISCARDED)
"""What was in the program and can be brought back, as what it was."""


def reminders_to_design(program: Program, states: Collection[State] = IN_PROGRAM) -> Sequence[Reminder]:
    """The reminders of `program` in these states, in their order, for who runs it."""
    return (
        session()
        .scalars(
            select(Reminder)
            .join(Reminder.entry)
            .where(Reminder.program_id == program.id, Entry.state.in_([state.value for state in states]))
            .options(contains_eager(Reminder.entry), joinedload(Reminder.program))
            .order_by(Reminder.offset_days, Reminder.entry_id)
        )
        .all()
    )


def members_by_mail(addresses: Collection[str]) -> dict[str, Member]:
    """The active members among those with these addresses, by address."""
    rows = session().scalars(
        select(Member).where(Member.email.in_({one.lower() for one in addresses}), Member.state == MemberState.ACTIVE)
    )
    return {member.email: member for member in rows if member.email}


def members_of(team: Team) -> Sequence[Member]:
    """The active members of `team`, by name."""
    return (
        session()
        .scalars(
            select(Member).where(Member.team_id == team.id, Member.state == MemberState.ACTIVE).order_by(Member.name)
        )
        .all()
    )


def enrolled_in(cohort: Cohort) -> set[int]:
    """The members who are or were in `cohort`."""
    return set(session().scalars(select(Enrollment.member_id).where(Enrollment.cohort_id == cohort.id)))


def cohort_by_id(cohort_id: int) -> Cohort | None:
    """The cohort with this id and its program, for somebody who holds its link."""
    return session().scalar(select(Cohort).where(Cohort.id == cohort_id).options(joinedload(Cohort.program)))


def programs_run_by(member: Member) -> Sequence[Program]:
    """The programs that `member` runs, by title."""
    mine = select(Program).where(Program.owner_id == member.id).options(joinedload(Program.audience))
    return session().scalars(mine.order_by(Program.title, Program.id)).all()


def runs_any(member_id: int) -> bool:
    """Whether the member with this id runs a program."""
    return session().scalar(select(Program.id).where(Program.owner_id == member_id).limit(1)) is not None
