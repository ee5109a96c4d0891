"""How Alembic brings a database to the schema of the models, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from community.kernel.db import Model

SEARCH = "entry_search"


def ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Whether Alembic compares this table: the search index is made by hand, per engine."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH))


def migrate() -> None:
    """Run the migrations in one transaction, so that a failed one leaves nothing behind."""
    engine: sa.Engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Rebuilding a table would cascade into its children, and the switch works only outside a transaction.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=ours,
            user_module_prefix="community.kernel.db.",
        )
        with connection.begin():
            context.run_migrations()
            if sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"This migration would leave rows without their parents: {broken[:5]}")
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


migrate()
