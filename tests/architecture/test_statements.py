"""What a statement costs before the database hears of it."""

from __future__ import annotations

import ast

from tests.architecture.test_house import sources


def test_a_table_is_named_anew_once_and_not_at_each_call() -> None:
    """To make an alias takes longer than most statements run, so that each stands at the head of its module."""
    within = [
        f"{path.name}:{node.lineno}"
        for path, tree in sources()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "aliased"
    ]
    assert within == []
