"""Planting a group: what it says of itself is read by every member, what is written for it by its people alone."""

from __future__ import annotations

from community.groups.models import JoinRule
from community.groups.service import About, invite, join_group, start_group
from community.reflections.service import publish_reflection
from tests.canary.people import EVERY_MEMBER, READERS, Cast
from tests.canary.planting import Aviary, Canary, words


def plant_group(cast: Cast, aviary: Aviary) -> None:
    """A group that one joins by invitation: of the author, somebody else, and somebody who was suspended since."""
    author, (name, purpose, _tag) = cast.people["author"], words()
    group = start_group(About(name, purpose, JoinRule.INVITED), by=author)
    invite(group, [cast.people["cohort"], cast.people["suspended"], cast.people["outsider"]], by=author)
    for who in ("cohort", "suspended"):
        join_group(group, by=cast.people[who])
    aviary.readers.update(dict.fromkeys((name, purpose), EVERY_MEMBER))
    chosen = words()
    entry = publish_reflection(
        author=author, audience=group.audience, title=chosen[0], source=chosen[1], tags=[chosen[2]]
    ).entry
    aviary.add(Canary("reflection", "group", entry.id, chosen, READERS["cohort"], group.path))
