"""The teams that somebody helps, and the notes on their needs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.coached_teams import coached_teams
from community.accounts.models import Member, Role, Team
from community.coaching.models import GapNote
from community.kernel.db import session
from community.topics.models import Tag

MOST_NOTES = 100


def teams_helped_by(member: Member) -> Sequence[Team]:
    """The teams whose notes `member` reads today: those that they help as a coach, or their own as its manager."""
    if member.role == Role.MANAGER:
        return [member.team] if member.team is not None else []
    return coached_teams(member)


def notes_on(team: Team, tag: Tag) -> Sequence[GapNote]:
    """The notes on a need of a team, the newest first."""
    statement = select(GapNote).where(GapNote.team_id == team.id, GapNote.tag_id == tag.id)
    newest = statement.order_by(GapNote.id.desc()).options(joinedload(GapNote.author)).limit(MOST_NOTES)
    return session().scalars(newest).all()


def noted_topics(team: Team) -> Sequence[str]:
    """The topics with notes of a team, by name."""
    noted = select(GapNote.tag_id).where(GapNote.team_id == team.id)
    return session().scalars(select(Tag.name).where(Tag.id.in_(noted)).order_by(Tag.name)).all()


def note_by_id(note_id: int) -> GapNote | None:
    """The note with this id."""
    return session().get(GapNote, note_id)
