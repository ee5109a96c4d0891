"""The pictures that entries show: whoever may see such an entry may see its pictures, and nobody else."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select, update

from community.accounts.models import Viewer
from community.audiences.visibility import visible_to
from community.entries.models import Entry, EntryImage
from community.images.names import is_image_name, names_shown
from community.images.queries import is_sent_by, sent_by
from community.kernel.db import session

MOST = 100


def note_images(entry: Entry) -> None:
    """Remember which pictures the text of `entry` shows now.

    Its author can show what they sent, and what they see elsewhere; writing the address of a picture that
    one may not see opens it to nobody.
    """
    names = names_shown(entry.html)[:MOST]
    if not names and not entry.revision_count:
        return
    session().execute(update(EntryImage).where(EntryImage.entry_id == entry.id).values(is_shown=False))
    mine = sent_by(entry.author_id, names) | _seen_elsewhere(entry, names)
    for name in names:
        if name in mine:
            session().merge(EntryImage(entry_id=entry.id, image_name=name, is_shown=True))
    session().flush()


def may_see_image(viewer: Viewer, name: str) -> bool:
    """Whether `viewer` may see the picture called `name`: in an entry that is open to them, or as its sender."""
    if not is_image_name(name):
        return False
    shown = (
        select(EntryImage.entry_id)
        .join(Entry, Entry.id == EntryImage.entry_id)
        .where(EntryImage.image_name == name, EntryImage.is_shown, visible_to(viewer, Entry))
        .limit(1)
    )
    return is_sent_by(viewer, name) or session().scalar(shown) is not None


def _seen_elsewhere(entry: Entry, names: Collection[str]) -> set[str]:
    """Those of the pictures called `names` that the author sees in another entry, or had in this one."""
    statement = (
        select(EntryImage.image_name)
        .join(Entry, Entry.id == EntryImage.entry_id)
        .where(
            EntryImage.image_name.in_(names),
            or_(Entry.id == entry.id, EntryImage.is_shown),
            visible_to(entry.author, Entry),
        )
    )
    return set(session().scalars(statement))
