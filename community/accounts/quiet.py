"""When a member may be disturbed; every mail that can wait, and every device, asks here."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from community.accounts.models import Member
from community.kernel import clock


def quiet_until(member: Member) -> datetime | None:
    """When the quiet hours of `member` end, or None while they may be disturbed."""
    return member.quiet.end(clock.now(), ZoneInfo(member.timezone))
