"""What was expected and what was found, table by table, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from community.keeping.fingerprints import NOT_SUMMED, Fingerprint, Fingerprints
from community.kernel.i18n import _

MISSING = Fingerprint(0, "-")


def is_same(expected: Fingerprints, found: Fingerprints) -> bool:
    """Whether every table holds what it should, and there is no other."""
    return all(_is_same(before, after) for _name, before, after in _pairs(expected, found))


def table_of(expected: Fingerprints, found: Fingerprints) -> Iterator[str]:
    """A line for each table, after one with the headings.

    Args:
        expected: what there was.
        found: what there is; where rows were only counted, the checksums are not compared.
    """
    yield _line(_("Table"), _("Rows there"), _("Rows here"), _("Checksum"), "")
    for name, before, after in _pairs(expected, found):
        verdict = _("the same") if _is_same(before, after) else _("DIFFERENT")
        yield _line(name, f"{before.rows}", f"{after.rows}", before.checksum, verdict)


def _pairs(expected: Fingerprints, found: Fingerprints) -> Iterator[tuple[str, Fingerprint, Fingerprint]]:
    for name in sorted(expected | found):
        yield name, expected.get(name, MISSING), found.get(name, MISSING)


def _is_same(before: Fingerprint, after: Fingerprint) -> bool:
    return before.rows == after.rows and after.checksum in {before.checksum, NOT_SUMMED}


def _line(name: str, before: str, after: str, checksum: str, verdict: str) -> str:
    return f"{name:<22} {before:>12} {after:>12}  {checksum:<16}  {verdict}".rstrip()
