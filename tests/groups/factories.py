"""Communities of practice, made by the services that the pages call."""

from __future__ import annotations

from community.accounts.models import Member
from community.groups.models import Group, JoinRule
from community.groups.service import About, answer_request, invite, join_group, start_group
from community.kernel.db import commit


def a_group(
    facilitator: Member, *others: Member, name: str = "Handover circle", rule: JoinRule = JoinRule.OPEN
) -> Group:
    """A group of `facilitator` and `others`."""
    group = start_group(About(name, "Handovers that hold.", rule), by=facilitator)
    for other in others:
        if rule is JoinRule.INVITED:
            invite(group, [other], by=facilitator)
        join_group(group, by=other)
        answer_request(group, other, is_welcome=True, by=facilitator)
    commit()
    return group


def a_community(facilitator: Member, *others: Member, asking: Member) -> Group:
    """A group with somebody who asks to join and nobody invited, so that every form stands on its pages."""
    group = a_group(facilitator, *others, rule=JoinRule.ASK)
    join_group(group, by=asking)
    commit()
    return group
