"""Turns the lines of a table into people, and says of each line what is wrong and what to do."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from community.kernel.i18n import _
from community.portability.people_csv.table import Line, Table, read_table
from community.portability.people_csv.values import read_email, read_language, read_role, read_time_zone

LONGEST: Final = {"name": 120, "email": 254, "username": 40, "team": 120, "title": 120, "manager": 254}


class Person(NamedTuple):
    """Somebody in the list. What the list does not say is the empty string."""

    line: int
    name: str
    email: str
    username: str
    team: str
    manager: str
    role: str
    title: str
    language: str
    time_zone: str


class LineProblem(NamedTuple):
    """What is wrong in a line, in which column, and what to do about it.

    The person is left out only where `is_left_out` says so; otherwise only the
    one cell was passed over.
    """

    line: int
    field: str
    problem: str
    remedy: str
    is_left_out: bool


class PeopleFile(NamedTuple):
    """Everyone who could be read, the problems in the order of the lines, and the columns nobody knows."""

    people: tuple[Person, ...]
    problems: tuple[LineProblem, ...]
    unknown_headers: tuple[str, ...]


def read_people(data: bytes) -> PeopleFile:
    """Return the people that a CSV file lists.

    Commas, semicolons, tabs and bars are understood as delimiters, headers in
    English and German, in any order. One bad line never costs the others.

    Arguments:
        data: the file as it was uploaded.
    """
    table = read_table(data)
    missing = _missing_columns(table)
    if missing:
        return PeopleFile((), (missing,), table.unknown_headers)
    reading = _Reading()
    people = tuple(reading.people(table.lines))
    return PeopleFile(people, tuple(reading.problems), table.unknown_headers)


def _missing_columns(table: Table) -> LineProblem | None:
    if {"email", "username"} & set(table.fields):
        return None
    return LineProblem(
        line=1,
        field="",
        problem=_("The first line does not name a column for the mail address or the username."),
        remedy=_("Begin the file with a line of headers such as: name, email, team, manager."),
        is_left_out=True,
    )


@dataclass(slots=True)
class _Reading:
    """One pass over the lines; it remembers who was seen, so that nobody is taken twice."""

    problems: list[LineProblem] = field(default_factory=list)
    line_of: dict[str, int] = field(default_factory=dict)
    left_out: int = 0

    def people(self, lines: Iterator[Line]) -> Iterator[Person]:
        try:
            for line in lines:
                person = self._person(line)
                if person is not None:
                    yield person
        except csv.Error:
            last = max(self.line_of.values(), default=1)
            self._note(last, "", _("The file cannot be read on from here."), _("Save it as CSV again."), drop=True)

    def _person(self, line: Line) -> Person | None:
        left_out_before = self.left_out
        cells = line.cells
        email = self._understood(line, "email", read_email, _("This is not a mail address."), drop=True)
        person = Person(
            line=line.number,
            name=self._name(line, email),
            email=email,
            username=cells.get("username", ""),
            team=cells.get("team", ""),
            manager=_manager(cells.get("manager", "")),
            role=self._understood(line, "role", read_role, _("This role is not known.")),
            title=cells.get("title", ""),
            language=self._understood(line, "language", read_language, _("This language is not known.")),
            time_zone=self._understood(line, "time_zone", read_time_zone, _("This time zone is not known.")),
        )
        self._check(person, cells)
        return person if self.left_out == left_out_before else None

    def _understood(
        self, line: Line, column: str, read: Callable[[str], str | None], problem: str, *, drop: bool = False
    ) -> str:
        text = line.cells.get(column, "")
        value = read(text) if text else ""
        if value is None:
            self._note(line.number, column, f"{problem} ({text[:80]})", _remedy(column), drop=drop)
        return value or ""

    def _name(self, line: Line, email: str) -> str:
        cells = line.cells
        both = f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()
        name = cells.get("name") or both
        if name:
            return name
        stand_in = email.partition("@")[0].replace(".", " ").title() or cells.get("username", "")
        if stand_in:
            remedy = _("The person is called “%(name)s” until somebody writes the name.", name=stand_in)
            self._note(line.number, "name", _("The name is missing."), remedy)
        return stand_in

    def _check(self, person: Person, cells: dict[str, str]) -> None:
        if not person.email and not person.username and "email" not in cells:
            remedy = _("Add the address or the username with which the person will sign in.")
            self._note(person.line, "email", _("Neither a mail address nor a username."), remedy, drop=True)
        for column, longest in LONGEST.items():
            if len(getattr(person, column)) > longest:
                problem = _("This is longer than %(count)d characters.", count=longest)
                self._note(person.line, column, problem, _("Shorten it."), drop=True)
        self._check_for_double(person)

    def _check_for_double(self, person: Person) -> None:
        for column, value in (("email", person.email), ("username", person.username.casefold())):
            if not value:
                continue
            first = self.line_of.setdefault(f"{column} {value}", person.line)
            if first != person.line:
                problem = _("The same person is already in line %(line)s.", line=first)
                self._note(person.line, column, problem, _("Keep one of the two lines."), drop=True)
                return

    def _note(self, line: int, column: str, problem: str, remedy: str, *, drop: bool = False) -> None:
        self.problems.append(LineProblem(line, column, problem, remedy, drop))
        self.left_out += drop


def _manager(text: str) -> str:
    return read_email(text) or text


def _remedy(column: str) -> str:
    return {
        "email": _("Write it like ana@example.org."),
        "role": _("Write member, coach, manager or administrator; until then the person is a member."),
        "language": _("Write a language such as English or de; until then the site's own is used."),
        "time_zone": _("Write a time zone such as Europe/Berlin; until then the site's own is used."),
    }[column]
