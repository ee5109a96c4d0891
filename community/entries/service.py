"""The verbs that hold for every entry: compose, release, revise, restrict, withdraw, hide, restore."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from community.accounts.models import Member
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID, Audience, AudienceKind, AudienceMember
from community.entries.kinds import Feedback, Kind, State
from community.entries.models import Entry, EntryTag, Revision
from community.entries.search_document import index
from community.entries.threads import descendants, recount_comments
from community.entries.writing import count_tags, write_tags, write_text
from community.events import (
    AudienceChanged,
    EntryHidden,
    EntryPublished,
    EntryRestored,
    EntryRevised,
    EntryWithdrawn,
    MembersMentioned,
)
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.topics.service import tags_for


def compose(
    kind: Kind,
    *,
    author: Member,
    audience: Audience,
    title: str = "",
    source: str = "",
    tags: Sequence[str] = (),
    parent: Entry | None = None,
    feedback: Feedback = Feedback.OPEN,
    language: str | None = None,
    at: datetime | None = None,
    source_ref: str | None = None,
    is_new: bool = True,
    is_draft: bool = False,
) -> Entry:
    """Publish an entry of any kind; the capability adds its own row beside it.

    Args:
        parent: what this answers or comments on; its root becomes the entry's root.
        at: when it was published, for what was written elsewhere before; now by default.
        source_ref: where it came from, unique, so that importing twice makes nothing twice.
        is_new: False for imported history, of which nobody is to be told.
        is_draft: whether nobody but its author sees it, until it is released.

    Raises:
        Refused: when title, text or tags are too long or too many.
    """
    moment = at or clock.now()
    entry = Entry(
        kind=kind.value,
        author_id=author.id,
        author=author,
        audience_id=audience.id,
        audience=audience,
        feedback=feedback.value,
        language=language or author.language,
        state=(State.DRAFT if is_draft else State.PUBLISHED).value,
        is_live=not is_draft and (parent is None or parent.is_live),
        created_at=moment,
        published_at=moment,
        changed_at=moment,
        source_ref=source_ref,
        tag_names=[],
        **_family(parent),
    )
    session().add(entry)
    session().flush()
    mentioned = write_text(entry, title.strip(), source)
    write_tags(entry, tags_for(tags))
    index(entry)
    if is_new and not is_draft:
        _announce(entry, mentioned)
    return entry


def release(entry: Entry, *, by: Member) -> None:
    """Publish a draft: from now on it is seen by its audience, and counts as written now.

    Raises:
        NotAllowed: when `by` is not the author.
    """
    if entry.author_id != by.id:
        raise NotAllowed(_("Only the person who wrote this can publish it."))
    if entry.state != State.DRAFT:
        return
    entry.published_at = clock.now()
    _set_state(entry, State.PUBLISHED)
    session().execute(update(EntryTag).where(EntryTag.entry_id == entry.id).values(published_at=entry.published_at))


def revise(
    entry: Entry, *, by: Member, title: str, source: str, tags: Sequence[str] | None = None, note: str = ""
) -> bool:
    """Change the text of `entry` and keep what it said before.

    Returns:
        Whether anything was different.

    Raises:
        NotAllowed: when `by` is not the author.
        Refused: when title, text or tags are too long or too many.
    """
    if not may_edit(by, entry):
        raise NotAllowed(_("Only the person who wrote this can change it."))
    # The same change sent twice at once: the second waits here, and finds that nothing is different.
    session().refresh(entry, ["title", "source", "tag_names", "revision_count"], with_for_update={"key_share": True})
    new_tags = tags_for(tags) if tags is not None else None
    names = [t.name for t in new_tags] if new_tags is not None else entry.tag_names
    if (entry.title, entry.source, entry.tag_names) == (title.strip(), source, names):
        return False
    _keep_revision(entry, by, note)
    mentioned = write_text(entry, title.strip(), source)
    if new_tags is not None:
        write_tags(entry, new_tags)
    entry.edited_at = entry.changed_at = clock.now()
    index(entry)
    publish(EntryRevised(actor_id=by.id, entry_id=entry.id))
    _mention(entry, mentioned)
    return True


def restrict(entry: Entry, audience: Audience, *, by: Member) -> None:
    """Give `entry` another audience; what hangs below it follows and never stays wider.

    Raises:
        NotAllowed: when `by` is not the author.
        Refused: for an answer or a comment, which are read by those who read what they belong to.
    """
    if entry.author_id != by.id:
        raise NotAllowed(_("Only the person who wrote this can say who may read it."))
    if entry.parent_id is not None:
        raise Refused(_("This is seen by the people who see what it belongs to."))
    if entry.audience_id == audience.id:
        return
    before = entry.audience_id
    _set_audience(entry, audience)
    for below in descendants(entry):
        if below.audience_id == before:
            _set_audience(below, audience)
    recount_comments(entry)
    publish(AudienceChanged(actor_id=by.id, entry_id=entry.id, audience_id=audience.id))


def withdraw(entry: Entry, *, by: Member) -> None:
    """Take one's own entry back: nobody else finds it any more.

    Raises:
        NotAllowed: when `by` is not the author.
        Refused: when it is hidden: bringing it back would undo what the moderators did.
    """
    if entry.author_id != by.id:
        raise NotAllowed(_("Only the person who wrote this can take it back."))
    if entry.state == State.HIDDEN:
        raise Refused(_("A moderator has hidden this: nobody but you sees it already."))
    if entry.state in (State.WITHDRAWN, State.DISCARDED):
        return
    _set_state(entry, State.DISCARDED if entry.state == State.DRAFT else State.WITHDRAWN)
    publish(EntryWithdrawn(actor_id=by.id, entry_id=entry.id))


def hide(entry: Entry, *, by: Member) -> None:
    """Take an entry out of sight for those who look after the community.

    Raises:
        NotAllowed: when `by` is not an administrator.
    """
    _needs_administrator(by)
    if entry.state == State.PUBLISHED:
        _set_state(entry, State.HIDDEN)
        publish(EntryHidden(actor_id=by.id, entry_id=entry.id))


def restore(entry: Entry, *, by: Member) -> None:
    """Show again what was hidden, or what its author took back.

    Raises:
        NotAllowed: when `by` may not: a hidden entry needs an administrator, a withdrawn one its author.
    """
    if entry.state in (State.PUBLISHED, State.DRAFT):
        return
    if entry.state == State.HIDDEN:
        _needs_administrator(by)
    elif entry.author_id != by.id:
        raise NotAllowed(_("Only the person who wrote this can bring it back."))
    _set_state(entry, State.DRAFT if entry.state == State.DISCARDED else State.PUBLISHED)
    publish(EntryRestored(actor_id=by.id, entry_id=entry.id))


def may_edit(member: Member | None, entry: Entry) -> bool:
    """Whether `member` may change the text of `entry`."""
    return member is not None and entry.author_id == member.id and entry.state != State.HIDDEN


def is_wider(new: Audience, old: Audience) -> bool:
    """Whether changing `old` into `new` may let somebody read who could not before, now or later."""
    if new.id == old.id or new.kind == AudienceKind.SELF or old.id == PUBLIC_ID:
        return False
    if old.id == ORGANIZATION_ID:
        return new.id == PUBLIC_ID
    if new.kind not in {AudienceKind.NAMED, AudienceKind.PAIR}:
        return True
    readers = select(AudienceMember.member_id)
    before = readers.where(AudienceMember.audience_id == old.id)
    newcomers = readers.where(AudienceMember.audience_id == new.id, AudienceMember.member_id.not_in(before))
    return session().scalar(newcomers.limit(1)) is not None


def _family(parent: Entry | None) -> dict[str, object]:
    if parent is None:
        return {}
    return {
        "parent_id": parent.id,
        "root_id": parent.root_id or parent.id,
        "root_kind": parent.root_kind or parent.kind,
    }


def _announce(entry: Entry, mentioned: list[int]) -> None:
    publish(EntryPublished(actor_id=entry.author_id, entry_id=entry.id, kind=entry.kind))
    _mention(entry, mentioned)


def _mention(entry: Entry, mentioned: list[int]) -> None:
    others = [m for m in mentioned if m != entry.author_id]
    if others:
        publish(MembersMentioned(actor_id=entry.author_id, entry_id=entry.id, member_ids=others))


def _keep_revision(entry: Entry, by: Member, note: str) -> None:
    entry.revision_count += 1
    session().add(
        Revision(
            entry_id=entry.id,
            number=entry.revision_count,
            title=entry.title,
            source=entry.source,
            tag_names=list(entry.tag_names),
            editor_id=by.id,
            note=note[:200],
            at=clock.now(),
        )
    )


def _set_audience(entry: Entry, audience: Audience) -> None:
    count_tags(entry, -1)
    entry.audience_id = audience.id
    entry.audience = audience
    entry.changed_at = clock.now()
    session().flush()
    count_tags(entry, +1)


def _set_state(entry: Entry, state: State) -> None:
    was_live = entry.is_live
    entry.state = state.value
    parent = session().get(Entry, entry.parent_id) if entry.parent_id else None
    _set_live(entry, state == State.PUBLISHED and (parent is None or parent.is_live))
    if entry.is_live != was_live:
        _follow_suit(entry)
        recount_comments(entry)


def _follow_suit(entry: Entry) -> None:
    live = {entry.id: entry.is_live}
    for below in descendants(entry):
        above_is_live = live[below.parent_id or entry.id]
        _set_live(below, above_is_live and below.state == State.PUBLISHED)
        live[below.id] = below.is_live


def _set_live(entry: Entry, is_live: bool) -> None:
    count_tags(entry, -1)
    entry.is_live = is_live
    entry.changed_at = clock.now()
    session().flush()
    count_tags(entry, +1)


def _needs_administrator(by: Member) -> None:
    if not by.is_administrator:
        raise NotAllowed(_("Only an administrator can do this."))
