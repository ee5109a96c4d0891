"""What a digest says of needs: what the newest figures tell, as they were stored, and nothing fresher or finer."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import quote

from community.accounts.models import Member
from community.kernel.digest import Line, Section
from community.kernel.i18n import _
from community.kernel.templating import month
from community.needs.gate.policy import Policy
from community.needs.gate.release import ORGANIZATION, ReleasedNeed, ReleasedRise
from community.needs.gate.serving import look
from community.needs.lede import lede
from community.needs.queries import picture

MOST_NEEDS: Final = 3
MOST_RISES: Final = 2


def lines(member: Member, now: datetime, policy: Policy) -> list[Line]:
    """The most pressing needs of the organization and what begins to matter, for who may see them.

    To be told of it so is a look like any other.

    Args:
        member: who reads the digest.
        now: the end of its period.
        policy: the rules in force.
    """
    if not (member.may_see_needs and policy.is_on):
        return []
    shown = picture(look(member, ORGANIZATION, policy, now))
    first = [Line(Section.NEEDS, lede(shown), "/needs", now)] if shown.needs else []
    return [
        *first,
        *(
            Line(Section.NEEDS, _need(need.told), f"/needs#{quote(need.anchor)}", now)
            for need in shown.needs[1:MOST_NEEDS]
        ),
        *(Line(Section.NEEDS, _rise(rise), f"/tags/{quote(rise.topic)}", now) for rise in shown.rises[:MOST_RISES]),
    ]


def _need(told: ReleasedNeed) -> str:
    said = _("%(people)s people, since %(month)s", people=told.people, month=month(told.since))
    return f"{told.topic}: {said}"


def _rise(rise: ReleasedRise) -> str:
    return _("Beginning to matter: %(topic)s, to %(people)s people", topic=rise.topic, people=rise.people)
