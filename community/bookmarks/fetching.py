"""Asking saved pages for their titles, after they were saved and outside of any transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from community.bookmarks.models import Bookmark, Resource
from community.bookmarks.page_title import PageFacts, page_facts
from community.bookmarks.resources import DONE, FAILED, REFUSED, WAITING, short_address, title_of
from community.entries import meanings
from community.entries.models import Entry
from community.entries.search_document import index
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.safe_fetch import PAGES, Fetched, FetchFailed, FetchRefused, fetch

log = structlog.get_logger()

AT_ONCE = 2  # more would keep mails waiting behind slow sites; what is left is asked in the next run
ATTEMPTS = 3
LEASE = timedelta(minutes=5)
PAUSES = (timedelta(minutes=10), timedelta(hours=2))
LONGEST_NOTE = 300
LONGEST_TYPE = 100
WANTED = (*PAGES, "audio/*", "video/*")
_MAY_COME_BACK = {408, 425, 429}

Fetch = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A page that this process alone asks until the lease ends."""

    resource_id: int
    url: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of asking: facts, or why there are none."""

    state: str
    facts: PageFacts = field(default_factory=PageFacts)
    note: str = ""
    media_type: str = ""
    size: int | None = None


def look_at(url: str) -> Fetched:
    """The beginning of a page on the public web, which is where its title stands, or of a recording."""
    return fetch(url, truncate=True, accept=WANTED)


def fetch_titles(fetch_page: Fetch = look_at) -> int:
    """Ask a few of the pages that wait, the newest first, and keep what they say.

    May run in several processes at once: each claims its pages by moving the moment when they are due.

    Args:
        fetch_page: how a page is fetched.

    Returns:
        How many pages were asked.
    """
    claims = _claim()
    for claim in claims:
        _keep(claim, _ask(claim.url, fetch_page))
    return len(claims)


def _claim() -> Sequence[_Claim]:
    now = clock.now()
    rows = session().scalars(
        select(Resource)
        .where(Resource.fetch_state == WAITING, Resource.fetch_due_at <= now)
        .order_by(Resource.fetch_due_at.desc(), Resource.id.desc())
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    claims = [_claimed(resource, now) for resource in rows]
    session().commit()
    return [claim for claim in claims if claim is not None]


def _claimed(resource: Resource, now: datetime) -> _Claim | None:
    if resource.fetch_attempts >= ATTEMPTS:  # whoever asked the last time did not come back
        resource.fetch_state, resource.fetch_due_at = FAILED, None
        return None
    resource.fetch_attempts += 1
    resource.fetch_due_at = now + LEASE
    return _Claim(resource.id, resource.url)


def _ask(url: str, fetch_page: Fetch) -> _Answer:
    try:
        page = fetch_page(url)
    except FetchRefused as refusal:
        return _Answer(REFUSED, note=str(refusal))
    except FetchFailed as failure:
        is_final = failure.answered is not None and _is_final(failure.answered)
        return _Answer(FAILED if is_final else WAITING, note=str(failure))
    facts = page_facts(page.body, page.charset, page.url) if page.content_type in PAGES else PageFacts()
    return _Answer(DONE, facts, media_type=page.content_type[:LONGEST_TYPE], size=page.length)


def _is_final(status: int) -> bool:
    """Whether a page that answered with `status` will answer so tomorrow."""
    return 400 <= status < 500 and status not in _MAY_COME_BACK


def _keep(claim: _Claim, answer: _Answer) -> None:
    resource = session().get(Resource, claim.resource_id, with_for_update=True)
    if resource is None or resource.fetch_state != WAITING:
        session().rollback()
        return
    if answer.state == WAITING:
        _try_later(resource)
    else:
        resource.fetch_state, resource.fetch_due_at = answer.state, None
    resource.fetch_note = answer.note[:LONGEST_NOTE]
    resource.fetched_at = clock.now()
    if answer.state == DONE:
        _describe(resource, answer)
    commit()
    log.info("page asked for its title", resource_id=claim.resource_id, state=answer.state)


def _try_later(resource: Resource) -> None:
    if resource.fetch_attempts >= ATTEMPTS:
        resource.fetch_state, resource.fetch_due_at = FAILED, None
    else:
        resource.fetch_due_at = clock.now() + PAUSES[resource.fetch_attempts - 1]


def _describe(resource: Resource, answer: _Answer) -> None:
    facts = answer.facts
    resource.media_type, resource.size = answer.media_type, answer.size
    resource.title, resource.description = facts.title, facts.description
    resource.site_name, resource.language = facts.site_name, facts.language
    if facts.title:
        _name_bookmarks(resource)


def _name_bookmarks(resource: Resource) -> None:
    """Give the page's title to the bookmarks that their members gave none."""
    unnamed = session().scalars(
        select(Entry)
        .join(Bookmark, Bookmark.entry_id == Entry.id)
        .where(Bookmark.resource_id == resource.id, Entry.title == short_address(resource.url))
    )
    for entry in unnamed.all():
        entry.title = title_of(resource)
        entry.changed_at = clock.now()
        index(entry)
        meanings.write([entry])
