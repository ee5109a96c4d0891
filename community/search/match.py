"""The entries that match a search, as something that a statement joins.

Whoever lists, counts or suggests joins this with the entries that the viewer may see, in one statement, so
that what is hidden neither shows nor counts:

    hit = match(parsed.tree, connection.dialect.name)
    select(Entry).join(hit, hit.c.entry_id == Entry.id).where(listed_for(viewer, Entry)).order_by(hit.c.rank.desc())
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Select,
    column,
    literal_column,
    select,
    table,
)

from community.entries.search_index import WEIGHTS
from community.search import compile_postgresql, compile_sqlite
from community.search.compile_postgresql import VECTORS
from community.search.tree import Node

_FTS5: Final = table("entry_search", column("rowid", Integer), column("rank", Float))


def match(tree: Node, engine: str, *, name: str = "hit") -> FromClause:
    """The entries that match `tree`, with how well they do.

    Args:
        tree: the words looked for.
        engine: the name of the connection's dialect, "sqlite" or "postgresql".
        name: what it is called in the statement, if there is more than one in it.

    Returns:
        A table with the columns `entry_id` and `rank`, in which the higher rank is the better one: BM25 on
        SQLite, `compile_postgresql.rank` on PostgreSQL. It knows nothing of audiences: join it with what is visible.
    """
    if engine == "sqlite":
        # Materialized, because a join might otherwise ask the index once for each entry there is.
        return _from_fts5(tree).cte(name).prefix_with("MATERIALIZED")
    return _from_vectors(tree).subquery(name)


def matches(tree: Node, engine: str, entry_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the entry with this id matches `tree`, for a statement that needs no rank.

    Args:
        tree: the words looked for.
        engine: the name of the connection's dialect.
        entry_id: the column with the id of the entry.
    """
    if engine == "sqlite":
        return entry_id.in_(select(_FTS5.c.rowid).where(_is_found_by_fts5(tree)))
    return entry_id.in_(select(VECTORS.c.entry_id).where(compile_postgresql.criterion(tree)))


def _from_fts5(tree: Node) -> Select[int, float]:
    ranking = f"bm25({', '.join(str(weight) for weight in WEIGHTS.values())})"
    return (
        select(_FTS5.c.rowid.label("entry_id"), (-_FTS5.c.rank).label("rank"))
        .where(_is_found_by_fts5(tree))
        .where(_FTS5.c.rank.op("MATCH")(ranking))
    )


def _is_found_by_fts5(tree: Node) -> ColumnElement[bool]:
    return literal_column("entry_search").op("MATCH", is_comparison=True)(compile_sqlite.expression(tree))


def _from_vectors(tree: Node) -> Select[int, float]:
    ranked = compile_postgresql.rank(tree).label("rank")
    return select(VECTORS.c.entry_id, ranked).where(compile_postgresql.criterion(tree))
