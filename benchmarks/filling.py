"""A community of any size, the same for everybody who makes it: for measuring, not for reading."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from community.accounts.models import Member, Team
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID, Audience, AudienceMember
from community.bookmarks.models import Bookmark, Resource
from community.entries import search_index
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel.db import Model, session
from community.kernel.markup import Rendered, render
from community.questions.models import Question
from community.reflections.models import Reflection
from community.topics.models import Tag

MEMBERS, TEAMS, TAGS, VOCABULARY = 500, 10, 300, 20_000
AT_ONCE = 5000
LINES, WORDS_OF_A_LINE, WORDS_OF_A_TITLE = 4, 14, 6
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
STEP = timedelta(seconds=420)
READER, WRITER = 7, 11
"""The member who reads while measuring, and the one whose blog is read."""

SYLLABLES = re.findall(r"\w+", "ba de fi go lu ma ne pi ro su ta ve wi xo ya ze cha dri flo gra plu ste tri whe")
SHAPE = "%s\n\n" * LINES + "- **one**\n- `two`\n"
"""How each text is written; to render this alone is enough, because words without marks stay as they are."""

RENDERED = render(SHAPE)
KINDS = [Kind.QUESTION] * 4 + [Kind.ANSWER] * 6 + [Kind.REFLECTION] * 4 + [Kind.BOOKMARK] * 2 + [Kind.COMMENT] * 4


@dataclass(frozen=True)
class Landmarks:
    """What the measured pages are about."""

    question_id: int
    tag: str
    words: Sequence[str]


def words() -> list[str]:
    """Twenty thousand made-up words, the first ones used most; neighbors in the list have nothing in common."""
    numbers = (rank * 7919 % len(SYLLABLES) ** 4 for rank in range(VOCABULARY))
    return [
        "".join(SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(4))
        for number in numbers
    ]


@dataclass(frozen=True)
class Scribe:
    """Writes by chance, in words as languages have them: the n-th is n times as rare as the first (Zipf)."""

    chance: Random
    vocabulary: Sequence[str]

    def words(self, count: int) -> list[str]:
        """So many words."""
        return self.chance.choices(self.vocabulary, cum_weights=_SHARES, k=count)

    def title(self) -> str:
        """A title."""
        return " ".join(self.words(WORDS_OF_A_TITLE)).capitalize()

    def text(self) -> tuple[str, Rendered]:
        """A text, as it is written and as it is rendered."""
        lines = tuple(" ".join(self.words(WORDS_OF_A_LINE)).capitalize() + "." for _line in range(LINES))
        filled = {form: getattr(RENDERED, form) % lines for form in ("html", "text", "body")}
        return SHAPE % lines, replace(RENDERED, **filled)


_SHARES = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def fill(size: int, progress: Callable[[str], None], members: int = MEMBERS) -> Landmarks:
    """Write `size` entries, with a question of ten answers that everybody sees and a blog of a hundred texts.

    Args:
        size: how many entries.
        progress: is told how far it is.
        members: how many people there are; whoever comes after the first five hundred has written nothing.

    Returns:
        Where the measured pages are.
    """
    scribe = Scribe(Random(size), words())
    _settle(members)
    rows: list[dict[str, Any]] = []
    for number in range(1, size + 1):
        rows.append(_entry(number, scribe))
        if len(rows) == AT_ONCE or number == size:
            _write(rows)
            progress(f"{number} entries")
            rows = []
    question = _landmark(size, scribe)
    search_index.settle(session().connection())
    session().commit()
    return Landmarks(question, "tag-0", scribe.vocabulary[:3])


def landmarks() -> Landmarks:
    """Where the measured pages are in a community that was filled before."""
    last = session().scalar(sa.select(sa.func.max(Question.entry_id)))
    return Landmarks(int(last or 0), "tag-0", words()[:3])


def _settle(members: int) -> None:
    now = FIRST_DAY
    insert(Team, [{"id": n, "name": f"Team {n}", "slug": f"team-{n}"} for n in range(1, TEAMS + 1)])
    people = [
        {"id": n, "username": f"member{n}", "name": f"Member {n}", "team_id": n % TEAMS + 1, "joined_at": now}
        for n in range(1, members + 1)
    ]
    insert(Member, [{**person, **_defaults(Member, person)} for person in people])
    audiences = [{"id": 2 + n, "kind": "team", "key": f"team:{n}", "name": f"Team {n}"} for n in range(1, TEAMS + 1)]
    alone = [{"id": 2 + TEAMS + n, "kind": "self", "key": f"self:{n}", "name": ""} for n in range(1, members + 1)]
    insert(Audience, audiences + alone)
    insert(
        AudienceMember,
        [{"audience_id": 2 + n % TEAMS + 1, "member_id": n} for n in range(1, members + 1)]
        + [{"audience_id": 2 + TEAMS + n, "member_id": n} for n in range(1, members + 1)],
    )
    insert(Tag, [{"id": n + 1, "name": f"tag-{n}", "is_skill": n < 10, "use_count": 1} for n in range(TAGS)])


def _entry(number: int, scribe: Scribe) -> dict[str, Any]:
    chance = scribe.chance
    kind = KINDS[number % len(KINDS)]
    if kind in {Kind.ANSWER, Kind.COMMENT}:
        # Blocks of twenty begin with their questions, so a parent is never far.
        parent = number - number % len(KINDS) + chance.randrange(4)
        audience = _audience(parent)
    else:
        parent, audience = 0, _audience(number)
    if parent < 1 and kind in {Kind.ANSWER, Kind.COMMENT}:
        kind = Kind.REFLECTION
    title = scribe.title() if kind not in {Kind.ANSWER, Kind.COMMENT} else ""
    author = chance.randrange(WRITER + 1, MEMBERS + 1)
    return _row(number, kind, author, audience, title, scribe.text(), parent, _tag_ids(chance, kind))


def _audience(number: int) -> int:
    lot = number * 7919 % 100
    if lot < 80:
        return ORGANIZATION_ID
    if lot < 90:
        return PUBLIC_ID
    return 3 + lot % TEAMS if lot < 96 else 3 + TEAMS + number % MEMBERS


def _tag_ids(chance: Random, kind: Kind) -> list[int]:
    if kind in {Kind.ANSWER, Kind.COMMENT}:
        return []
    return sorted({min(int(chance.paretovariate(0.6)), TAGS) for _tag in range(3)})


def _row(
    number: int,
    kind: Kind,
    author: int,
    audience: int,
    title: str,
    written: tuple[str, Rendered],
    parent: int,
    tags: list[int],
) -> dict[str, Any]:
    source, rendered = written
    moment = FIRST_DAY + STEP * number
    return {
        "id": number,
        "kind": kind.value,
        "author_id": author,
        "audience_id": audience,
        "title": title,
        "source": source,
        "html": rendered.html,
        "text": rendered.text,
        "summary": rendered.summary(280),
        "tag_names": [f"tag-{tag - 1}" for tag in tags],
        "tag_ids": tags,
        "created_at": moment,
        "published_at": moment,
        "changed_at": moment,
        "parent_id": parent or None,
        "root_id": parent or None,
        "root_kind": Kind.QUESTION.value if parent else None,
        "score": number % 5,
    }


def _write(rows: Sequence[dict[str, Any]]) -> None:
    insert(Entry, [{**row, **_defaults(Entry, row)} for row in rows])
    tagged = [
        {"entry_id": row["id"], "tag_id": tag, "published_at": row["published_at"]}
        for row in rows
        for tag in row["tag_ids"]
    ]
    insert(EntryTag, tagged)
    questions = [row for row in rows if row["kind"] == Kind.QUESTION]
    insert(
        Question,
        [{"entry_id": r["id"], "active_at": r["published_at"], "answer_count": r["id"] % 3} for r in questions],
    )
    insert(Reflection, [{"entry_id": r["id"], "frame": "free"} for r in rows if r["kind"] == Kind.REFLECTION])
    _write_bookmarks([r for r in rows if r["kind"] == Kind.BOOKMARK])
    search_index.put_many(session().connection(), (_document(row) for row in rows))


def _write_bookmarks(rows: Sequence[dict[str, Any]]) -> None:
    resources = [
        {
            "id": r["id"],
            "key": f"https://example.org/{r['id']}",
            "url": f"https://example.org/{r['id']}",
            "first_saved_at": r["published_at"],
            "fetch_state": "done",
        }
        for r in rows
    ]
    insert(Resource, [{**resource, **_defaults(Resource, resource)} for resource in resources])
    insert(Bookmark, [{"entry_id": r["id"], "member_id": r["author_id"], "resource_id": r["id"]} for r in rows])


def _document(row: dict[str, Any]) -> search_index.Document:
    return search_index.Document(row["id"], row["title"], tuple(row["tag_names"]), row["text"], "en")


def _landmark(size: int, scribe: Scribe) -> int:
    """A question that everybody sees, with ten answers and a comment on each."""
    numbers = itertools.count(size + 1)
    question = next(numbers)

    def row(kind: Kind, parent: int, root: int) -> dict[str, Any]:
        made = _row(next(numbers), kind, 20, PUBLIC_ID, "", scribe.text(), parent, [])
        return {**made, "root_id": root}

    title = "How does one page of ten answers do?"
    rows = [_row(question, Kind.QUESTION, 20, PUBLIC_ID, title, scribe.text(), 0, [1, 2])]
    for _answer in range(10):
        answer = row(Kind.ANSWER, question, question)
        rows += [answer, row(Kind.COMMENT, answer["id"], question)]
    rows += _blog(numbers, scribe)
    _write(rows)
    if session().connection().dialect.name == "postgresql":
        for name in ("entry", "member", "audience", "tag", "team", "resource"):
            table = Model.metadata.tables[name]
            sequence = sa.func.pg_get_serial_sequence(name, "id")
            session().execute(sa.select(sa.func.setval(sequence, sa.func.max(table.c.id))).select_from(table))
    return question


def _blog(numbers: Iterator[int], scribe: Scribe) -> list[dict[str, Any]]:
    """A hundred reflections by one author, in a community of any size."""
    return [
        _row(next(numbers), Kind.REFLECTION, WRITER, ORGANIZATION_ID, f"Week {week}", scribe.text(), 0, [3])
        for week in range(100)
    ]


def insert(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Write many rows of one table, leaving out what is no column of it."""
    table: Any = model.__table__
    names = set(table.columns.keys())
    for some in _chunks([{k: v for k, v in row.items() if k in names} for row in rows]):
        session().execute(sa.insert(table), some)


def _chunks(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _defaults(model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
    """The plain defaults of the columns that `row` does not give, as the session would set them."""
    table: Any = model.__table__
    return {
        column.key: column.default.arg if column.default.is_scalar else column.default.arg(None)
        for column in table.columns
        if column.default is not None and column.key not in row and not column.primary_key
    }
