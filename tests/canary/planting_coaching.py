"""Planting a note on a need of a team, which is for whoever helps that team today and for its manager."""

from __future__ import annotations

from datetime import timedelta

from community.accounts.coached_teams import today
from community.accounts.service.coaching import give_scope
from community.coaching.models import Reading
from community.coaching.service import write_note
from community.topics.service import tags_for
from tests.canary.people import Cast
from tests.canary.planting import Aviary, words

HELPERS = frozenset({"coach", "manager"})


def plant_notes(cast: Cast, aviary: Aviary) -> None:
    """One note, by the manager; the coach helps the team for a week."""
    _title, body, tag = words()
    manager, coach = cast.people["manager"], cast.people["coach"]
    team = manager.team
    assert team is not None
    give_scope(coach, team, first_on=today(), last_on=today() + timedelta(days=7))
    write_note(team, tags_for([tag])[0], Reading.TIME, body, by=manager)
    aviary.readers.update(dict.fromkeys((body, tag), HELPERS))
