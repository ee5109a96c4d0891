"""A column that SQLite reads without looking for an index of it.

Where a column is one of several values, SQLite likes to fetch the rows of each from its index and to sort them all,
although the first few of an index that has the wanted order would do. Its manual gives the unary plus as the way
to say so (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
PostgreSQL knows how many rows are wanted and is left to choose.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Unindexed(FunctionElement[Any]):
    """The same value as its column, by no index."""

    inherit_cache = True


def unindexed(column: Any) -> Unindexed:
    """`column`, for a condition that is not what the reading begins with."""
    same = Unindexed(column)
    same.type = column.type
    return same


@compiles(Unindexed)
def _as_it_is(same: Unindexed, compiler: Any, **options: Any) -> str:
    return str(compiler.process(same.clauses, **options))


@compiles(Unindexed, "sqlite")
def _with_plus(same: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(same.clauses, **options)}"
