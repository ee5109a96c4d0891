"""Writing very many entries at once, each as `compose` would: for what was written elsewhere before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, func, insert, select, text, update

from community.accounts.models import Member
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.entries import search_index
from community.entries.kinds import Feedback, Kind, State
from community.entries.models import Entry, EntryTag
from community.entries.writing import LONGEST_TITLE, SUMMARY, mentionable, rendered_with
from community.kernel.db import Model, session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.markup import MAX_SOURCE
from community.topics.models import Tag
from community.topics.naming import MOST_TAGS, distinct
from community.topics.queries import tags_by_name
from community.topics.service import tags_for


@dataclass(frozen=True, slots=True)
class PastEntry:
    """Something that was written elsewhere before.

    Attributes:
        source_ref: where it came from, unique, so that importing twice makes nothing twice.
        at: when it was published there.
        audience_id: who may read it; what hangs below a parent always has the parent's.
        parent_id: what this answers or comments on.
        edited_at: when its text last changed there, if it ever did.
        score: what its votes there came to; nobody here is on record as having cast them.
    """

    kind: Kind
    author_id: int
    source_ref: str
    at: datetime
    title: str = ""
    source: str = ""
    tags: Sequence[str] = ()
    audience_id: int = ORGANIZATION_ID
    parent_id: int | None = None
    feedback: Feedback = Feedback.OPEN
    language: str = "en"
    edited_at: datetime | None = None
    score: int = 0


def compose_many(entries: Sequence[PastEntry]) -> list[int]:
    """Publish history: rows, rendered text, tags, counts and search documents in a few statements for all.

    Nobody is told of it. A capability's own rows are written beside it by the caller, in the same transaction.
    Entries that the session already holds, such as the parents, do not notice their new counts until they are
    read again.

    Returns:
        The ids of the new entries, in the order given.

    Raises:
        Refused: when a title, a text or tags are too long or too many; then nothing is written.
        ValueError: for a reply to a comment, whose place in a thread only `comments.comment` finds.
    """
    if not entries:
        return []
    for entry in entries:
        _check(entry)
    parents = _parents(entries)
    tags = _tags(entries)
    known = mentionable(entry.source for entry in entries)
    rows = [
        _row(entry, entry_id, parents, tags, known)
        for entry, entry_id in zip(entries, _reserved_ids(len(entries)), strict=True)
    ]
    session().execute(insert(Entry), rows)
    _write_tags(rows, tags)
    _count_comments(rows)
    search_index.put_many(session().connection(), map(_document, rows))
    return [row["id"] for row in rows]


class _Parent(NamedTuple):
    id: int
    kind: str
    root_id: int | None
    root_kind: str | None
    is_live: bool
    audience_id: int


def _check(entry: PastEntry) -> None:
    if len(entry.title) > LONGEST_TITLE:
        raise Refused(_("Please keep the title under %(most)d characters.", most=LONGEST_TITLE))
    if len(entry.source) > MAX_SOURCE:
        raise Refused(_("Please keep the text under %(most)d characters.", most=MAX_SOURCE))
    if len(distinct(entry.tags)) > MOST_TAGS:
        raise Refused(_("Please choose at most %(most)d tags.", most=MOST_TAGS))


def _reserved_ids(count: int) -> list[int]:
    """Ids that nobody else will use: rendering needs them before the rows are written, for footnotes."""
    connection = session().connection()
    if connection.dialect.name == "postgresql":
        sequence = text("SELECT nextval(pg_get_serial_sequence('entry', 'id')) FROM generate_series(1, :count)")
        return sorted(connection.scalars(sequence, {"count": count}))
    # SQLite has one writer at a time, and this transaction is the one.
    first = (session().scalar(select(func.max(Entry.id))) or 0) + 1
    return list(range(first, first + count))


def _parents(entries: Sequence[PastEntry]) -> dict[int, _Parent]:
    ids = {entry.parent_id for entry in entries if entry.parent_id is not None}
    columns = (Entry.id, Entry.kind, Entry.root_id, Entry.root_kind, Entry.is_live, Entry.audience_id)
    rows = session().execute(select(*columns).where(Entry.id.in_(ids))) if ids else ()
    parents = {row[0]: _Parent(*row) for row in rows}
    if missing := ids - parents.keys():
        raise ValueError(f"There is no entry to hang something below: {sorted(missing)}")
    if any(parent.kind == Kind.COMMENT for parent in parents.values()):
        raise ValueError("Replies to comments are written one by one.")
    return parents


def _tags(entries: Sequence[PastEntry]) -> dict[str, Tag]:
    names = list(dict.fromkeys(name for entry in entries for name in distinct(entry.tags)))
    tags_for(names, most=len(names))
    return tags_by_name(names)


def _row(
    entry: PastEntry,
    entry_id: int,
    parents: Mapping[int, _Parent],
    tags: Mapping[str, Tag],
    known: Mapping[str, Member],
) -> dict[str, Any]:
    parent = parents[entry.parent_id] if entry.parent_id is not None else None
    rendered = rendered_with(known, entry.source, f"e{entry_id}-")
    return {
        "id": entry_id,
        "kind": entry.kind.value,
        "author_id": entry.author_id,
        "audience_id": parent.audience_id if parent is not None else entry.audience_id,
        "title": entry.title.strip(),
        "source": entry.source,
        "html": rendered.html,
        "text": rendered.text,
        "summary": rendered.summary(SUMMARY),
        "language": entry.language,
        "tag_names": list(dict.fromkeys(tags[name].name for name in distinct(entry.tags))),
        "state": State.PUBLISHED.value,
        "is_live": parent is None or parent.is_live,
        "created_at": entry.at,
        "published_at": entry.at,
        "edited_at": entry.edited_at,
        "changed_at": max(entry.at, entry.edited_at or entry.at),
        "parent_id": entry.parent_id,
        "root_id": (parent.root_id or parent.id) if parent is not None else None,
        "root_kind": (parent.root_kind or parent.kind) if parent is not None else None,
        "score": entry.score,
        "feedback": entry.feedback.value,
        "source_ref": entry.source_ref,
    }


def _write_tags(rows: Sequence[dict[str, Any]], tags: Mapping[str, Tag]) -> None:
    ids = {tag.name: tag.id for tag in tags.values()}
    borne = [
        {"entry_id": row["id"], "tag_id": ids[name], "published_at": row["published_at"]}
        for row in rows
        for name in row["tag_names"]
    ]
    if borne:
        session().execute(insert(EntryTag), borne)
    uses = Counter(
        name
        for row in rows
        if row["is_live"] and row["audience_id"] in {ORGANIZATION_ID, PUBLIC_ID}
        for name in row["tag_names"]
    )
    for tag in {tag.name: tag for tag in tags.values()}.values():
        if tag.name in uses:
            tag.use_count = Tag.use_count + uses[tag.name]
    session().flush()


def _count_comments(rows: Iterable[dict[str, Any]]) -> None:
    """Count live comments at what they speak about; their audience is always the same as its own."""
    counts = Counter(row["parent_id"] for row in rows if row["kind"] == Kind.COMMENT and row["is_live"])
    table: Table = Model.metadata.tables["entry"]
    statement = (
        update(table)
        .where(table.c.id == bindparam("post_id"))
        .values(comment_count=table.c.comment_count + bindparam("more"))
    )
    if counts:
        session().connection().execute(
            statement, [{"post_id": post_id, "more": counts[post_id]} for post_id in sorted(counts)]
        )


def _document(row: Mapping[str, Any]) -> search_index.Document:
    return search_index.Document(
        entry_id=row["id"],
        title=row["title"],
        tags=tuple(row["tag_names"]),
        body=row["text"],
        language=row["language"],
    )
