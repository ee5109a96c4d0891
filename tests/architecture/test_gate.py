"""Figures about groups are made in one place, and pages get nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.test_house import COMMUNITY, sources

GATE = COMMUNITY / "needs" / "gate"
MADE_IN_THE_GATE = {"Release", "ReleasedNeed", "ReleasedProgram", "ReleasedRise", "NeedSnapshot"}


def called(tree: ast.Module) -> set[str]:
    """The names that a module calls."""
    return {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


def imported(path: Path) -> set[str]:
    """The modules that a module imports from."""
    return {n.module for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom) and n.module}


def test_only_the_gate_makes_what_is_told_of_groups() -> None:
    makers = {path for path, tree in sources() if called(tree) & MADE_IN_THE_GATE and not path.is_relative_to(GATE)}
    assert makers == set()


def test_pages_and_mails_of_needs_get_what_was_released_and_no_evidence() -> None:
    from_needs = {m for m in imported(COMMUNITY / "needs" / "routes.py") if m.startswith("community.needs.")}
    assert from_needs == {
        "community.needs.data_sheet",
        "community.needs.gate.policy",
        "community.needs.gate.release",
        "community.needs.gate.serving",
        "community.needs.lede",
        "community.needs.queries",
        "community.needs.sheet",
    }
    assert {m for m in imported(COMMUNITY / "needs" / "queries.py") if m.startswith("community.needs.")} == {
        "community.needs.gate.release",
        "community.needs.gate.serving",
        "community.needs.programs",
        "community.needs.supply",
    }
    assert {m for m in imported(COMMUNITY / "needs" / "digest.py") if m.startswith("community.needs.")} == {
        "community.needs.gate.policy",
        "community.needs.gate.release",
        "community.needs.gate.serving",
        "community.needs.lede",
        "community.needs.queries",
    }
