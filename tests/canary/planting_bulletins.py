"""Planting issues of bulletins, with entries in them that were closed after they were picked."""

from __future__ import annotations

from community.bulletins.composing import Section
from community.bulletins.models import Bulletin
from community.bulletins.service import Text, begin_bulletin, draft_issue, schedule_issue
from community.entries import service
from community.reflections.service import publish_reflection
from tests.canary.people import READERS, Cast
from tests.canary.planting import Aviary, Canary, words


def plant_bulletins(cast: Cast, aviary: Aviary) -> None:
    """A bulletin for each of three audiences: an issue that is published, and one that is a draft."""
    author = cast.people["author"]
    for name in ("public", "organization", "cohort"):
        title, body, _tag = words()
        bulletin = begin_bulletin(editor=author, audience=cast.audiences[name], title=title, about=body)
        aviary.readers.update(dict.fromkeys((title, body), READERS[name]))
        for is_draft in (False, True):
            _issue(cast, aviary, name, bulletin, is_draft=is_draft)


def _issue(cast: Cast, aviary: Aviary, name: str, bulletin: Bulletin, *, is_draft: bool) -> None:
    author, (title, body, _tag), closed = cast.people["author"], words(), words()
    picked = publish_reflection(
        author=author, audience=cast.audiences[name], title=closed[0], source=closed[1], tags=[closed[2]]
    ).entry
    text = Text(title, body, [Section("Worth reading", body, picks=(picked.id,))])
    issue = draft_issue(bulletin, text, by=author)
    if not is_draft:
        schedule_issue(issue, by=author)
    service.restrict(picked, cast.audiences["self"], by=author)
    alone = frozenset({"author"})
    aviary.add(Canary("picked", "self", picked.id, closed, alone, picked.path, is_listed=False))
    readers = alone if is_draft else READERS[name]
    path = issue.entry.path
    aviary.add(Canary("bulletin", name, issue.entry_id, (title, body), readers, path, is_listed=not is_draft))
