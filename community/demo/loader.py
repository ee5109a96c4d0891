"""Loading the demonstration organization, once, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from community.accounts.queries import member_by_username
from community.demo.barriers import gather_barriers
from community.demo.bulletin import gather_bulletin
from community.demo.circles import gather_groups
from community.demo.expertise import name_somebody_who_knows, speak_of_skills
from community.demo.own_needs import write_own_needs
from community.demo.people import PASSWORD, PERSONAS, follow_topics, name_topics, send_coaches, settle_people
from community.demo.story import this_moment
from community.demo.training import run_programs
from community.demo.voices import Voices, write_all
from community.kernel import clock
from community.kernel.bus import deliver_waiting
from community.kernel.db import commit, session

ORGANIZATION = "Northwind Care"


class SignIn(NamedTuple):
    """How to look at the demonstration as one of its people."""

    role: str
    username: str
    password: str


def load(progress: Callable[[str], None] = print) -> list[SignIn]:
    """Load Northwind Care, unless it is there already.

    Everything happens in one transaction: interrupted, it leaves nothing behind. The same day gives the
    same organization; moments count back from now.

    Args:
        progress: told a sentence after each step.

    Returns:
        How to sign in as each kind of person.
    """
    if not is_loaded():
        _load(progress)
    return sign_ins()


def sign_ins() -> list[SignIn]:
    """How to sign in as each kind of person; nothing where the demonstration is not loaded."""
    if not is_loaded():
        return []
    return [SignIn(words, username, PASSWORD) for username, words in PERSONAS.items()]


def is_loaded() -> bool:
    """Whether the demonstration is in this database."""
    administrator = member_by_username("admin")
    return administrator is not None and administrator.source_ref == "demo:admin"


def _load(progress: Callable[[str], None]) -> None:
    calendar = this_moment(clock.now())
    people = settle_people(calendar)
    send_coaches(people, calendar)
    name_topics()
    progress(f"{len(people)} people in their teams")
    programs = run_programs(people, calendar)
    progress(f"{len(programs)} programs with their reminders and answers")
    follow_topics(people)
    voices = Voices(people, calendar, programs)
    write_all(voices, progress)
    groups = gather_groups(voices, people, calendar)
    progress(f"{len(groups)} communities of practice")
    raised = gather_barriers(people, calendar)
    progress(f"{raised} barriers, some of them mended")
    write_own_needs(people, calendar)
    session().flush()
    speak_of_skills(people)
    bulletin = gather_bulletin(people, calendar)
    progress(f"the bulletin “{bulletin.title}” with {bulletin.last_number} issues")
    session().flush()
    commit()
    deliver_waiting()
    name_somebody_who_knows(people)
    commit()
    deliver_waiting()
