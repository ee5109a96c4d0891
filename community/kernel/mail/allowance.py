"""How many mails a recipient's provider gets in a minute."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, or_, select

from community.kernel.db import session
from community.kernel.mail.models import OutgoingMail

WINDOW = timedelta(minutes=1)


class _Room(defaultdict[str, int]):
    """What each domain may still get; one of which nothing is known may get all."""

    def __contains__(self, domain: object) -> bool:
        return True


def room_by_domain(now: datetime) -> dict[str, int]:
    """How many mails each domain may still get, by what it got in the last minute and what is on its way.

    Args:
        now: the present moment.

    Returns:
        Nothing where the settings set no limit; otherwise a number for every domain that is asked for.
    """
    limit = int(current_app.config["MAIL_PER_MINUTE"])
    if limit <= 0:
        return {}
    used = session().execute(
        select(OutgoingMail.domain, func.count(OutgoingMail.id))
        .where(or_(OutgoingMail.sent_at > now - WINDOW, OutgoingMail.leased_until > now))
        .group_by(OutgoingMail.domain)
    )
    return _Room(lambda: limit, {domain: limit - number for domain, number in used})
