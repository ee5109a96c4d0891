"""What selects of several pages offer."""

from __future__ import annotations

from community.accounts.queries import teams
from community.kernel.i18n import _

TEAMS_NONE = ""


def team_choices() -> list[tuple[str, str]]:
    """No team, then every team by name."""
    return [(TEAMS_NONE, _("No team")), *((str(team.id), team.name) for team in teams())]
