"""Making audiences and keeping their members in step with the team, cohort or group that owns them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from sqlalchemy import delete, insert, select

from community.accounts.models import Member, Team
from community.audiences.models import (
    ORGANIZATION_ID,
    PUBLIC_ID,
    Audience,
    AudienceKind,
    AudienceMember,
)
from community.audiences.queries import audience_by_key, holds
from community.events import ReachChanged
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _

LONGEST_KEY = 280


def ensure_the_first_two() -> None:
    """Write the audiences of everyone on the internet and of the organization, where they are missing."""
    for audience_id, kind in ((PUBLIC_ID, AudienceKind.PUBLIC), (ORGANIZATION_ID, AudienceKind.ORGANIZATION)):
        if session().get(Audience, audience_id) is None:
            session().add(Audience(id=audience_id, kind=kind, key=kind.value))
    session().flush()


def organization_audience() -> Audience:
    """All active members."""
    return session().get_one(Audience, ORGANIZATION_ID)


def public_audience() -> Audience:
    """Everyone on the internet."""
    return session().get_one(Audience, PUBLIC_ID)


def only(member: Member) -> Audience:
    """The audience of `member` alone."""
    return owned_audience(AudienceKind.SELF, f"self:{member.id}", "", [member.id])


def named(members: Collection[Member]) -> Audience:
    """The audience of exactly these people; the same people always give the same row."""
    ids = sorted({m.id for m in members})
    if len(ids) == 1:
        return only(next(iter(members)))
    return owned_audience(AudienceKind.NAMED, _named_key(ids), "", ids)


def team_audience(team: Team) -> Audience:
    """The audience of a team; its members are kept in step by `set_team`."""
    return owned_audience(AudienceKind.TEAM, f"team:{team.id}", team.name)


def name_team_audience(team: Team) -> None:
    """Call the audience of `team` what the team is called now."""
    team_audience(team).name = team.name


def set_team(member: Member, team: Team | None, *, is_new: bool = True) -> None:
    """Move `member` to `team`: the old team's entries close to them in the same transaction.

    Args:
        member: who moves.
        team: where to; None for no team.
        is_new: False for what is imported, of which nobody need hear.
    """
    stays = member.team_id == (team.id if team is not None else None)
    if member.team_id is not None and (team is None or team.id != member.team_id):
        old = audience_by_key(f"team:{member.team_id}")
        if old is not None:
            _remove(old, member)
    member.team = team
    session().flush()
    if team is not None:
        add_members(team_audience(team), [member.id])
    if is_new and not stays:
        _tell_of_reach(member)


def owned_audience(kind: AudienceKind, key: str, name: str, member_ids: Iterable[int] = ()) -> Audience:
    """The audience with this key, made with these members if there is none yet."""
    audience = audience_by_key(key)
    if audience is not None:
        return audience
    audience = Audience(kind=kind.value, key=key, name=name)
    session().add(audience)
    session().flush()
    add_members(audience, member_ids)
    return audience


def add_members(audience: Audience, member_ids: Iterable[int]) -> None:
    """Let these members into `audience`; those who are in stay in."""
    present = set(session().scalars(select(AudienceMember.member_id).where(AudienceMember.audience_id == audience.id)))
    missing = [i for i in dict.fromkeys(member_ids) if i not in present]
    if missing:
        session().execute(insert(AudienceMember), [{"audience_id": audience.id, "member_id": i} for i in missing])


def let_in(audience: Audience, member: Member) -> None:
    """Let `member` into `audience`, and count again what is open to them through it."""
    add_members(audience, [member.id])
    _tell_of_reach(member)


def end_audience(audience: Audience) -> None:
    """Offer `audience` to writers no more; whoever is in it reads on."""
    audience.ended_at = clock.now()


def remove_member(audience: Audience, member: Member) -> None:
    """Take `member` out of `audience`; what was open to them through it closes at once."""
    _remove(audience, member)
    _tell_of_reach(member)


def _remove(audience: Audience, member: Member) -> None:
    session().execute(
        delete(AudienceMember).where(AudienceMember.audience_id == audience.id, AudienceMember.member_id == member.id)
    )


def _tell_of_reach(member: Member) -> None:
    publish(ReachChanged(actor_id=None, member_id=member.id))


def choose_audience(
    member: Member, choice: str, *, people: Collection[Member] = (), public_allowed: bool = False
) -> Audience:
    """The audience that `member` chose in a form.

    Args:
        choice: "self", "organization", "public", "named" (with `people`), "team", or "audience:ID"
            of an audience that the member belongs to.
        people: whom "named" means; the member is always one of them.
        public_allowed: whether the organization lets members publish to the internet.

    Raises:
        Refused: when there is no such audience for this member; the sentence says why.
    """
    if choice == "self":
        return only(member)
    if choice == "organization":
        return organization_audience()
    if choice == "public" and public_allowed:
        return public_audience()
    if choice == "named":
        return _named_by(member, people)
    if choice == "team" and member.team is not None:
        return team_audience(member.team)
    return _one_of_mine(member, choice)


def _named_by(member: Member, people: Collection[Member]) -> Audience:
    if not people:
        raise Refused(_("Name at least one person who may read this."))
    return named([member, *people])


def _one_of_mine(member: Member, choice: str) -> Audience:
    kind, _colon, number = choice.partition(":")
    if kind == "audience" and number.isascii() and number.isdigit() and len(number) < 10:
        audience = session().get(Audience, int(number))
        if audience is not None and audience.kind != AudienceKind.PUBLIC and holds(audience, member):
            return audience
    raise Refused(_("You cannot choose this audience. Please pick one from the list."))


def _named_key(ids: list[int]) -> str:
    key = "named:" + ",".join(map(str, ids))
    if len(key) <= LONGEST_KEY:
        return key
    return "named:#" + hashlib.sha256(key.encode()).hexdigest()
