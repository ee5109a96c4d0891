"""Turns the rows of a dump's tables into records, and accounts for those that it cannot use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from community.kernel.i18n import _
from community.portability.moments import parse_moment
from community.portability.report import Report
from community.portability.stackexchange.records import (
    Comment,
    Link,
    Post,
    PostKind,
    Tag,
    User,
    Vote,
    VoteKind,
)
from community.portability.stackexchange.tables import Row, rows_of, table_file

Record = TypeVar("Record")

TABLES: Final = ("Users", "Posts", "Comments", "Votes", "PostLinks", "Tags")

_POST_KINDS: Final = {1: PostKind.QUESTION, 2: PostKind.ANSWER}
_VOTE_KINDS: Final = {1: VoteKind.ACCEPTED, 2: VoteKind.UP, 3: VoteKind.DOWN, 5: VoteKind.FAVORITE}
_DUPLICATE: Final = 3

_NO_VALUE: Final = frozenset({"", "na", "n/a", "nan", "null", "none"})


class Dump:
    """A folder that holds a Stack Exchange data dump: XML or CSV, packed or not, whole or in part.

    Each method streams one table, so memory does not grow with the dump. A
    missing table yields nothing; a missing column leaves its field empty. The
    same table may be read again: the account in `report` is always that of
    the latest reading of each table.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reports: dict[str, Report] = {}

    @property
    def report(self) -> Report:
        """What had to be left out of the tables read so far, and why."""
        whole = Report()
        for part in self._reports.values():
            whole.include(part)
        return whole

    @property
    def missing_tables(self) -> list[str]:
        """The tables that the folder does not have."""
        return [table for table in TABLES if table_file(self.folder, table) is None]

    def users(self) -> Iterator[User]:
        """Yield everyone who has an account in the dump."""
        return self._records("Users", _user)

    def posts(self) -> Iterator[Post]:
        """Yield questions and answers as they stand in the file; tag wikis and the like are skipped."""
        return self._records("Posts", _post)

    def comments(self) -> Iterator[Comment]:
        """Yield the remarks under posts."""
        return self._records("Comments", _comment)

    def votes(self) -> Iterator[Vote]:
        """Yield the votes on posts."""
        return self._records("Votes", _vote)

    def links(self) -> Iterator[Link]:
        """Yield the links between posts, duplicate marks among them."""
        return self._records("PostLinks", _link)

    def tags(self) -> Iterator[Tag]:
        """Yield the site's tags."""
        return self._records("Tags", _tag)

    def _records(self, table: str, convert: Callable[[_Columns], Record]) -> Iterator[Record]:
        report = self._reports[table] = Report()
        path = table_file(self.folder, table)
        if path is None:
            return
        for row in rows_of(path, report):
            try:
                record = convert(_Columns(row))
            except _RowError as refusal:
                report.skip(refusal.reason, row.where if refusal.is_trouble else "")
                continue
            yield record


def parse_tags(text: str) -> tuple[str, ...]:
    """Return the tag names of `<a><b>` or, as newer dumps write it, `|a|b|`, each once."""
    return tuple(dict.fromkeys(name.strip() for name in re.split(r"[<>|]+", text) if name.strip()))


class _RowError(Exception):
    """A row that cannot become a record. It is trouble only if somebody may want to look at it."""

    def __init__(self, reason: str, *, is_trouble: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_trouble = is_trouble


class _Columns:
    """The cells of one row as the types they stand for."""

    def __init__(self, row: Row) -> None:
        self._cells = row.columns

    def text(self, name: str) -> str:
        return self._cells.get(name, "").replace("\0", "")

    def name(self, name: str) -> str | None:
        return self.text(name).strip() or None

    def number_or_none(self, name: str) -> int | None:
        text = self._cells.get(name, "").strip()
        try:
            return int(text)
        except ValueError:
            return self._loose_number(name, text)

    def number(self, name: str) -> int:
        value = self.number_or_none(name)
        if value is None:
            raise _RowError(_("%(column)s is missing", column=name))
        return value

    def moment_or_none(self, name: str) -> datetime | None:
        text = self._cells.get(name, "").strip()
        if text.lower() in _NO_VALUE:
            return None
        try:
            return parse_moment(text)
        except (ValueError, OverflowError):
            raise _RowError(_("%(column)s is not a date", column=name)) from None

    def moment(self, name: str) -> datetime:
        value = self.moment_or_none(name)
        if value is None:
            raise _RowError(_("%(column)s is missing", column=name))
        return value

    @staticmethod
    def _loose_number(name: str, text: str) -> int | None:
        # Tables that went through a statistics program write 12 as 12.0 and nothing as NaN.
        if text.lower() in _NO_VALUE:
            return None
        if re.fullmatch(r"-?\d+\.0+", text, re.ASCII):
            return int(text.partition(".")[0])
        raise _RowError(_("%(column)s is not a number", column=name))


def _user(row: _Columns) -> User:
    return User(
        id=row.number("id"),
        display_name=row.name("displayname") or "",
        created_at=row.moment_or_none("creationdate"),
        last_seen_at=row.moment_or_none("lastaccessdate"),
        location=row.text("location").strip(),
        website_url=row.text("websiteurl").strip(),
        about_html=row.text("aboutme"),
    )


def _post(row: _Columns) -> Post:
    kind = _post_kind(row.number("posttypeid"))
    question_id = row.number("parentid") if kind is PostKind.ANSWER else None
    return Post(
        id=row.number("id"),
        kind=kind,
        question_id=question_id,
        accepted_answer_id=row.number_or_none("acceptedanswerid"),
        title=row.text("title").strip() if kind is PostKind.QUESTION else "",
        body_html=row.text("body"),
        tags=parse_tags(row.text("tags")),
        score=row.number_or_none("score") or 0,
        view_count=row.number_or_none("viewcount") or 0,
        created_at=row.moment("creationdate"),
        edited_at=row.moment_or_none("lasteditdate"),
        closed_at=row.moment_or_none("closeddate"),
        owner_id=row.number_or_none("owneruserid"),
        owner_name=row.name("ownerdisplayname"),
        license=row.text("contentlicense").strip(),
    )


def _post_kind(type_id: int) -> PostKind:
    kind = _POST_KINDS.get(type_id)
    if kind is None:
        reason = _("neither a question nor an answer, but a post of type %(type)s", type=type_id)
        raise _RowError(reason, is_trouble=False)
    return kind


def _comment(row: _Columns) -> Comment:
    return Comment(
        id=row.number("id"),
        post_id=row.number("postid"),
        text=row.text("text"),
        score=row.number_or_none("score") or 0,
        created_at=row.moment("creationdate"),
        author_id=row.number_or_none("userid"),
        author_name=row.name("userdisplayname"),
        license=row.text("contentlicense").strip(),
    )


def _vote(row: _Columns) -> Vote:
    return Vote(
        id=row.number("id"),
        post_id=row.number("postid"),
        kind=_VOTE_KINDS.get(row.number("votetypeid"), VoteKind.OTHER),
        created_at=row.moment("creationdate"),
        voter_id=row.number_or_none("userid"),
    )


def _link(row: _Columns) -> Link:
    return Link(
        id=row.number("id"),
        post_id=row.number("postid"),
        related_id=row.number("relatedpostid"),
        is_duplicate=row.number("linktypeid") == _DUPLICATE,
        created_at=row.moment_or_none("creationdate"),
    )


def _tag(row: _Columns) -> Tag:
    name = row.name("tagname")
    if name is None:
        raise _RowError(_("%(column)s is missing", column="tagname"))
    return Tag(
        id=row.number("id"),
        name=name,
        uses=row.number_or_none("count") or 0,
        excerpt_post_id=row.number_or_none("excerptpostid"),
    )
