"""What a digest says of programs: the reminders that wait for an answer."""

from __future__ import annotations

from datetime import datetime

from community.accounts.models import Member
from community.kernel.digest import Line, Section
from community.kernel.i18n import _
from community.programs.queries import due_for


def lines(member: Member, now: datetime) -> list[Line]:
    """The reminders that have come for `member` and wait for an answer, the newest first."""
    return [
        Line(
            Section.COMMITMENTS,
            _("Did you apply it? %(title)s", title=one.reminder.entry.title),
            one.reminder.entry.path,
            one.at,
        )
        for one in due_for(member, now)
    ]
