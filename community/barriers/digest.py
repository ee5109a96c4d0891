"""What a digest says of barriers: what came of those that its reader raised by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from community.accounts.models import Member
from community.barriers.queries import answered_for
from community.kernel.digest import Line, Section
from community.kernel.i18n import _

REACH: Final = timedelta(days=7)
"""How far back a digest looks."""


def lines(member: Member, now: datetime) -> list[Line]:
    """The barriers of `member` that somebody else answered in the last week, the newest first."""
    return [
        Line(
            Section.REPLIES,
            _("There is an answer to the barrier that you raised: “%(title)s”", title=barrier.title),
            barrier.path,
            barrier.answered_at or now,
        )
        for barrier in answered_for(member, now - REACH)
    ]
