"""Letting people into a cohort: from a list, as a team, or by a link; each line of a list is answered."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from community.accounts.models import Member
from community.accounts.queries import members_by_username
from community.kernel.signing import signed, unsigned
from community.programs.designing.enrolled import tell_of
from community.programs.designing.queries import cohort_by_id, enrolled_in, members_by_mail
from community.programs.designing.service import needs_owner
from community.programs.models import Cohort
from community.programs.service import enroll_learner, may_follow

PURPOSE = "cohort-join"
GOOD_FOR = timedelta(days=365)

_column = re.compile(r"[,;\t]")
_HEADINGS = frozenset({"username", "user", "name", "email", "e-mail", "mail"})


class Why(StrEnum):
    """What became of a line."""

    TAKEN = "taken"
    HEADING = "heading"
    UNKNOWN = "unknown"
    TWICE = "twice"
    CLOSED = "closed"
    BEFORE = "before"


class Line(NamedTuple):
    """A line of a list, and what became of it."""

    number: int
    text: str
    why: Why


def enroll_from(cohort: Cohort, text: str, *, by: Member) -> list[Line]:
    """Enroll the people of a list, a username or mail address a line, in its first column.

    Returns:
        What became of each line that is not empty. Of who was in the cohort before it says no more than that.

    Raises:
        NotAllowed: when `by` does not run the program.
    """
    needs_owner(cohort.program, by)
    wanted = [(number, _first(line)) for number, line in enumerate(text.splitlines(), start=1)]
    named = [(number, name) for number, name in wanted if name]
    known = _known([name for _number, name in named])
    return _enrolled(cohort, [(number, name, known.get(name.lower())) for number, name in named], by)


def enroll_all(cohort: Cohort, people: Sequence[Member], *, by: Member) -> list[Line]:
    """Enroll `people`, such as those of a team.

    Raises:
        NotAllowed: when `by` does not run the program.
    """
    needs_owner(cohort.program, by)
    return _enrolled(cohort, [(number, one.username, one) for number, one in enumerate(people, start=1)], by)


def link_token(cohort: Cohort) -> str:
    """The word by which people join `cohort`; empty where it has no link."""
    return signed(PURPOSE, [cohort.id, cohort.join_key]) if cohort.join_key else ""


def cohort_of_link(token: str) -> Cohort | None:
    """The cohort that a link leads to, unless the link is not ours, too old or taken back."""
    match unsigned(PURPOSE, token, GOOD_FOR):
        case [int(cohort_id), str(key)] if key:
            cohort = cohort_by_id(cohort_id)
            return cohort if cohort is not None and secrets.compare_digest(cohort.join_key, key) else None
    return None


def change_link(cohort: Cohort, *, by: Member, has_link: bool) -> None:
    """Give `cohort` a new link, or none; what was given out before is good no more.

    Raises:
        NotAllowed: when `by` does not run the program.
    """
    needs_owner(cohort.program, by)
    cohort.join_key = secrets.token_urlsafe(16) if has_link else ""


def _first(line: str) -> str:
    return _column.split(line.strip())[0].strip().strip("\"'").strip().removeprefix("@")[:254]


def _known(names: Sequence[str]) -> dict[str, Member]:
    by_name = members_by_username([name for name in names if "@" not in name])
    return by_name | members_by_mail([name for name in names if "@" in name])


def _enrolled(cohort: Cohort, wanted: Iterable[tuple[int, str, Member | None]], by: Member) -> list[Line]:
    before, seen, lines = enrolled_in(cohort), set[int](), list[Line]()
    for number, name, member in wanted:
        why = _why(cohort, number, name, member, before, seen)
        if member is not None:
            seen.add(member.id)
        if why is Why.TAKEN and member is not None:
            enrollment = enroll_learner(cohort, member, by=by)
            if member.id != by.id:
                tell_of(enrollment)
        lines.append(Line(number, name, why))
    return lines


def _why(cohort: Cohort, number: int, name: str, member: Member | None, before: set[int], seen: set[int]) -> Why:
    if member is None:
        return Why.HEADING if number == 1 and name.lower() in _HEADINGS else Why.UNKNOWN
    if member.id in seen:
        return Why.TWICE
    if member.id in before:
        return Why.BEFORE
    return Why.TAKEN if may_follow(cohort.program, member) else Why.CLOSED
