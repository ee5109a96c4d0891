"""Load a tag that the viewer may know of, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member, Role, Viewer
from community.entries import tag_queries
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.topics.models import Tag

CURATORS = (Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)


def tag_or_404(name: str, viewer: Viewer) -> Tag:
    """The tag with this name, be it a synonym, if `viewer` may know of it."""
    tag = tag_queries.known_tag(viewer, name)
    if tag is None:
        raise NotFound(_("Nothing that is open to you is tagged like this."))
    return tag


def may_name_skills(member: Member) -> bool:
    """Whether `member` may say which tags the organization counts among its skills."""
    return member.role in CURATORS
