"""How connections to the database are set up."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from community.kernel.db import db, reading, session

ASKING = {
    "sqlite": {"patience": "PRAGMA busy_timeout", "strictness": "PRAGMA foreign_keys"},
    "postgresql": {
        "patience": "SELECT current_setting('statement_timeout')",
        "strictness": "SELECT current_setting('session_replication_role') = 'origin'",
    },
}


def said(what: str) -> object:
    """What the database says in a transaction that begins now."""
    db.session.remove()
    return session().scalar(sa.text(ASKING[db.engine.dialect.name][what]))


@pytest.mark.usefixtures("app")
def test_a_reader_gives_up_in_the_end() -> None:
    with reading():
        assert said("patience") in {10_000, "20s"}


@pytest.mark.usefixtures("app")
def test_a_writer_may_take_its_time_also_after_a_reader() -> None:
    with reading():
        said("patience")

    assert said("patience") in {10_000, "0"}


@pytest.mark.usefixtures("app")
def test_references_are_checked() -> None:
    assert said("strictness") == 1


@pytest.mark.usefixtures("app")
def test_settings_outlast_a_transaction_that_is_rolled_back() -> None:
    setting = {"sqlite": "PRAGMA temp_store", "postgresql": "SELECT current_setting('jit')"}[db.engine.dialect.name]
    session().scalar(sa.text(setting))
    session().rollback()

    assert session().scalar(sa.text(setting)) in {2, "off"}
