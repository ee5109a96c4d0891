"""The migrations that this version knows."""

from __future__ import annotations

from functools import cache

from alembic.script import ScriptDirectory

from community.paths import MIGRATIONS


@cache
def known_revisions() -> frozenset[str]:
    """All of them."""
    return frozenset(each.revision for each in _scripts().walk_revisions())


@cache
def newest_revision() -> str:
    """The one that this version works with."""
    head = _scripts().get_current_head()
    assert head is not None  # noqa: S101 (there is at least the first)
    return head


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
