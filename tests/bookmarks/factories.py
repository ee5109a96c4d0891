"""Bookmarks, made by the very service that the pages call."""

from __future__ import annotations

import itertools
from typing import Any

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import organization_audience
from community.bookmarks.models import Bookmark
from community.bookmarks.service import save_bookmark
from community.kernel.db import commit
from tests.factories import a_member

_numbers = itertools.count(1)


def a_bookmark(
    url: str | None = None, *, author: Member | None = None, audience: Audience | None = None, **more: Any
) -> Bookmark:
    """A bookmark."""
    bookmark = save_bookmark(
        author=author or a_member(),
        audience=audience or organization_audience(),
        url=url or f"https://example.org/page/{next(_numbers)}",
        **more,
    )
    commit()
    return bookmark
