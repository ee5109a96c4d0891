"""What administrators do for people: role, reporting line, rest and return."""

from __future__ import annotations

from sqlalchemy import select

from community.accounts.models import Member, MemberState, Role
from community.accounts.queries import is_above
from community.accounts.service.feed_tokens import revoke_all
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _


def change_role(member: Member, role: Role) -> None:
    """Let `member` do for others what `role` may.

    Raises:
        Refused: when nobody would be left to look after the community.
    """
    if role != Role.ADMINISTRATOR:
        _keep_one_administrator(member)
    member.role = role.value


def set_manager(member: Member, manager: Member | None) -> None:
    """Say to whom `member` reports.

    Raises:
        Refused: when the line would lead back to where it began.
    """
    if manager is not None and (manager.id == member.id or is_above(member, manager)):
        raise Refused(
            _("%(manager)s reports to %(member)s, so it cannot be the other way round too.",
              manager=manager.name, member=member.name)
        )  # fmt: skip
    member.manager = manager


def suspend(member: Member) -> None:
    """Close the site to `member`: sessions and feed addresses end at once; what they wrote stays.

    Raises:
        Refused: when nobody would be left to look after the community.
    """
    _keep_one_administrator(member)
    member.state = MemberState.SUSPENDED.value
    member.session_epoch += 1
    revoke_all(member)


def reactivate(member: Member) -> None:
    """Open the site to `member` again; feed addresses have to be made anew."""
    member.state = MemberState.ACTIVE.value


def _keep_one_administrator(member: Member) -> None:
    # The rows are locked, so that two administrators cannot send each other away at the same moment.
    administrators = session().scalars(
        select(Member.id)
        .where(Member.role == Role.ADMINISTRATOR.value, Member.state == MemberState.ACTIVE.value)
        .with_for_update()
    )
    if set(administrators) == {member.id}:
        raise Refused(_("This is the last administrator. Make somebody else an administrator first."))
