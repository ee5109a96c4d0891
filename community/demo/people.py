"""The demo's teams and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from community.accounts.models import Member, Role, Team
from community.accounts.passwords import hashed
from community.accounts.service.coaching import give_scope
from community.audiences.service import set_team
from community.coaching.models import Reading
from community.coaching.service import write_note
from community.demo import story
from community.demo.story import Calendar
from community.entries.follows import Subject, follow
from community.kernel.db import session
from community.topics.service import describe_tag, make_synonym, tags_for

PASSWORD = "commonplace-demo"  # noqa: S105 (the demo's password is printed for everybody to read)
PERSONAS = {
    "ana": "a learner, with reminders that wait for an answer",
    "ben": "somebody who answers",
    "chi": "a subscriber, who follows by feed",
    "mara": "a manager, who sees where needs recur",
    "carl": "a learning coach",
    "admin": "an administrator",
}
FOLLOWED = {
    "ana": ("handover-notes", "families"),
    "ben": ("emar", "spreadsheets"),
    "chi": ("handover-notes", "dementia"),
    "carl": ("coaching", "reflection"),
}


def settle_people(calendar: Calendar) -> dict[str, Member]:
    """Make the teams and the people, and say who reports to whom.

    Returns:
        Everybody by username.
    """
    written = story.people()
    teams = {t["slug"]: _team(t) for t in written["team"]}
    password = hashed(PASSWORD)
    found = {p["username"]: _person(p, password, calendar) for p in written["person"]}
    session().flush()
    for person in written["person"]:
        member = found[person["username"]]
        set_team(member, teams[person["team"]], is_new=False)
        if person.get("manager"):
            member.manager = found[person["manager"]]
    return found


NOTE = (
    "Most can say what belongs into an incident note. They write it standing, while the next visit waits.\n"
    "Two weeks with ten minutes on the rota first; only then the worked example."
)


def send_coaches(people: Mapping[str, Member], calendar: Calendar) -> None:
    """Let each coach help the two largest of the other teams, for half a year."""
    today = calendar.now.date()
    coaches = [member for member in people.values() if member.role == Role.COACH]
    by_size = [team for team, _number in Counter(m.team for m in people.values() if m.team).most_common()]
    for place, coach in enumerate(coaches):
        for team in [team for team in by_size if team is not coach.team][place : place + 2]:
            give_scope(coach, team, first_on=today - timedelta(days=60), last_on=today + timedelta(days=120))
            note = write_note(team, tags_for(["handover-notes"])[0], Reading.TIME, NOTE, by=coach)
            note.written_at = calendar.moment(6.2 + place, team.slug)


def name_topics() -> None:
    """Describe the tags, say which are skills, and which words mean the same."""
    for table in story.tags():
        (tag,) = tags_for([table["name"]])
        describe_tag(tag, description=table["description"], is_skill=table.get("skill", False))
        for name in table.get("synonyms", []):
            (synonym,) = tags_for([name])
            if synonym.id != tag.id:
                make_synonym(synonym, of=tag)


def follow_topics(people: Mapping[str, Member]) -> None:
    """Let the people whom a visitor signs in as follow a few tags."""
    for username, names in FOLLOWED.items():
        for tag in tags_for(names):
            follow(Subject.TAG, tag.id, by=people[username])


def _team(table: story.Table) -> Team:
    team = Team(name=table["name"], slug=table["slug"])
    session().add(team)
    return team


def _person(table: story.Table, password: str, calendar: Calendar) -> Member:
    username = table["username"]
    member = Member(
        username=username,
        name=table["name"],
        email=f"{username}@northwind.example",
        password_hash=password,
        role=table.get("role", "member"),
        title=table.get("title", ""),
        bio=table.get("bio", ""),
        timezone=table.get("timezone", "Europe/London"),
        language=table.get("language", "en"),
        joined_at=calendar.moment(table["joined"], username),
        source_ref=f"demo:{username}",
    )
    session().add(member)
    return member
