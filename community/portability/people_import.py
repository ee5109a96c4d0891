"""Makes members of the people in a list, with their teams, roles and reporting lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from community.accounts.models import Member, Role, Team
from community.accounts.names import is_shown_as_written, is_username, username_like
from community.accounts.queries import member_by_email, member_by_username
from community.accounts.service import make_team, set_manager
from community.audiences.service import set_team
from community.config import LANGUAGES
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.portability.batches import batches
from community.portability.people_csv import PeopleFile, Person
from community.portability.progress import Progress
from community.portability.report import Report


@dataclass(slots=True)
class PeopleImport:
    """One run over a list of people.

    Nobody is told of it, and nobody has a password yet: whoever wants to sign in asks for a link by mail.
    Who is a member already stays as they are; only a team or a manager that is missing is filled in.

    Attributes:
        language: the language of whoever the list gives none.
        timezone: the same for the time zone.
    """

    language: str
    timezone: str
    progress: Progress
    report: Report = field(default_factory=Report)

    def run(self, file: PeopleFile) -> Report:
        """Make members of the people in `file`; then, when all are there, say to whom they report."""
        for problem in file.problems:
            where = _("line %(number)s", number=problem.line)
            self.report.skip(f"{problem.problem} {problem.remedy}".rstrip("."), where)
        for header in file.unknown_headers:
            self.report.skip(_("the column %(header)s, which is not known", header=header[:60]))
        self._each(_("members"), file.people, self._take)
        self._each(_("reporting lines"), [person for person in file.people if person.manager], self._report_to)
        return self.report

    def _each(self, what: str, people: Sequence[Person], act: Callable[[Person], None]) -> None:
        self.progress.begin(what)
        for batch in batches(people):
            for person in batch:
                act(person)
            commit()
            self.progress.add(len(batch))
        self.progress.end()

    def _take(self, person: Person) -> None:
        member = _member(person)
        if member is not None:
            self.report.skip(_("members already"))
        elif not is_shown_as_written(person.name):
            self.report.skip(_("a name without letters"), _line(person))
            return
        else:
            member = self._new_member(person)
            self.report.take(_("members"))
        if person.team and member.team_id is None:
            set_team(member, self._team(person.team), is_new=False)

    def _new_member(self, person: Person) -> Member:
        member = Member(
            name=person.name,
            email=person.email or None,
            username=self._username(person),
            role=person.role or Role.MEMBER.value,
            title=person.title,
            language=self._language(person),
            timezone=person.time_zone or self.timezone,
            joined_at=clock.now(),
        )
        session().add(member)
        session().flush()
        return member

    def _username(self, person: Person) -> str:
        wanted = person.username.lower()
        if is_username(wanted) and not _is_taken(wanted):
            return wanted
        if wanted:
            self.report.skip(_("a username that cannot be had, so another was made of the name"), _line(person))
        return username_like(person.name, _is_taken)

    def _language(self, person: Person) -> str:
        language = person.language.partition("-")[0]
        if language and language not in LANGUAGES:
            self.report.skip(_("a language in which there are no pages"), _line(person))
        return language if language in LANGUAGES else self.language

    def _team(self, name: str) -> Team:
        team = session().scalar(select(Team).where(func.lower(Team.name) == name.lower()))
        if team is None:
            team = make_team(name)
            self.report.take(_("teams"))
        return team

    def _report_to(self, person: Person) -> None:
        member, manager = _member(person), _manager(person.manager)
        if member is None or member.manager_id is not None:
            return
        if manager is None:
            self.report.skip(_("a manager who is no member, or whose name several have"), _line(person))
            return
        try:
            set_manager(member, manager)
        except Refused as refusal:
            self.report.skip(str(refusal).rstrip("."), _line(person))
            return
        session().flush()
        self.report.take(_("reporting lines"))


def _member(person: Person) -> Member | None:
    """The member whom a line of the list is about: the mail address says it, or else the username."""
    if person.email:
        return member_by_email(person.email)
    return member_by_username(person.username)


def _manager(text: str) -> Member | None:
    """The member whom the list calls `text`, by mail address, by name if only one has it, or by username."""
    found = member_by_email(text)
    if found is not None:
        return found
    called = session().scalars(select(Member).where(Member.name == text).limit(2)).all()
    if not called:
        return member_by_username(text)
    return called[0] if len(called) == 1 else None


def _is_taken(username: str) -> bool:
    return member_by_username(username) is not None


def _line(person: Person) -> str:
    return _("line %(number)s", number=person.line)
