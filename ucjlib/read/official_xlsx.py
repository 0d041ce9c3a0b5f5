"""A workbook of a BPS publication.

The title in two languages with a line break and the round inside, a header merged across and down, a row of
column numbers that the spreadsheet reads as negative (`(1)` becomes -1), regions as `01. Pacitan` and `71.
Kota Kediri`, numbers as numbers or as text, an en dash for nothing, `Catatan` last. Each visible sheet that
holds a table is read; a formula counts as the value stored with it. Encrypted, broken and oversized files
are refused.
"""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pandas as pd

from ucjlib.read.official_cells import Table, cells_of
from ucjlib.read.official_grid import tables_of
from ucjlib.read.official_texts import MOST_CELLS, Cell
from ucjlib.read.refusals import refusal

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "xl/workbook.xml"
_MOST_BYTES = 60_000_000  # unpacked; a publication's workbook has under ten million
_MOST_FILES = 2_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_DIGITS = 15  # what a spreadsheet keeps of a number
_MOST_DECIMALS = 10  # of a rate that was computed in the sheet
_DECIMALS = re.compile(r"0\.(0+)%")


def detects(content: bytes | str) -> bool:
    """A zip that holds a workbook; also an older or encrypted one, to be refused by name."""
    if isinstance(content, str):
        return False
    return content.startswith(_OLE) or (content.startswith(_ZIP) and _WORKBOOK.encode() in content)


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame of all visible sheets that hold a table. Raises CannotRead."""
    if isinstance(content, str):
        raise refusal("no workbook")
    tables = [table for sheet in _sheets(content) for table in _tables(sheet)]
    if not tables:
        raise refusal("no sheet")
    return cells_of(tables)


def _sheets(content: bytes) -> list[Any]:
    import openpyxl

    _check_file(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception as error:  # what a broken part of the file raises depends on the part
        raise refusal("broken workbook", why=f"{type(error).__name__}: {error}") from None
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _check_file(content: bytes) -> None:
    """Refuse by what the zip says of itself, before anything is built from it."""
    if content.startswith(_OLE):
        raise refusal("old workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            sizes = [part.file_size for part in box.infolist()]
            if sum(sizes) > _MOST_BYTES or len(sizes) > _MOST_FILES:
                raise refusal(
                    "large workbook", why=f"unpacked it has {sum(sizes)} bytes in {len(sizes)} parts"
                )
            for name in box.namelist():
                if name.endswith((".xml", ".rels")):
                    _check_part(box.read(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise refusal("broken workbook", why=str(error)) from None


def _check_part(xml: bytes) -> None:
    from openpyxl.utils import range_boundaries

    if b"<!DOCTYPE" in xml[:2000] or b"<!ENTITY" in xml:
        raise refusal("broken workbook", why="a part of it declares entities")
    merged = 0
    for span in _MERGED.findall(xml):
        left, top, right, bottom = range_boundaries(span.decode())
        merged += (right - left + 1) * (bottom - top + 1)
    if merged > MOST_CELLS:
        raise refusal("large workbook", why=f"its merged cells reach over {merged} cells")


def _tables(sheet: Any) -> list[Table]:
    rows, columns = sheet.max_row, sheet.max_column
    if rows * columns > MOST_CELLS:
        raise refusal(
            "large workbook", why=f'sheet "{sheet.title}" reaches over {rows} rows and {columns} columns'
        )
    grid = [[_cell(cell) for cell in line] for line in sheet.iter_rows()]
    ranges = list(sheet.merged_cells.ranges)
    for merged in ranges:  # its cell stands in all of its places, and keeps its own row and column
        first = grid[merged.min_row - 1][merged.min_col - 1]
        for line in grid[merged.min_row - 1 : merged.max_row]:
            line[merged.min_col - 1 : merged.max_col] = [first] * (merged.max_col - merged.min_col + 1)
    return tables_of(grid, sheet.title, fill=not any(one.max_col > one.min_col for one in ranges))


def _cell(cell: Any) -> Cell:
    value, shown_as = cell.value, str(cell.number_format)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell("" if value is None else str(value).strip(), cell.row, cell.column)
    number = round(Decimal(f"{value:.{_DIGITS}g}"), _MOST_DECIMALS).normalize()
    if "%" in shown_as:  # a share of one that the sheet shows as a percentage, with the decimals it shows
        decimals = _DECIMALS.search(shown_as)
        number = (number * 100).quantize(Decimal(1).scaleb(-len(decimals[1]) if decimals else 0))
        return Cell(f"{number:f}%", cell.row, cell.column, number=number)
    return Cell(f"{number:f}", cell.row, cell.column, number=Decimal(f"{number:f}"))
