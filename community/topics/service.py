"""Making tags, describing them, and saying that two names mean one thing."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError

from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.markup import render
from community.topics.models import Tag
from community.topics.naming import MOST_TAGS, distinct
from community.topics.queries import synonyms_of, tags_by_name

LONGEST_DESCRIPTION = 5000


def tags_for(names: Iterable[str], *, most: int = MOST_TAGS) -> list[Tag]:
    """The tags with these names, made where they are new; synonyms give the tag that they stand for.

    Raises:
        Refused: when there are more than `most` different names.
    """
    wanted = distinct(names)
    if len(wanted) > most:
        raise Refused(_("Please choose at most %(most)d tags.", most=most))
    known = tags_by_name(wanted)
    # By name, so that two who make the same tags at once never wait for each other in a circle.
    for name in sorted(set(wanted) - known.keys()):
        known[name] = _new_tag(name)
    return list(dict.fromkeys(known[name] for name in wanted))


def describe_tag(tag: Tag, *, description: str, is_skill: bool) -> None:
    """Say what `tag` means and whether the organization counts it among its skills."""
    if len(description) > LONGEST_DESCRIPTION:
        raise Refused(_("Please keep the description under 5 000 characters."))
    tag.description = description.strip()
    tag.description_html = render(tag.description).html if tag.description else ""
    tag.is_skill = is_skill


def make_synonym(tag: Tag, *, of: Tag) -> None:
    """Let `tag` be another name for `of`, for everything that is tagged from now on.

    Raises:
        Refused: when that would make a circle or a chain.
    """
    if tag.id == of.id or of.synonym_of_id is not None or synonyms_of(tag):
        raise Refused(_("A synonym has to point straight to another tag that is no synonym itself."))
    tag.synonym_of = of


def _new_tag(name: str) -> Tag:
    tag = Tag(name=name, description="", description_html="", is_skill=False, use_count=0)
    try:
        with session().begin_nested():
            session().add(tag)
            session().flush()
    except IntegrityError:
        # Somebody else made it in this moment.
        return tags_by_name([name])[name]
    return tag
