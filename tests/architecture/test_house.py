"""What holds the house up: each route has its rule, each event one publisher, each act one commit."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from community.entries.search_index import owns_table
from community.kernel.db import Model, db
from tests.architecture.test_docs import happenings
from tests.factories import a_comment, a_question, an_answer

COMMUNITY = Path(__file__).parents[2] / "community"
LONGEST_FUNCTION = 60
LONGEST_FILE = 340

MAY_COMMIT = (
    "routes",
    "routes.py",
    "cli.py",
    "serve",
    "demo",
    "kernel",
    "fetching.py",
    "sweeping.py",
    "feed_tokens.py",
    "importing.py",
    "portability",
    "sending.py",
)
"""Where an act ends: at the desk, on the command line, in background work, and after each batch of an import."""


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the house."""
    for path in sorted(COMMUNITY.rglob("*.py")):
        yield path, ast.parse(path.read_text())


def calls(name: str) -> list[Path]:
    """The modules that call the function `name`, once for each call."""
    return [
        path
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_every_route_says_who_may_reach_it(site: Flask) -> None:
    unmarked = [name for name, view in site.view_functions.items() if name != "static" and not hasattr(view, "access")]
    assert unmarked == []


def test_every_event_has_exactly_one_publisher() -> None:
    published: Counter[str] = Counter()
    for _path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "publish":
                (event,) = node.args
                assert isinstance(event, ast.Call)
                assert isinstance(event.func, ast.Name)
                published[event.func.id] += 1
    assert dict(published) == dict.fromkeys(happenings(), 1)


def test_services_leave_the_commit_to_whoever_acts() -> None:
    strays = {
        str(path.relative_to(COMMUNITY))
        for path in calls("commit")
        if not any(part in MAY_COMMIT for part in path.relative_to(COMMUNITY).parts)
    }
    assert strays == set()


def test_files_and_functions_stay_small() -> None:
    long_files = [path.name for path, _tree in sources() if len(path.read_text().splitlines()) > LONGEST_FILE]
    long_functions = [
        f"{path.name}:{node.name}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION
    ]
    assert (long_files, long_functions) == ([], [])


@pytest.mark.parametrize("word", ["utils", "helpers", "helper", "manager", "common", "misc"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert [str(path) for path, _tree in sources() if path.stem == word or path.parent.name == word] == []


def test_migrations_make_what_the_models_say(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [difference for difference in compare_metadata(context, Model.metadata) if not _is_index(difference)]
    assert found == []


def test_a_filled_database_goes_back_and_forth(app: Flask) -> None:
    answer = an_answer(a_question())
    a_comment(answer)
    db.session.remove()
    downgrade(revision="base")
    assert not set(Model.metadata.tables) & set(sa.inspect(db.engine).get_table_names())
    upgrade()
    assert set(Model.metadata.tables) <= set(sa.inspect(db.engine).get_table_names())


def _is_index(difference: object) -> bool:
    """Whether a difference is about the search index, which no model describes."""
    if not isinstance(difference, tuple) or difference[0] not in {"remove_table", "remove_index"}:
        return False
    thing = difference[1]
    table = thing if isinstance(thing, sa.Table) else thing.table
    return owns_table(table.name)
