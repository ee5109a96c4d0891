"""Who looks, and who belongs to what."""

from __future__ import annotations

from dataclasses import dataclass, field

from community.accounts.models import Member, MemberState, Role
from community.audiences import service as audiences
from community.audiences.models import Audience
from community.kernel.db import commit, session
from community.programs.models import Cohort, Program, Reminder
from tests.factories import a_member, a_team
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

VISITOR = "visitor"
EVERY_MEMBER = frozenset({"author", "manager", "mate", "named", "cohort", "outsider", "coach", "administrator"})
EVERYBODY = EVERY_MEMBER | {VISITOR, "suspended"}

READERS = {
    "public": EVERYBODY,
    "organization": EVERY_MEMBER,
    "team": frozenset({"author", "mate", "manager"}),
    "named": frozenset({"author", "named"}),
    "cohort": frozenset({"author", "cohort"}),
    "self": frozenset({"author"}),
}
"""For each audience, who may read: written down here once more, so that the rule is not tested by itself."""


@dataclass
class Cast:
    """The people by what they are to the author, and the audiences by name."""

    people: dict[str, Member] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    program: Program | None = None
    cohort: Cohort | None = None
    reminder: Reminder | None = None

    def member(self, who: str) -> Member | None:
        """The member, or None for the visitor."""
        return None if who == VISITOR else self.people[who]


def settle() -> Cast:
    """Make everybody; the suspended one was in every audience before."""
    team = a_team("Harbor")
    people = {
        "author": a_member("Ada", username="ada", team=team),
        "manager": a_member("Max", username="max", role=Role.MANAGER, team=team),
        "mate": a_member("Mia", username="mia", team=team),
        "named": a_member("Ned", username="ned"),
        "cohort": a_member("Cora", username="cora"),
        "outsider": a_member("Otto", username="otto"),
        "coach": a_member("Carl", username="carl", role=Role.COACH),
        "administrator": a_member("Alma", username="alma", role=Role.ADMINISTRATOR),
        "suspended": a_member("Sven", username="sven", team=team),
    }
    people["author"].manager = people["manager"]
    program = a_program(people["author"], title="Rigging", resource_tags=["rigging"])
    reminder = a_reminder(program)
    cohort = a_cohort(program)
    for who in ("author", "cohort", "suspended"):
        an_enrollment(cohort, people[who])
    cast = Cast(people, {}, program, cohort, reminder)
    author = people["author"]
    cast.audiences = {
        "public": audiences.public_audience(),
        "organization": audiences.organization_audience(),
        "team": audiences.team_audience(team),
        "named": audiences.named([author, people["named"], people["suspended"]]),
        "cohort": session().get_one(Audience, cohort.audience_id),
        "self": audiences.only(author),
    }
    people["suspended"].state = MemberState.SUSPENDED.value
    commit()
    return cast
