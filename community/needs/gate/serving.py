"""Serving what was released, as it was stored, and noting who looked."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from community.accounts.coached_teams import coached_teams
from community.accounts.models import Member, Role, Team
from community.kernel.db import db, reading, session, set_writing
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.needs.gate.evidence import gather
from community.needs.gate.making import release_all
from community.needs.gate.policy import Policy, last_monday, period_of, policy_of
from community.needs.gate.release import ORGANIZATION, Release, read
from community.needs.models import NeedSnapshot, NeedView

MOST_VIEWS = 200

_of_group = re.compile(r"(team|cohort):[1-9][0-9]{0,8}")


def look(viewer: Member, scope: str, policy: Policy, now: datetime) -> Release:
    """Return what was released of a scope, and note that `viewer` looked.

    What is released within four weeks stays as it is, whatever happens; a deletion changes the next release. Before
    anything was released at all, it is made at once.

    Raises:
        NotFound: when the viewer may not look at this scope.
    """
    if not may_look(viewer, scope):
        raise NotFound(_("There is no such group, or it is not for you."))
    if not policy.is_on:
        return Release(last_monday(now).date())
    contextvars.copy_context().run(_note, viewer.id, scope, now)
    stored = _stored(scope, now)
    if stored is not None:
        return stored
    made = contextvars.copy_context().run(_make, policy, now) if scope == ORGANIZATION else {}
    return made.get(scope, Release(last_monday(now).date()))


def look_at_all(viewer: Member, settings: Mapping[str, Any], now: datetime) -> Release:
    """Return what was released of the whole organization by the settings in force, and note that `viewer` looked."""
    return look(viewer, ORGANIZATION, policy_of(settings), now)


def look_at_team(viewer: Member, team: Team, settings: Mapping[str, Any], now: datetime) -> Release:
    """Return what was released of a team by the settings in force, and note that `viewer` looked.

    Raises:
        NotFound: when the viewer may not look at this team.
    """
    return look(viewer, scope_of(team), policy_of(settings), now)


def may_look(viewer: Member, scope: str) -> bool:
    """Whether a scope is for this viewer.

    Everybody who sees needs sees those of the organization. Besides, managers see their own team and no other group,
    coaches the cohorts and the teams that they help today, administrators all groups.
    """
    if scope != ORGANIZATION and not _of_group.fullmatch(scope):
        return False
    return viewer.may_see_needs and (scope == ORGANIZATION or reach_of(viewer)(scope))


def reach_of(viewer: Member) -> Callable[[str], bool]:
    """Which groups are for this viewer; asked once for a list of many."""
    if viewer.role == Role.ADMINISTRATOR:
        return lambda _scope: True
    if viewer.role == Role.COACH:
        helped = set(map(scope_of, coached_teams(viewer)))
        return lambda scope: scope.startswith("cohort:") or scope in helped
    return lambda scope: scope == f"team:{viewer.team_id}"


def scope_of(team: Team) -> str:
    """How a team is called among the groups."""
    return f"team:{team.id}"


def told_topics(scope: str, settings: Mapping[str, Any], now: datetime) -> frozenset[str]:
    """The topics of which something was told of a scope, by name alone: for whoever notes something on one of them."""
    stored = _stored(scope, now) if policy_of(settings).is_on else None
    return frozenset(need.topic for need in stored.needs) if stored is not None else frozenset()


def make_due(policy: Policy, now: datetime) -> None:
    """Release what these four weeks have to tell, once; a second call does nothing.

    An organization of which nothing was ever told has no release yet: its first is made when there is something.
    """
    # What is read here must not begin as a writer: what is stored is written apart.
    with reading():
        if policy.is_on and not _is_made(period_of(now)):
            _make(policy, now)


def views(most: int = MOST_VIEWS) -> Sequence[NeedView]:
    """Who looked at what, the newest first."""
    statement = select(NeedView).options(joinedload(NeedView.viewer)).order_by(NeedView.at.desc(), NeedView.id.desc())
    return session().scalars(statement.limit(most)).all()


def group_names() -> dict[str, str]:
    """What the groups are called, as the newest release has them."""
    newest = select(NeedSnapshot.released).where(NeedSnapshot.scope == ORGANIZATION)
    plain = session().scalar(newest.order_by(NeedSnapshot.period.desc()).limit(1))
    return dict(read(plain).groups) if plain is not None else {}


def _note(viewer_id: int, scope: str, at: datetime) -> None:
    # The page itself is only read, so that it never waits for a writer. This transaction is short and apart.
    set_writing(True)
    with Session(db.engine) as apart:
        apart.add(NeedView(viewer_id=viewer_id, scope=scope, at=at))
        apart.commit()


def _stored(scope: str, now: datetime) -> Release | None:
    statement = select(NeedSnapshot.released).where(NeedSnapshot.scope == scope, NeedSnapshot.period <= period_of(now))
    plain = session().scalar(statement.order_by(NeedSnapshot.period.desc()).limit(1))
    return read(plain) if plain is not None else None


def _is_made(period: int) -> bool:
    statement = select(NeedSnapshot.id).where(NeedSnapshot.scope == ORGANIZATION, NeedSnapshot.period >= period)
    return session().scalar(statement.limit(1)) is not None


def _make(policy: Policy, now: datetime) -> dict[str, Release]:
    last = _last()
    made = release_all(gather(last_monday(now)), last, policy)
    if last or any(not release.is_empty for release in made.values()):
        _store(made, now)
    return made


def _last() -> dict[str, Release]:
    newest = select(NeedSnapshot.scope, func.max(NeedSnapshot.period).label("period")).group_by(NeedSnapshot.scope)
    kept = newest.subquery("newest")
    same = (kept.c.scope == NeedSnapshot.scope) & (kept.c.period == NeedSnapshot.period)
    rows = session().execute(select(NeedSnapshot.scope, NeedSnapshot.released).join(kept, same))
    return {scope: read(plain) for scope, plain in rows}


def _store(made: Mapping[str, Release], now: datetime) -> None:
    set_writing(True)
    period = period_of(now)
    # Somebody else may have released the same just now; what they stored is what counts.
    with suppress(IntegrityError), Session(db.engine) as apart:
        for scope, release in made.items():
            apart.add(NeedSnapshot(scope=scope, period=period, released=release.stored(), made_at=now))
        apart.commit()
