"""Joins that are carried out in the order in which they are written.

SQLite guesses in which order it is quickest to join, and guesses wrong where the left side is a short list that it
takes for a long one: it then begins with every row of the right table. Its manual gives CROSS JOIN as the way to
say the order oneself (https://sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join).
PostgreSQL knows better and is left to choose.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.selectable import Join


class InOrder(Join):
    """An inner join that SQLite carries out from left to right."""

    inherit_cache = True


def in_order(first: Any, *others: tuple[Any, Any]) -> Any:
    """`first` joined with each of `others`, which are pairs of a table (or model, or alias) and the condition."""
    joined = inspect(first).selectable
    for right, on in others:
        joined = InOrder(joined, inspect(right).selectable, on)
    return joined


def few(rows: Any, most: int) -> Any:
    """`rows` (at most `most` of a table expression that is used more than once), told so that SQLite believes it.

    It takes such an expression for a million rows from its second use on, and would read the whole right table of a
    join to build a filter for them; a limit written as a number, not as a parameter, it takes at its word.
    """
    return select(rows).limit(literal_column(str(most))).subquery()


@compiles(InOrder, "sqlite")
def _crossed(join: InOrder, compiler: Any, *, from_linter: Any = None, **options: Any) -> str:  # noqa: ARG001 (each side has its condition, so there is nothing to warn of)
    left, right = (compiler.process(side, **{**options, "asfrom": True}) for side in (join.left, join.right))
    return f"{left} CROSS JOIN {right} ON {compiler.process(join.onclause, **{**options, 'asfrom': False})}"
