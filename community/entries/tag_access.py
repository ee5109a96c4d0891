"""Load a tag that the viewer may know of, or find nothing."""

from __future__ import annotations

from community.accounts.models import Viewer
from community.entries import tag_queries
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.topics.models import Tag
from community.topics.skills import Skill, skill_of


def tag_or_404(name: str, viewer: Viewer) -> Tag:
    """The tag with this name, be it a synonym, if `viewer` may know of it."""
    tag = tag_queries.known_tag(viewer, name)
    if tag is None:
        raise NotFound(_("Nothing that is open to you is tagged like this."))
    return tag


def skill_or_404(name: str, viewer: Viewer) -> Skill:
    """The skill with this name, if `viewer` may know of it."""
    tag = tag_or_404(name, viewer)
    skill = skill_of(tag.synonym_of or tag)
    if skill is None:
        raise NotFound(_("No skill is called like this."))
    return skill
