"""A site whose pictures lie in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.keeping.place import Place
from tests.schema import Engine


@pytest.fixture
def place(app: Flask, engine: Engine, tmp_path: Path) -> Place:
    """The database and the folder of pictures, both empty."""
    app.config.update(UPLOADS=str(tmp_path / "uploads"), BACKUP_KEY="")
    return Place(app, engine, tmp_path)
