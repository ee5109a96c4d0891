"""The site that is written to, the people who write, and what is found of it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import flask_migrate
import sqlalchemy as sa

from community.accounts.models import Member
from community.accounts.service.joining import join
from community.entries.models import Entry
from community.kernel.db import commit, db, session

PASSWORD = "a password for measuring"  # noqa: S105 (of people who are made up)


class Written(NamedTuple):
    """What became of what the site had acknowledged: how much is not there or not found, and how much twice."""

    lost: int
    twice: int


def settings_for(url: str, folder: Path) -> dict[str, str]:
    """The settings of a site that is measured, with its files in `folder`."""
    return {
        "DATABASE_URL": url,
        "SECRET_KEY": "for measuring",
        "JOBS_FILE": str(folder / "jobs.db"),
        "UPLOADS": str(folder / "uploads"),
        "RATE_LIMITS": "no",
        "FETCH_TITLES": "no",
        "SITE_URL": "http://127.0.0.1",
    }


def people(number: int) -> Sequence[str]:
    """The usernames of so many people who write, in a database that is made ready here."""
    flask_migrate.upgrade()
    members = [_member(place) for place in range(number)]
    commit()
    return [member.username for member in members]


def _member(place: int) -> Member:
    return join(
        name=f"Writer {place}", username=f"writer{place}", email=f"writer{place}@example.org", password=PASSWORD
    )


def written(acknowledged: Iterable[str]) -> Written:
    """What is there of the entries with these titles, in the database and in the index of search."""
    there = Counter(session().scalars(sa.select(Entry.title).where(Entry.title != "")))
    key = "rowid" if db.engine.dialect.name == "sqlite" else "entry_id"
    found = set(session().scalars(sa.text(f"SELECT {key} FROM entry_search")))  # noqa: S608 (the name is ours)
    ids = {row.title: row.id for row in session().execute(sa.select(Entry.title, Entry.id))}
    lost = sum(1 for title in acknowledged if not there[title] or ids[title] not in found)
    return Written(lost, sum(number - 1 for number in there.values()))
