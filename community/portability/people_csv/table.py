"""Finds the encoding, the delimiter and the meaning of the columns of a table that somebody exported."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

_DELIMITERS: Final = ",;\t|"

# Headers in lower case, with every sign between words as one space.
_SYNONYMS: Final = {
    "name": "name|full name|display name|employee|employee name|person|vollständiger name|anzeigename|mitarbeiter"
    "|mitarbeiterin|mitarbeiter in",
    "first_name": "first name|firstname|given name|forename|vorname",
    "last_name": "last name|lastname|surname|family name|nachname|familienname",
    "email": "email|e mail|mail|email address|e mail address|mail address|email adresse|e mail adresse"
    "|mailadresse|mail adresse",
    "username": "username|user name|user|user id|login|account|benutzername|benutzer|anmeldename|kennung",
    "team": "team|team name|department|group|unit|business unit|abteilung|gruppe|bereich|organisationseinheit",
    "manager": "manager|manager email|manager e mail|manager mail|line manager|supervisor|reports to|boss"
    "|vorgesetzter|vorgesetzte|vorgesetzte r|führungskraft|teamleitung|e mail führungskraft|berichtet an",
    "role": "role|permission|access|rolle|berechtigung",
    "title": "title|job title|job|position|titel|stelle|funktion|berufsbezeichnung",
    "language": "language|lang|locale|sprache|preferred language|bevorzugte sprache",
    "time_zone": "time zone|timezone|tz|zeitzone",
}
_FIELD_OF_HEADER: Final = {header: field for field, headers in _SYNONYMS.items() for header in headers.split("|")}


class Line(NamedTuple):
    """One line of the table: where it begins, and its cells by the field that they mean."""

    number: int
    cells: dict[str, str]


class Table(NamedTuple):
    """The lines of a table, the fields it has, and the headers that mean nothing to us."""

    lines: Iterator[Line]
    fields: tuple[str, ...]
    unknown_headers: tuple[str, ...]


def read_table(data: bytes) -> Table:
    """Return the table in `data`, whatever program wrote it.

    UTF-8 and UTF-16 are recognized by their mark or by being valid; anything
    else is read as Windows-1252, which older spreadsheets write.
    """
    text = _decoded(data)
    announced = re.match(r"sep=([,;\t|])\r?\n", text)
    delimiter = announced[1] if announced else _best_delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    if announced:
        next(reader)
    header = _first_line_with_content(reader)
    fields = [field_of(cell) for cell in header]
    unknown = tuple(cell.strip() for cell, field in zip(header, fields, strict=True) if not field and cell.strip())
    return Table(_lines(reader, fields), tuple(filter(None, fields)), unknown)


def field_of(header: str) -> str | None:
    """Return what a column headed `header` means to us, or None."""
    return _FIELD_OF_HEADER.get(" ".join(re.split(r"[\W_]+", header.casefold())).strip())


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\0", "").lstrip("\r\n")


def _best_delimiter(text: str) -> str:
    first_line = text.partition("\n")[0]

    def meaning(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first_line], delimiter=delimiter), [])
        return sum(field_of(cell) is not None for cell in cells), len(cells)

    return max(_DELIMITERS, key=meaning)


def _first_line_with_content(reader: Iterator[list[str]]) -> list[str]:
    return next((cells for cells in reader if any(cell.strip() for cell in cells)), [])


def _lines(reader: CsvReader, fields: list[str | None]) -> Iterator[Line]:
    number = reader.line_num + 1
    for row in reader:
        cells: dict[str, str] = {}
        for field, cell in zip(fields, row, strict=False):
            value = _tidy(cell)
            if field and value:
                cells.setdefault(field, value)
        if any(cell.strip() for cell in row):
            yield Line(number, cells)
        number = reader.line_num + 1


def _tidy(cell: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff]", " ", cell).split())
