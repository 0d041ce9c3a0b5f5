"""The CSV export of a BPS web table.

A stacked header whose repeated cells are left empty, lines padded to one width, a decimal point and no
thousands mark, `...` and `-` for missing, notes after an empty line. One cell that is neither refuses the
table: an export that somebody's spreadsheet has saved again is not the export.
"""

import re

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.read.figures import Unreadable
from ucjlib.read.official_cells import frame, in_unit, record
from ucjlib.read.official_figures import PLAIN, read_plain
from ucjlib.read.official_grid import Line, Table
from ucjlib.read.official_places import split_number
from ucjlib.read.official_texts import Cell, Grid, bounded, csv_grid, text_of
from ucjlib.read.official_words import (
    are_years,
    column_role,
    factor_and_unit,
    is_note,
    missing_reason,
    without_note_word,
)

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_TAG = re.compile(r"<[^<>]*>")
_OTHER_SHAPES = {"label", "unit", "number", "code", "remark"}  # heads of portals and of the ministry


def detects(content: bytes | str) -> bool:
    """Lines of one width up to the notes, a header, then labels with plain numbers or missing marks alone."""
    try:
        grid = _lines(text_of(content))
        first, end = _body(grid)
    except CannotRead:
        return False
    table = grid[:end]
    if first >= end or len({len(line) for line in table}) > 1 or not table[0][0].text:
        return False
    roles = {column_role(cell.text) for cell in table[0]}
    cells = [cell.text for line in table[first:] for cell in line[1:]]
    labels = [line[0].text for line in table[first:]]
    if all(PLAIN.fullmatch(text) and not _YEAR.fullmatch(text) for text in labels):
        return False
    return not roles & _OTHER_SHAPES and all(PLAIN.fullmatch(text) or _missing(text) for text in cells)


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame. Raises CannotRead for a text without a table, a cell neither number nor missing."""
    grid = _lines(text_of(content))
    first, end = _body(grid)
    if first >= end:
        raise CannotRead(
            "this is no BPS web table: no line of it holds a label and numbers",
            fix="give the CSV export as downloaded, header and all",
        )
    table = _table(bounded(grid[:end]), first, _notes(grid[end:]))
    used = [c for c in range(len(table.header[0])) if any(line.cells[c].text for line in table.lines)]
    return frame([_record(table, line, r, c) for r, line in enumerate(table.lines, 1) for c in used])


def _missing(text: str) -> str:
    """Why a cell is missing, for marks alone: a spreadsheet's own word (NaN) is no mark of an export."""
    return "" if any(map(str.isalpha, text)) else missing_reason(text)


def _lines(text: str) -> Grid:
    return csv_grid(text, ",")


def _body(grid: Grid) -> tuple[int, int]:
    """The first line of figures, and the line after the last."""
    end = next((n for n, line in enumerate(grid) if not _any(line) or is_note(line[0].text)), len(grid))
    return next((n for n in range(1, end) if grid[n][0].text and _holds_data(grid[n])), end), end


def _table(grid: Grid, first: int, notes: str) -> Table:
    header = [_filled(_level(line)) for line in grid[:first]]
    lines = []
    for line in grid[first:]:
        number, name = split_number(line[0].text)
        lines.append(Line(name, "", number, line[1:]))
    head = grid[0][0].text
    over = header[0][0] if len(set(header[0])) == 1 else ""  # one text over all columns is the title
    title = head if over in ("", head) else f"{head} - {over}"
    return Table("1", title, head, header, lines, notes)


def _holds_data(line: list[Cell]) -> bool:
    """A line of numbers and missing marks; years alone are a header."""
    texts = [cell.text for cell in line[1:] if cell.text]
    told = any(PLAIN.fullmatch(text) or _missing(text) for text in texts)
    return told and not are_years(texts)


def _level(line: list[Cell]) -> list[str]:
    """A header line without its label cell; a title that stands there alone is the level itself."""
    texts = [cell.text for cell in line]
    return texts[1:] if any(texts[1:]) else [texts[0], *texts[2:]]


def _filled(level: list[str]) -> list[str]:
    filled: list[str] = []
    for text in level:
        filled.append(text or (filled[-1] if filled else ""))
    return filled


def _notes(lines: Grid) -> str:
    texts = [" ".join(_TAG.sub(" ", cell.text).split()) for line in lines for cell in line]
    return ", ".join(text for text in map(without_note_word, texts) if text)


def _any(line: list[Cell]) -> bool:
    return any(cell.text for cell in line)


def _record(table: Table, line: Line, r: int, c: int) -> dict:
    cell, heads = line.cells[c], [level[c] for level in table.header]
    factor, unit, label = factor_and_unit(line.label, [table.title, *heads])
    reason = _missing(cell.text)
    told = record(table, line, heads, cell, label=label, unit=unit, missing_reason=reason)
    if reason:
        return told
    try:
        return told | in_unit(*read_plain(cell.text), factor)
    except Unreadable as refused:
        raise CannotRead(
            f'"{cell.text}" is no number of a BPS export',
            where=f"data line {r}, cell {c + 1}",
            why=refused.why,
            fix="look at the export again",
        ) from None
