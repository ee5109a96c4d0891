"""The entries that match a search, as something that a statement joins.

Whoever lists, counts or suggests joins this with the entries that the viewer may see, in one statement, so
that what is hidden neither shows nor counts:

    hit = match(parsed.tree, connection)
    select(Entry).join(hit, hit.c.entry_id == Entry.id).where(listed_for(viewer, Entry)).order_by(hit.c.rank.desc())

To find is cheap and to rank is not: of a word that a hundred thousand entries have, all are found in 4 ms and
ranked in 160. So a list of the best ranks the newest matches alone, if it says how many and what it may show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Integer,
    Select,
    SQLColumnExpression,
    column,
    literal_column,
    select,
    table,
)

from community.entries.commonness import Commonness, commonness
from community.entries.search_index import WEIGHTS
from community.search import compile_postgresql, compile_sqlite
from community.search.compile_postgresql import VECTORS
from community.search.tree import Node


@dataclass(frozen=True, slots=True)
class Newest:
    """Which matches are ranked: at most so many, the newest of those whose id meets the criterion.

    Attributes:
        most: how many.
        among: for the column with the id of an entry, the statement that has a row if it may be shown.
        is_narrow: whether few of those that match meet it.
    """

    most: int
    among: Callable[[ColumnElement[int]], Select[int]]
    is_narrow: bool = False


FEW: Final = 5000
"""So many entries PostgreSQL looks up one by one sooner than it joins them with all of a tag."""

Columns = TypeVarTuple("Columns")

_FTS5: Final = table("entry_search", column("rowid", Integer), column("rank", Float))


def match(tree: Node, connection: Connection, *, name: str = "hit", newest: Newest | None = None) -> FromClause:
    """The entries that match `tree`, with how well they do.

    Args:
        tree: the words looked for.
        connection: to the database that is asked.
        name: what it is called in the statement, if there is more than one in it.
        newest: which matches are ranked; all of them if None.

    Returns:
        A table with the columns `entry_id` and `rank`, in which the higher rank is the better one: BM25 on
        SQLite, `compile_postgresql.rank` on PostgreSQL. By itself it knows nothing of audiences: join it with
        what is visible.
    """
    if connection.dialect.name == "sqlite":
        # Materialized, because a join might otherwise ask the index once for each entry there is.
        return _from_fts5(tree, newest).cte(name).prefix_with("MATERIALIZED")
    return _from_vectors(tree, newest, commonness(connection)).subquery(name)


def matches(tree: Node, engine: str, entry_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether the entry with this id matches `tree`, for a statement that needs no rank.

    Args:
        tree: the words looked for.
        engine: the name of the connection's dialect.
        entry_id: the column with the id of the entry.
    """
    if engine == "sqlite":
        return entry_id.in_(select(_FTS5.c.rowid).where(_is_found_by_fts5(tree)))
    return entry_id.in_(select(VECTORS.c.entry_id).where(compile_postgresql.criterion(tree)))


def _from_fts5(tree: Node, newest: Newest | None) -> Select[int, float]:
    ranking = f"bm25({', '.join(str(weight) for weight in WEIGHTS.values())})"
    ranked = (
        select(_FTS5.c.rowid.label("entry_id"), (-_FTS5.c.rank).label("rank"))
        .where(_is_found_by_fts5(tree))
        .where(_FTS5.c.rank.op("MATCH")(ranking))
    )
    return ranked if newest is None else _cut(ranked, _FTS5.c.rowid, newest)


def _cut(statement: Select[*Columns], entry_id: ColumnElement[int], newest: Newest) -> Select[*Columns]:
    return statement.where(newest.among(entry_id).exists()).order_by(entry_id.desc()).limit(newest.most)


def _is_found_by_fts5(tree: Node) -> ColumnElement[bool]:
    return literal_column("entry_search").op("MATCH", is_comparison=True)(compile_sqlite.expression(tree))


def _from_vectors(tree: Node, newest: Newest | None, common: Commonness) -> Select[int, float]:
    ranked = select(VECTORS.c.entry_id, compile_postgresql.rank(tree, common).label("rank"))
    found = compile_postgresql.criterion(tree)
    if newest is None:
        return ranked.where(found)
    ids = select(VECTORS.c.entry_id)
    if newest.is_narrow and compile_postgresql.given_by_index(tree, common) > FEW:
        newest_found = _joined(ids.where(found), newest)
    elif not newest.is_narrow and compile_postgresql.is_found_quickest_in_time(tree, common, newest.most):
        newest_found = _cut(ids.where(found), VECTORS.c.entry_id, newest)
    else:
        newest_found = _one_by_one(ids.where(found), newest)
    # Apart and materialized, so that the rank is computed for those that were found and for no others.
    few = newest_found.cte().prefix_with("MATERIALIZED")
    return ranked.join(few, few.c.entry_id == VECTORS.c.entry_id)


def _joined(found: Select[int], newest: Newest) -> Select[int]:
    """All that is found and may be shown, then the newest of it: PostgreSQL joins the tag, say, with the words."""
    shown = found.where(newest.among(VECTORS.c.entry_id).exists()).cte().prefix_with("MATERIALIZED")
    return select(shown.c.entry_id).order_by(shown.c.entry_id.desc()).limit(newest.most)


def _one_by_one(found: Select[int], newest: Newest) -> Select[int]:
    """All that the index gives, and of that one after the other, the newest first, until enough may be shown.

    Materialized, or PostgreSQL would go back in time after all; and with an offset in the question, or it would ask
    it of all entries beforehand.
    """
    everything = found.cte().prefix_with("MATERIALIZED")
    in_time = select(everything.c.entry_id).order_by(everything.c.entry_id.desc()).offset(0).subquery()
    may_be_shown = newest.among(in_time.c.entry_id).offset(0).exists()
    return select(in_time.c.entry_id).where(may_be_shown).order_by(in_time.c.entry_id.desc()).limit(newest.most)
