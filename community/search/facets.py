"""How what was found divides, counted over a bounded number of entries that the viewer may see.

What is counted travels with the ranked entries themselves, so that all facets together cost no statement of their own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Select, String, and_, case, cast, column, func, select, table

from community.accounts.models import Member, Viewer
from community.audiences.visibility import in_audiences_of
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel import terms

FACETS_OVER: Final = 1000
"""So many of what was found are ranked and counted, the newest ones, so that a common word costs no more than a
rare one; where there are more, also as many whose title says it."""

MOST_TAGS, MOST_AUTHORS, MOST_PROGRAMS = 12, 8, 8
PERIODS: Final = (7, 30, 365)
"""Days back that are counted, each with those before it."""

_question = table("question", column("entry_id", Integer), column("accepted_answer_id", Integer))
_reminder = table("reminder", column("entry_id", Integer), column("program_id", Integer))
_reflection = table("reflection", column("entry_id", Integer), column("program_id", Integer))
_program = table(
    "program", column("id", Integer), column("slug", String), column("title", String), column("audience_id", Integer)
)
_is_accepted = case((_question.c.accepted_answer_id.is_not(None), 1), else_=0)
_is_answered = case((Entry.kind == Kind.QUESTION, _is_accepted), else_=None)
_COLUMNS: Final = (
    Entry.id,
    Entry.kind,
    # As it is written: of a thousand lists few are different ones.
    cast(Entry.tag_names, String),
    Entry.published_at,
    Member.username,
    Member.name,
    _program.c.slug,
    _program.c.title,
    _is_answered,
)


class Result(NamedTuple):
    """One entry of those that are ranked and counted."""

    id: int
    kind: str
    tags_written: str
    published_at: datetime
    username: str
    author: str
    program: str | None
    program_title: str | None
    is_answered: int | None
    rank: float


class Share(NamedTuple):
    """A part of what was found: by which word a filter asks for it, how it is called, and how many there are."""

    word: str
    label: str
    number: int


@dataclass(frozen=True)
class Facets:
    """How what was found divides; counted over what the viewer may see, and bounded.

    Attributes:
        kinds, tags, authors, programs: the largest parts first; programs as far as the viewer may see them.
        since: from which day on how many were published, the shortest time first.
        answered, unanswered: how many of the questions have an accepted answer, and how many do not.
        total: how many were counted.
    """

    kinds: Sequence[Share]
    tags: Sequence[Share]
    authors: Sequence[Share]
    programs: Sequence[Share]
    since: Sequence[tuple[int, date, int]]
    answered: int
    unanswered: int
    total: int

    @property
    def is_bounded(self) -> bool:
        """Whether there is more than was counted."""
        return self.total >= FACETS_OVER

    def tags_in(self, text: str) -> list[Share]:
        """Those of the tags whose words all stand in `text`."""
        words = {token.text for token in terms.tokens(text)}
        return [tag for tag in self.tags if set(tag.word.split("-")) <= words]


def counted_columns(viewer: Viewer, rank: ColumnElement[float]) -> Select[Any]:
    """The statement that gives what `Result` holds; whoever calls adds which entries."""
    may_see_program = _may_see_program(viewer)
    in_program = and_(_program.c.id == func.coalesce(_reminder.c.program_id, _reflection.c.program_id), may_see_program)
    return (
        select(*_COLUMNS, rank)
        .join(Member, Member.id == Entry.author_id)
        .outerjoin(_question, _question.c.entry_id == Entry.id)
        .outerjoin(_reminder, _reminder.c.entry_id == Entry.id)
        .outerjoin(_reflection, _reflection.c.entry_id == Entry.id)
        .outerjoin(_program, in_program)
    )


def _may_see_program(viewer: Viewer) -> ColumnElement[bool]:
    return in_audiences_of(viewer, _program.c.audience_id)


def facets_of(rows: Sequence[Result], today: date, zone: ZoneInfo) -> Facets:
    """Count `rows`.

    Args:
        rows: what was found.
        today, zone: the viewer's.
    """
    states = Counter(row.is_answered for row in rows)
    return Facets(
        kinds=_largest(Counter((row.kind, row.kind) for row in rows), len(Kind)),
        tags=_largest(_tags_of(Counter(row.tags_written for row in rows)), MOST_TAGS),
        authors=_largest(Counter((row.username, row.author) for row in rows), MOST_AUTHORS),
        programs=_largest(
            Counter((row.program, row.program_title or "") for row in rows if row.program), MOST_PROGRAMS
        ),
        since=[(days, *_since(rows, today - timedelta(days=days - 1), zone)) for days in PERIODS],
        answered=states[1],
        unanswered=states[0],
        total=len(rows),
    )


def _since(rows: Iterable[Result], day: date, zone: ZoneInfo) -> tuple[date, int]:
    begins = datetime.combine(day, time(), zone)
    return day, sum(row.published_at >= begins for row in rows)


def _tags_of(lists: Counter[str]) -> Counter[tuple[str, str]]:
    """How often each tag stands in so many lists of tags."""
    numbers: Counter[tuple[str, str]] = Counter()
    for written, number in lists.items():
        for name in json.loads(written) or ():
            numbers[name, name] += number
    return numbers


def _largest(named: Counter[tuple[str, str]], most: int) -> list[Share]:
    shares = [Share(word, label, number) for (word, label), number in named.items()]
    return sorted(shares, key=lambda share: (-share.number, share.label))[:most]
