"""Workbooks for the tests, built from the cells that a CSV lists."""

import csv
import io
from pathlib import Path

FOLDER = Path(__file__).parent / "examples" / "official"


def workbook(rows: list[list[object]], merged: tuple[str, ...] = (), title: str = "Sheet1") -> bytes:
    """The bytes of an .xlsx with one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def age_groups() -> bytes:
    """The publication's table of `age_groups_cells.csv`; `text:` keeps a number as text."""
    text = (FOLDER / "age_groups_cells.csv").read_text(encoding="utf-8")
    rows = [[_typed(cell) for cell in line] for line in csv.reader(io.StringIO(text))]
    return workbook(rows, ("A1:D1", "A2:A3", "B2:C2", "D2:D3"))


def _typed(cell: str) -> object:
    if cell.startswith("text:"):
        return cell.removeprefix("text:")
    return int(cell) if cell.lstrip("-").isdigit() else cell or None
