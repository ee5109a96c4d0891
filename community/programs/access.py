"""Load a program, cohort, reminder or enrollment by the right that the act needs, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Role, Viewer
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _
from community.programs import queries
from community.programs.models import Cohort, Enrollment, Program, Reminder

READERS_OF_RESULTS = frozenset({Role.COACH, Role.MANAGER, Role.ADMINISTRATOR})


def program_or_404(slug: str, viewer: Viewer) -> Program:
    """The program, if `viewer` may see it."""
    program = queries.program_for(viewer, slug)
    if program is None:
        raise NotFound(_("There is no such program, or it is not open to you."))
    return program


def program_to_run_or_404(slug: str, member: Member) -> Program:
    """The program, if `member` runs it."""
    program = program_or_404(slug, member)
    if program.owner_id != member.id:
        raise NotAllowed(_("Only the person who runs this program can change it."))
    return program


def program_of_results_or_404(slug: str, member: Member, *, is_shown: bool) -> Program:
    """The program, if `member` may see its results: who runs it, and those who look after learning here.

    Args:
        is_shown: whether the organization wants patterns of groups to be shown at all.
    """
    program = program_or_404(slug, member)
    if not sees_results(program, member, is_shown=is_shown):
        raise NotAllowed(_("Results are for the person who runs this program, and for coaches and managers."))
    return program


def sees_results(program: Program, member: Viewer, *, is_shown: bool) -> bool:
    """Whether `member`, who may see `program`, may see what came of it in groups.

    Args:
        is_shown: whether the organization wants patterns of groups to be shown at all; who runs a program needs them.
    """
    if member is None:
        return False
    return program.owner_id == member.id or (is_shown and member.role in READERS_OF_RESULTS)


def cohort_or_404(cohort_id: int, viewer: Viewer) -> Cohort:
    """The cohort, if `viewer` may see its program."""
    cohort = queries.cohort_for(viewer, cohort_id)
    if cohort is None:
        raise NotFound(_("There is no such cohort, or it is not open to you."))
    return cohort


def reminder_or_404(entry_id: int, viewer: Viewer) -> Reminder:
    """The reminder, if `viewer` may see it."""
    reminder = queries.reminder_for(viewer, entry_id)
    if reminder is None:
        raise NotFound(_("There is no such reminder, or it is not open to you."))
    return reminder


def reminder_to_run_or_404(entry_id: int, member: Member) -> Reminder:
    """The reminder, if `member` runs its program."""
    reminder = reminder_or_404(entry_id, member)
    if reminder.program.owner_id != member.id:
        raise NotAllowed(_("Only the person who runs this program can change it."))
    return reminder


def enrollment_or_404(enrollment_id: int, member: Member) -> Enrollment:
    """The enrollment, if it is the member's own."""
    enrollment = queries.enrollment_for(member, enrollment_id)
    if enrollment is None:
        raise NotFound(_("There is no such enrollment of yours."))
    return enrollment
