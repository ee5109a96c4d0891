"""Teams: making and naming them."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Team
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _


def make_team(name: str) -> Team:
    """Make a team.

    Raises:
        Refused: when there is one of this name.
    """
    _check_free(name, None)
    team = Team(name=name, slug=_free_slug(name))
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


def _free_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    start = "-".join(re.findall(r"[a-z0-9]+", plain))[:100].strip("-") or "team"
    taken = set(session().scalars(select(Team.slug).where(Team.slug.startswith(start, autoescape=True))))
    number, slug = 1, start
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug


def _flush() -> None:
    try:
        with session().begin_nested():
            session().flush()
    except IntegrityError as error:
        raise _taken() from error


def _taken() -> Refused:
    return Refused(_("There is a team of this name already."))
