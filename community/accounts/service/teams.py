"""Teams: making and naming them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Team
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.slugs import free_slug


def make_team(name: str) -> Team:
    """Make a team.

    Raises:
        Refused: when there is one of this name.
    """
    _check_free(name, None)
    team = Team(name=name, slug=free_slug(name, Team.slug, otherwise="team"))
    session().add(team)
    _flush()
    return team


def rename_team(team: Team, name: str) -> None:
    """Call `team` otherwise; its addresses stay.

    Raises:
        Refused: when there is another of this name.
    """
    _check_free(name, team.id)
    team.name = name
    _flush()


def _check_free(name: str, own_id: int | None) -> None:
    other = session().scalar(select(Team.id).where(func.lower(Team.name) == name.lower()))
    if other is not None and other != own_id:
        raise _taken()


def _flush() -> None:
    try:
        with session().begin_nested():
            session().flush()
    except IntegrityError as error:
        raise _taken() from error


def _taken() -> Refused:
    return Refused(_("There is a team of this name already."))
