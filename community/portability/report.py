"""What an import took, what it left out and why, in sentences that people can act on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from community.kernel.i18n import _, ngettext

LINES_KEPT = 200


class ReportLine(NamedTuple):
    """One thing that was left out: the place in the source and the reason."""

    where: str
    reason: str


@dataclass(slots=True)
class Report:
    """The running account of one import.

    `taken` counts by kind ("questions", "bookmarks"), `skipped` by reason, and
    `lines` keeps the first places, so that a dump with a million odd rows
    costs no more memory than one with two hundred.
    """

    taken: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    lines: list[ReportLine] = field(default_factory=list)
    lines_kept: int = LINES_KEPT

    def take(self, kind: str, count: int = 1) -> None:
        """Count `count` things of `kind` as taken."""
        self.taken[kind] += count

    def skip(self, reason: str, where: str = "", count: int = 1) -> None:
        """Count `count` things as left out for `reason`; remember `where`, if it helps anybody."""
        self.skipped[reason] += count
        if where and len(self.lines) < self.lines_kept:
            self.lines.append(ReportLine(where, reason))

    def include(self, other: Report) -> None:
        """Add the account of a part of the import to this one."""
        self.taken.update(other.taken)
        self.skipped.update(other.skipped)
        room = max(self.lines_kept - len(self.lines), 0)
        self.lines.extend(other.lines[:room])

    def sentences(self) -> list[str]:
        """Return the whole account, one sentence a line, the largest counts first."""
        return [*self._taken_sentences(), *self._skipped_sentences(), *self._line_sentences()]

    def _taken_sentences(self) -> list[str]:
        if not self.taken.total():
            return [_("Nothing was taken.")]
        return [_("%(count)d %(kind)s taken.", count=count, kind=kind) for kind, count in _ranked(self.taken)]

    def _skipped_sentences(self) -> list[str]:
        return [
            ngettext("%(num)d left out: %(reason)s.", "%(num)d left out: %(reason)s.", count, reason=reason)
            for reason, count in _ranked(self.skipped)
        ]

    def _line_sentences(self) -> list[str]:
        sentences = [_("%(where)s: %(reason)s.", where=line.where, reason=line.reason) for line in self.lines]
        if len(self.lines) >= self.lines_kept and self.skipped.total() > len(self.lines):
            sentences.append(_("Only the first %(count)d places are named.", count=self.lines_kept))
        return sentences


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(((name, n) for name, n in counts.items() if n), key=lambda pair: (-pair[1], pair[0]))
