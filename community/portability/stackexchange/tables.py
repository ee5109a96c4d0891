"""Finds a table's file in a dump's folder and streams its rows, whatever their form."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from lxml import etree

from community.kernel.i18n import _
from community.portability.report import Report

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

# Where a table is there twice, the first form wins: only XML has the bodies.
ENDINGS = (".xml", ".xml.gz", ".csv", ".csv.gz")

_NOT_IN_XML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)
_LONGEST_REFERENCE = 16


class Row(NamedTuple):
    """One row: its columns by their names in lower case, and where it stands."""

    file: str
    line: int
    columns: dict[str, str]

    @property
    def where(self) -> str:
        """Return the place as the report tells it."""
        place = _place(self.file, self.line)
        row_id = self.columns.get("id", "")
        return f"{place} (Id {row_id})" if row_id else place


def table_file(folder: Path, table: str) -> Path | None:
    """Return the file of `table` in `folder`, in any case and any of the known forms, or None."""
    by_name = {path.name.lower(): path for path in sorted(folder.iterdir()) if path.is_file()}
    names = (table.lower() + ending for ending in ENDINGS)
    return next((by_name[name] for name in names if name in by_name), None)


def rows_of(path: Path, report: Report) -> Iterator[Row]:
    """Yield the rows of `path` one at a time; what cannot be read goes into `report`.

    A file that ends too early or breaks off in the middle gives its rows up
    to there.
    """
    rows = _xml_rows if ".xml" in path.name.lower() else _csv_rows
    try:
        with closing(_opened(path)) as stream:
            yield from rows(stream, path.name, report)
    except (OSError, EOFError, zlib.error, csv.Error) as trouble:
        report.skip(_("the file cannot be read to its end"), f"{path.name} ({trouble})")


def _opened(path: Path) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]  # a GzipFile reads like a file
    return path.open("rb")


def _xml_rows(stream: IO[bytes], name: str, report: Report) -> Iterator[Row]:
    context = etree.iterparse(
        _WithoutForbiddenCharacters(stream),
        events=("end",),
        tag="row",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
    )
    try:
        for _event, element in context:
            columns = {str(key).lower(): str(value) for key, value in element.attrib.items()}
            yield Row(name, element.sourceline or 0, columns)
            _forget(element)
    except etree.XMLSyntaxError as trouble:
        report.skip(_("the XML breaks off"), f"{name} ({trouble.msg})")
    for entry in context.error_log:
        report.skip(_("the XML is damaged"), f"{_place(name, entry.line)} ({entry.message})")


def _forget(element: etree._Element) -> None:
    """Let go of a row that was read, and of its empty shell in the tree, to keep memory constant."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _WithoutForbiddenCharacters:
    """A file without the control characters that XML forbids, raw or as references.

    Some dumps were written by a tool that let them through; a parser gives up
    the whole column for one of them.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """Return about `size` clean bytes, and none only at the end."""
        while True:
            fresh = self._stream.read(size)
            clean = _NOT_IN_XML.sub(b"", self._held + fresh)
            self._held = b""
            if fresh:
                clean, self._held = _split_before_open_reference(clean)
            if clean or not fresh:
                return clean


def _split_before_open_reference(data: bytes) -> tuple[bytes, bytes]:
    start = data.rfind(b"&", max(len(data) - _LONGEST_REFERENCE, 0))
    if start == -1 or b";" in data[start:]:
        return data, b""
    return data[:start], data[start:]


def _csv_rows(stream: IO[bytes], name: str, report: Report) -> Iterator[Row]:
    with TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="") as text:
        reader = csv.reader(text)
        header = [column.strip().lower() for column in next(reader, [])]
        for line, cells in _csv_lines(reader, name, report):
            if len(cells) > len(header):
                report.skip(_("the line has more columns than the header"), _place(name, line))
            elif cells:
                yield Row(name, line, dict(zip(header, cells, strict=False)))


def _csv_lines(reader: CsvReader, name: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as trouble:
            report.skip(_("the line is not valid CSV"), f"{_place(name, line)} ({trouble})")
            continue
        if cells is None:
            return
        yield line, cells


def _place(file: str, line: int) -> str:
    return _("%(file)s, line %(line)s", file=file, line=line)
