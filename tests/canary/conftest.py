"""Who walks on which engine: the rule is the same statement on both, so on PostgreSQL some of everybody will do."""

from __future__ import annotations

import pytest

ON_POSTGRESQL = frozenset({"visitor", "outsider", "mate", "suspended"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave most of the people out of the walks on PostgreSQL: everybody walks on SQLite."""
    if config.getoption("--engine") == "sqlite":
        return
    aside = [item for item in items if "tests/canary/" in item.nodeid and not _walks(item)]
    config.hook.pytest_deselected(items=aside)
    items[:] = [item for item in items if item not in set(aside)]


def _walks(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is None or callspec.params.get("who", "visitor") in ON_POSTGRESQL
