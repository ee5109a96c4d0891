"""What makes a database quick again after very much was written at once."""

from __future__ import annotations

from sqlalchemy import text

from community.entries import search_index
from community.kernel.db import commit, session


def settle() -> None:
    """Tidy the search index, and let the database count its rows anew, by which it chooses how to read them."""
    connection = session().connection()
    search_index.settle(connection)
    connection.execute(text("ANALYZE"))
    commit()
