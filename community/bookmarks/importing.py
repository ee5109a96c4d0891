"""Taking the links of a bookmark file, each once, with an account of what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import only
from community.bookmarks import netscape, pinboard
from community.bookmarks.models import Bookmark, Resource
from community.bookmarks.resources import cut_title, resources_for, title_of
from community.bookmarks.saved_link import LONGEST_HINT, LinkFile, SavedLink, Skipped
from community.bookmarks.urls import BadUrl, normalize
from community.entries.bulk import PastEntry, compose_many
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.markup import MAX_SOURCE
from community.topics.naming import MOST_TAGS, distinct

AT_ONCE = 500
MOST_LINKS = 50_000
_MARKS = "\ufeff \t\r\n"


@dataclass(slots=True)
class Report:
    """What became of the links of a file.

    Attributes:
        taken: how many became bookmarks.
        skipped: those that did not, each with the reason; `line` is 0 where the file's line is not known.
    """

    taken: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, link: SavedLink, reason: str) -> None:
        """Note that `link` was left out."""
        self.skipped.append(Skipped(0, reason, (link.title or link.url)[:LONGEST_HINT]))

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """How many links were left out for which reason, the most frequent first."""
        return Counter(skipped.reason for skipped in self.skipped).most_common()


def read_file(content: bytes) -> LinkFile:
    """The links in a bookmark file, in whichever of the two formats it is.

    Raises:
        Refused: when it holds more links than can be taken at once.
    """
    start = content[:200].decode("utf-8", "ignore").lstrip(_MARKS)
    found = pinboard.read(content) if start.startswith(("[", "{")) else netscape.read(content)
    if len(found.links) > MOST_LINKS:
        raise Refused(_("The file holds more than %(most)d links. Please divide it.", most=MOST_LINKS))
    return found


def import_file(
    member: Member,
    content: bytes,
    audience: Audience,
    *,
    folders_as_tags: bool = False,
    after_batch: Callable[[], None] = lambda: None,
) -> Report:
    """Take the links of a bookmark file as `import_links` does, and report also what could not be read.

    Raises:
        Refused: when it holds more links than can be taken at once.
    """
    found = read_file(content)
    report = import_links(member, found.links, audience, folders_as_tags=folders_as_tags, after_batch=after_batch)
    report.skipped[:0] = found.skipped
    return report


def import_links(
    member: Member,
    links: Iterable[SavedLink],
    audience: Audience,
    *,
    folders_as_tags: bool = False,
    after_batch: Callable[[], None] = lambda: None,
) -> Report:
    """Save each of `links` for `member`, unless they did so before; nobody is told of it.

    Args:
        audience: who may find them; what a file calls private stays with `member` alone.
        folders_as_tags: whether the names of folders become tags, after the link's own, eight in all.
        after_batch: what to do after some hundred links, such as making them durable.

    Raises:
        Refused: when another import of `member` takes the same links at this moment.
    """
    report, seen = Report(), set[str]()
    private = only(member)
    for batch in _batches(links):
        wanted = _new_in_file(batch, seen, report)
        resources = resources_for((link.url for link in wanted.values()), by=member)
        _leave_what_is_saved(wanted, member, resources, report)
        try:
            with session().begin_nested():
                report.taken += _save(member, wanted, resources, audience, private, folders_as_tags)
        except IntegrityError as error:
            raise Refused(_("These links are being imported already. Please look again in a minute.")) from error
        after_batch()
    return report


def _batches(links: Iterable[SavedLink]) -> Iterator[list[SavedLink]]:
    remaining = iter(links)
    while batch := list(islice(remaining, AT_ONCE)):
        yield batch


def _new_in_file(batch: Sequence[SavedLink], seen: set[str], report: Report) -> dict[str, SavedLink]:
    """Those of `batch` that can be saved and did not stand in the file before, by their keys."""
    wanted: dict[str, SavedLink] = {}
    for link in batch:
        try:
            key = normalize(link.url)
        except BadUrl as refusal:
            report.skip(link, str(refusal))
            continue
        if key in seen:
            report.skip(link, _("The same page stands in the file more than once."))
        elif len(link.description) > MAX_SOURCE:
            report.skip(link, _("Its note is longer than %(most)d characters.", most=MAX_SOURCE))
        else:
            wanted[key] = link
        seen.add(key)
    return wanted


def _leave_what_is_saved(
    wanted: dict[str, SavedLink], member: Member, resources: Mapping[str, Resource], report: Report
) -> None:
    rows = session().execute(
        select(Resource.key, Entry.is_live)
        .join(Bookmark, Bookmark.resource_id == Resource.id)
        .join(Entry, Bookmark.entry_id == Entry.id)
        .where(Bookmark.member_id == member.id, Resource.id.in_([resources[key].id for key in wanted]))
    )
    for key, is_live in rows:
        reason = _("You saved this page already.") if is_live else _("You had this page and took it back.")
        report.skip(wanted.pop(key), reason)


def _save(
    member: Member,
    wanted: Mapping[str, SavedLink],
    resources: Mapping[str, Resource],
    audience: Audience,
    private: Audience,
    folders_as_tags: bool,
) -> int:
    now = clock.now()
    pairs = [(link, resources[key]) for key, link in wanted.items()]
    ids = compose_many(
        [
            _past_entry(member, link, resource, (private if link.private else audience).id, folders_as_tags, now)
            for link, resource in pairs
        ]
    )
    if pairs:
        session().execute(insert(Bookmark), [_row(i, member, *pair) for i, pair in zip(ids, pairs, strict=True)])
    return len(pairs)


def _past_entry(
    member: Member, link: SavedLink, resource: Resource, audience_id: int, folders_as_tags: bool, now: datetime
) -> PastEntry:
    names = (*link.tags, *(link.folders if folders_as_tags else ()))
    return PastEntry(
        kind=Kind.BOOKMARK,
        author_id=member.id,
        source_ref=f"bookmark:{member.id}:{resource.id}",
        at=min(link.added_at or now, now),
        title=cut_title(link.title) or title_of(resource),
        source=link.description,
        tags=distinct(names)[:MOST_TAGS],
        audience_id=audience_id,
        language=member.language,
    )


def _row(entry_id: int, member: Member, link: SavedLink, resource: Resource) -> dict[str, object]:
    return {
        "entry_id": entry_id,
        "member_id": member.id,
        "resource_id": resource.id,
        "is_to_read": link.to_read,
        "is_archived": False,
    }
