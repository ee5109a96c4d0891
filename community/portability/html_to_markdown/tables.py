"""Writes a table that holds data; tables that only arrange a page are not tables to us."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from community.portability.html_to_markdown.escapes import escape_cell

_NOT_IN_A_CELL = "self::table or self::pre or self::ul or self::ol or self::blockquote"

_is_arrangement = etree.XPath(f"boolean(.//*[{_NOT_IN_A_CELL}])")
_rows = etree.XPath(".//tr")
_cells = etree.XPath("./td | ./th")
_is_all_heads = etree.XPath("boolean(./th) and not(./td)")


def is_data_table(table: etree._Element) -> bool:
    """Tell whether `table` has at least two columns and only text in its cells."""
    return not _is_arrangement(table) and any(len(_cells(row)) > 1 for row in _rows(table))


def table_lines(table: etree._Element, write_cell: Callable[[etree._Element], str]) -> list[str]:
    """Return the lines of `table`; a table without a head row gets an empty one.

    Arguments:
        write_cell: gives the Markdown of one cell, on one line.
    """
    rows = [(bool(_is_all_heads(row)), [_cell(cell, write_cell) for cell in _cells(row)]) for row in _rows(table)]
    rows = [(is_head, cells) for is_head, cells in rows if cells]
    width = max(len(cells) for _is_head, cells in rows)
    head = rows.pop(0)[1] if rows[0][0] else []
    head += [""] * (width - len(head))
    return [_line(head), _line(["---"] * width), *(_line(cells) for _is_head, cells in rows)]


def _cell(cell: etree._Element, write_cell: Callable[[etree._Element], str]) -> str:
    return escape_cell(write_cell(cell))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
