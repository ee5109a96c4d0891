"""A small site as its data dump tells it, and what became of it here."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel.db import session
from community.portability.progress import Progress
from community.portability.report import Report
from community.portability.site_import import Site, import_site
from community.questions.models import Question
from tests.portability.dumps import write_xml

Rows = list[dict[str, str]]

USERS: Rows = [
    {"Id": "-1", "DisplayName": "Community", "CreationDate": "2020-01-01T00:00:00"},
    {"Id": "7", "DisplayName": "Ana Lima", "CreationDate": "2021-05-01T08:00:00", "AboutMe": "<p>I <b>lift</b>.</p>"},
    {"Id": "8", "DisplayName": "Ben Ode", "CreationDate": "2021-06-01T08:00:00"},
    {"Id": "9", "DisplayName": "Ana Lima", "CreationDate": "2022-06-01T08:00:00"},
]
POSTS: Rows = [
    {
        "Id": "1", "PostTypeId": "1", "CreationDate": "2024-03-01T09:30:00", "Score": "4", "OwnerUserId": "7",
        "Title": "How do I hand over at night?", "Body": "<p>Nobody <em>reads</em> it, @ben.ode &amp; all.</p>",
        "Tags": "<handover><night-shift>", "AcceptedAnswerId": "3", "LastEditDate": "2024-03-05T09:30:00",
    },
    {
        "Id": "2", "PostTypeId": "2", "ParentId": "1", "CreationDate": "2024-03-02T09:30:00", "Score": "1",
        "Body": "<p>Slowly.</p>", "OwnerDisplayName": "user1234",
    },
    {
        "Id": "3", "PostTypeId": "2", "ParentId": "1", "CreationDate": "2024-03-03T09:30:00", "Score": "6",
        "Body": "<p>With <code>ISBAR</code>.</p>", "OwnerUserId": "8",
    },
    {
        "Id": "4", "PostTypeId": "1", "CreationDate": "2024-04-01T09:30:00", "Title": "What goes into a handover?",
        "Tags": "<handover>", "OwnerUserId": "9",
    },
    {"Id": "5", "PostTypeId": "2", "ParentId": "77", "CreationDate": "2024-04-02T09:30:00", "Body": "<p>Lost.</p>"},
    {"Id": "6", "PostTypeId": "5", "CreationDate": "2024-04-02T09:30:00", "Body": "<p>A tag wiki.</p>"},
]  # fmt: skip
COMMENTS: Rows = [
    {"Id": "1", "PostId": "1", "Text": "Ask @Ben.Ode, `@home`", "CreationDate": "2024-03-01T10:00:00", "UserId": "8"},
    {"Id": "2", "PostId": "3", "Text": "Thanks!", "CreationDate": "2024-03-04T10:00:00", "UserId": "7", "Score": "2"},
    {"Id": "3", "PostId": "3", "Text": " ", "CreationDate": "2024-03-04T10:00:00", "UserId": "7"},
    {"Id": "4", "PostId": "99", "Text": "Where am I?", "CreationDate": "2024-03-04T10:00:00", "UserId": "7"},
]
LINKS: Rows = [
    {"Id": "1", "PostId": "4", "RelatedPostId": "1", "LinkTypeId": "3", "CreationDate": "2024-04-03T00:00:00"},
    {"Id": "2", "PostId": "1", "RelatedPostId": "4", "LinkTypeId": "3", "CreationDate": "2024-04-04T00:00:00"},
    {"Id": "3", "PostId": "4", "RelatedPostId": "99", "LinkTypeId": "3", "CreationDate": "2024-04-04T00:00:00"},
    {"Id": "4", "PostId": "1", "RelatedPostId": "4", "LinkTypeId": "1", "CreationDate": "2024-04-04T00:00:00"},
]
VOTES: Rows = [
    {"Id": str(number), "PostId": "1", "VoteTypeId": kind, "CreationDate": "2024-03-01T00:00:00"}
    for number, kind in enumerate(["2", "2", "2", "2", "2", "3", "1", "8"])
]
TAGS: Rows = [{"Id": "1", "TagName": "handover", "Count": "2"}, {"Id": "2", "TagName": "lifting", "Count": "0"}]


def a_site(folder: Path, **tables: Rows) -> Path:
    """A dump in `folder`; tables that are not given are those of a site with two questions."""
    whole = {"Users": USERS, "Posts": POSTS, "Comments": COMMENTS, "PostLinks": LINKS, "Votes": VOTES, "Tags": TAGS}
    for name, rows in (whole | tables).items():
        write_xml(folder, f"{name}.xml", rows)
    return folder


def imported(folder: Path, name: str = "care") -> Report:
    """The account of importing `folder`."""
    return import_site(folder, Site.called(name), progress=Progress(lambda _line: None))


def entry(ref: str) -> Entry:
    """The entry that came from a post or remark, such as "q:1"."""
    found = session().scalars(select(Entry).where(Entry.source_ref == f"stackexchange:care.stackexchange.com:{ref}"))
    return found.one()


def question(number: int) -> Question:
    """The question that came from a post."""
    return session().get_one(Question, entry(f"q:{number}").id)


def someone(ref: str) -> Member:
    """The member who came from a user, such as "u:7"."""
    found = session().scalars(select(Member).where(Member.source_ref == f"stackexchange:care.stackexchange.com:{ref}"))
    return found.one()


def totals() -> dict[str, int]:
    """How many rows of each kind there are."""
    kinds = Counter(session().scalars(select(Entry.kind)))
    members = session().scalar(select(func.count(Member.id))) or 0
    return {**kinds, "member": members}
