"""Where a site keeps what it holds, and the commands that keep it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from click.testing import Result
from flask import Flask

from community.keeping.fingerprints import Fingerprints, fingerprints
from community.kernel.db import db
from tests.schema import Engine


@dataclass(frozen=True)
class Place:
    """The site's database, its pictures, and a folder beside them."""

    app: Flask
    engine: Engine
    folder: Path

    @property
    def uploads(self) -> Path:
        """Where pictures lie."""
        return self.folder / "uploads"

    @property
    def backup(self) -> Path:
        """The file that tests make."""
        return self.folder / "all.backup"

    def run(self, *words: str | Path) -> Result:
        """What a command answers, as it would in a process of its own."""
        db.session.remove()
        return self.app.test_cli_runner().invoke(args=[str(word) for word in words])

    def create(self, *words: str | Path) -> Path:
        """A backup of what is there."""
        answer = self.run("backup", "create", self.backup, *words)
        assert answer.exit_code == 0, answer.output
        return self.backup

    def become_empty(self) -> None:
        """Lose everything but the backup."""
        db.session.remove()
        self.engine.reset(self.app)
        shutil.rmtree(self.uploads, ignore_errors=True)

    def tables(self) -> Fingerprints:
        """What the database holds now."""
        db.session.remove()
        with db.engine.connect() as connection:
            return fingerprints(connection)

    def pictures(self) -> dict[str, bytes]:
        """What the folder holds now."""
        files = [path for path in self.uploads.rglob("*") if path.is_file()]
        return {path.relative_to(self.uploads).as_posix(): path.read_bytes() for path in files}
