"""Turning what a member typed into an entry's stored forms: HTML, plain text, summary, tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, update

from community.accounts.models import Member
from community.accounts.queries import members_by_username
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.entries.models import Entry, EntryTag
from community.entries.shown_images import note_images
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.markup import MAX_SOURCE, Rendered, render
from community.topics.models import Tag

LONGEST_TITLE = 200
SUMMARY = 280

_candidates = re.compile(r"@([a-z0-9][a-z0-9._-]{0,38})", re.IGNORECASE)


def write_text(entry: Entry, title: str, source: str) -> list[int]:
    """Give `entry` this title and text, rendered and sanitised once.

    Returns:
        The ids of the members whom the text mentions.

    Raises:
        Refused: when title or text are too long.
    """
    if len(title) > LONGEST_TITLE:
        raise Refused(_("Please keep the title under %(most)d characters.", most=LONGEST_TITLE))
    if len(source) > MAX_SOURCE:
        raise Refused(_("Please keep the text under %(most)d characters.", most=MAX_SOURCE))
    rendered, mentioned = _rendered(source, f"e{entry.id}-")
    entry.title, entry.source = title, source
    entry.html, entry.text = rendered.html, rendered.text
    entry.summary = rendered.summary(SUMMARY)
    note_images(entry)
    return mentioned


def _rendered(source: str, prefix: str) -> tuple[Rendered, list[int]]:
    known = mentionable([source])
    rendered = rendered_with(known, source, prefix)
    names = [n.lower() for n in rendered.mentions]
    return rendered, [known[n].id for n in names if n in known]


def mentionable(sources: Iterable[str]) -> dict[str, Member]:
    """The members whom `sources` may mention, by username; one query for all of them."""
    candidates = {m.rstrip(".-_").lower() for source in sources for m in _candidates.findall(source)}
    return members_by_username(candidates)


def rendered_with(known: Mapping[str, Member], source: str, prefix: str) -> Rendered:
    """`source` rendered, with links to those of `known` whom it mentions."""

    def link(username: str) -> str | None:
        member = known.get(username.lower())
        return f"/members/{member.username}" if member else None

    return render(source, link_mention=link, prefix=prefix)


def write_tags(entry: Entry, tags: list[Tag]) -> None:
    """Give `entry` exactly these tags and keep the tags' counts in step."""
    count_tags(entry, -1)
    session().execute(delete(EntryTag).where(EntryTag.entry_id == entry.id))
    if tags:
        session().execute(
            insert(EntryTag),
            [{"entry_id": entry.id, "tag_id": t.id, "published_at": entry.published_at} for t in tags],
        )
    entry.tag_names = [t.name for t in tags]
    count_tags(entry, +1)


def count_tags(entry: Entry, change: int) -> None:
    """Add `change` to the use counts of the entry's tags, where the organization may read the entry.

    Called with -1 before and +1 after anything that may change whether it counts.
    """
    if entry.tag_names and entry.is_live and entry.audience_id in {ORGANIZATION_ID, PUBLIC_ID}:
        session().execute(
            update(Tag)
            .where(Tag.name.in_(entry.tag_names))
            .values(use_count=Tag.use_count + change)
            .execution_options(synchronize_session="evaluate")
        )


def rendered_html(source: str, prefix: str = "preview-") -> str:
    """The sanitised HTML of `source`, for a preview or for what is no entry."""
    rendered, _mentioned = _rendered(source, prefix)
    return rendered.html
