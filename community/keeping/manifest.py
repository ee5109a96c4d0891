"""What a backup says of itself: when and of what it was made, and what has to be in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import NamedTuple

from community.keeping.fingerprints import Fingerprint, Fingerprints
from community.keeping.trouble import damaged, newer

FORMAT = 1


class KeptFile(NamedTuple):
    """A file in a backup: its bytes, and their SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The last file of a backup.

    Attributes:
        product: the version of Commonplace that made it.
        revision: the migration that its database stands at.
        engine: "sqlite" or "postgresql".
        made_at: the moment of the database in it.
        tables: what each table holds.
        files: every other file, by its name in the backup.
        format: how the backup itself is written.
    """

    product: str
    revision: str
    engine: str
    made_at: datetime
    tables: Fingerprints
    files: dict[str, KeptFile]
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The manifest as it is written."""
        return json.dumps({**asdict(self), "made_at": self.made_at.isoformat()}, indent=1).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """The manifest that `to_json` wrote.

        Raises:
            Refused: when it is none, or one of a newer version.
        """
        try:
            values = json.loads(data)
            if values["format"] != FORMAT:
                raise newer()
            values["made_at"] = datetime.fromisoformat(values["made_at"])
            values["tables"] = {name: Fingerprint(*value) for name, value in values["tables"].items()}
            values["files"] = {name: KeptFile(*value) for name, value in values["files"].items()}
            return cls(**values)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise damaged() from error
