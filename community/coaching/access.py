"""Load a team, a topic or a note by the right to read them today, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Team
from community.coaching import queries
from community.coaching.models import GapNote
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.topics.models import Tag
from community.topics.queries import tag_by_name


def team_or_404(team_id: int, member: Member) -> Team:
    """The team, if `member` helps it today."""
    team = next((team for team in queries.teams_helped_by(member) if team.id == team_id), None)
    if team is None:
        raise NotFound(_("There is no such team, or it is not yours to help today."))
    return team


def topic_or_404(name: str, team: Team, told: frozenset[str]) -> Tag:
    """The topic, if it was told of the team or somebody noted something on it there."""
    tag = tag_by_name(name)
    if tag is None or (tag.name not in told and tag.name not in queries.noted_topics(team)):
        raise NotFound(_("Nothing is told of this topic here."))
    return tag


def own_note_or_404(note_id: int, team: Team, member: Member) -> GapNote:
    """The note of the team, if `member` wrote it."""
    note = queries.note_by_id(note_id)
    if note is None or note.team_id != team.id or note.author_id != member.id:
        raise NotFound(_("There is no such note of yours."))
    return note
