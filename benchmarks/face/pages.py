"""Every page: each address that a GET reaches, filled with what is there, as each kind of person gets it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import requests
from lxml import html
from sqlalchemy import select
from werkzeug.routing import Rule

from benchmarks.face.stage import NEWCOMER, PEOPLE, RUNNER, VISITOR, Stage
from community.accounts.models import Member
from community.accounts.queries import member_by_username
from community.entries.models import Entry
from community.kernel.db import session
from tests.canary.surfaces import examples, filled

OF_EACH_ROUTE = 2
"""So many pages of a route with arguments are looked at: one's own thing and somebody else's, as a rule."""

MOST_TRIES = 14
WITHOUT_PAGES = frozenset({"static", "assets.bundle", "accounts.photo"})
ASKED = (
    "/?tab=following",
    "/search?q=handover",
    "/search?q=handover+kind:question",
    "/search?q=xyzzyxyzzy",
    "/search?q=hndover",
    "/questions?sort=unanswered",
    "/questions?sort=unanswered&tag=nothing-like-it",
    "/questions?page=2",
    "/bookmarks?tag=emar",
    "/bookmarks/mine?show=to-read",
    "/bookmarks/mine?show=archived",
    "/experts?tag=emar",
    "/experts?q=nobody-knows-this",
    "/members?q=nobody",
    "/members/ana?tab=answers",
    "/questions/new?title=How+do+I+write+a+handover+note",
    "/nowhere",
)
"""Pages that depend on what is asked for, and the one that says that there is nothing."""

REFUSED = {
    "/sign-in": VISITOR,
    "/join": VISITOR,
    "/reset": VISITOR,
    "/questions/new": "mara",
    "/reflections/new": "ana",
    "/bookmarks/new": "ana",
    "/programs/new": "mara",
    "/admin/invitations": "admin",
}
"""Forms that are sent empty, for the page that comes back."""


class Page(NamedTuple):
    """A page to look at."""

    name: str
    person: str
    address: str
    sent_empty: bool = False

    def __str__(self) -> str:
        path = "/" + self.address.split("/", 3)[-1]
        return f"{path} as {self.person}{', form sent empty' if self.sent_empty else ''}"


Found = tuple[Page, str]
"""A page with the HTML that the server sent."""


def walk(on: Stage, words: Sequence[str]) -> Iterator[Found]:
    """Each page that differs from all before it, with its HTML.

    Args:
        on: the served site.
        words: only pages whose route or address contains one of these; all when empty.
    """
    seen: set[bytes] = set()
    for person in PEOPLE:
        asker = requests.Session()
        if person != VISITOR:
            asker.cookies.set("session", on.cookies[person])
        for page, text in _pages_of(on, person, asker, words):
            if (matter := _matter(page, text)) not in seen:
                seen.add(matter)
                yield page, text


def refused(on: Stage, words: Sequence[str]) -> list[Page]:
    """The pages that are looked at once more after their form was sent empty."""
    found = [Page(path, person, on.address + path, sent_empty=True) for path, person in REFUSED.items()]
    return [page for page in found if _is_wanted(page.name, words)]


def _pages_of(on: Stage, person: str, asker: requests.Session, words: Sequence[str]) -> Iterator[Found]:
    for rule, addresses in _addresses(on, person):
        if not _is_wanted(rule, words) or (person == RUNNER and not rule.startswith("programs.")):
            continue
        tries = itertools.islice(addresses, MOST_TRIES)
        answers = ((Page(rule, person, on.address + path), asker.get(on.address + path)) for path in tries)
        yield from itertools.islice(((page, got.text) for page, got in answers if _is_page(page, got)), OF_EACH_ROUTE)
    if person == "ana" and _is_wanted("styleguide", words):
        address = f"{on.developing}/styleguide"
        yield Page("styleguide", person, address), asker.get(address).text


def _addresses(on: Stage, person: str) -> Iterator[tuple[str, Iterable[str]]]:
    """By route or address, the paths to try, the likeliest first."""
    for path in (*ASKED, *(on.links if person == VISITOR else ())):
        yield path, [path]
    with on.app.app_context():
        values = _values(person)
    for rule in on.app.url_map.iter_rules():
        if _has_pages(rule) and (person != NEWCOMER or not rule.arguments):
            with on.app.app_context():
                paths = list(itertools.islice(filled(on.app, rule, values), MOST_TRIES))
            yield f"{rule.endpoint} {rule.rule}", paths


def _has_pages(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and rule.endpoint not in WITHOUT_PAGES and "feed" not in rule.rule.split("/")


def _values(person: str) -> dict[str, Sequence[object]]:
    """What fills the arguments: first what is the person's, and what was talked about most."""
    member = member_by_username(person)
    entries = {kind: _entries(kind, member) for kind in ("reflection", "question", "bookmark", "reminder", "answer")}
    mixed = [entry for several in itertools.zip_longest(*entries.values()) for entry in several if entry]
    return {
        **examples([]),
        "entry_id": mixed,
        "question_id": entries["question"],
        "answer_id": entries["answer"],
        "username": ["ana", "ben", "mara"],
        "who": ["ben", VISITOR],
        "name": ["emar", "handover-notes"],
        "number": [1],
        "resource_id": range(1, 3),
    }


def _entries(kind: str, member: Member | None) -> list[int]:
    """The two richest entries of the member and the two richest of others, in turn."""
    mine = Entry.author_id == (member.id if member else 0)
    rich = select(Entry.id).where(Entry.kind == kind, Entry.state == "published").order_by(Entry.comment_count.desc())
    own, others = (session().scalars(rich.where(whose).limit(3)).all() for whose in (mine, ~mine))
    return [entry for pair in itertools.zip_longest(own, others) for entry in pair if entry]


def _is_wanted(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


def _is_page(page: Page, got: requests.Response) -> bool:
    expected = got.status_code == requests.codes.ok or page.name == "/nowhere"
    return expected and not got.history and "<!doctype html" in got.text[:200].lower()


def _matter(page: Page, text: str) -> bytes:
    """What tells two pages apart: the route, and what is between header and footer but for what changes each time."""
    main = html.fromstring(text.encode()).find(".//main")
    shown = html.tostring(main if main is not None else html.fromstring(text.encode()))
    steady = re.sub(rb'name="(csrf_token|form_key)"[^>]*|\d+', b"", shown)
    return sha256(page.name.encode() + steady).digest()
