"""One run of an import: what all its parts share, and the loop that commits every few hundred rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from community.kernel.db import commit
from community.kernel.i18n import _
from community.portability.batches import batches
from community.portability.progress import Progress
from community.portability.report import Report
from community.portability.site_import.refs import Site
from community.portability.stackexchange import Dump

Record = TypeVar("Record")


@dataclass(slots=True)
class Run:
    """What an import reads, where it comes from, and the account of it."""

    dump: Dump
    site: Site
    language: str
    progress: Progress
    report: Report = field(default_factory=Report)

    def each(self, what: str, records: Iterable[Record], write: Callable[[Run, Sequence[Record]], None]) -> None:
        """Have `write` take `records`, some at a time; each time is one transaction, so that a kill loses little."""
        self.progress.begin(what)
        for batch in batches(records):
            write(self, batch)
            commit()
            self.progress.add(len(batch))
        self.progress.end()

    def skip_known(self, count: int) -> None:
        """Count what an earlier run brought."""
        if count:
            self.report.skip(_("here already, from an earlier run"), count=count)
