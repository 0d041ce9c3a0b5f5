"""Tables of local portals: one row for each figure's name with years beside it, or one row for each place
and year.

`No | uraian | satuan | 2022 | 2023 | sumber_data | keterangan`, drawn with `|` or as CSV with comma,
semicolon or tab, and the rows of a CKAN datastore (`{"success": true, "result": {"fields": [], "records":
[]}}`). The unit stands in the row, and separators are decided cell by cell from it and the neighbours:
`1,234` of "orang" is 1234, of "%" 1.234.
"""

import json
import re
from typing import Any

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.core.tables import cell_text
from ucjlib.read.figures import Unreadable
from ucjlib.read.official_cells import frame, in_unit, record, unit_of_indicator
from ucjlib.read.official_figures import COUNTS, looks_like_number, read_mark
from ucjlib.read.official_grid import Line, Table
from ucjlib.read.official_places import split_number
from ucjlib.read.official_texts import Cell, Grid, bounded, grid_of, text_of
from ucjlib.read.official_words import (
    column_role,
    factor_and_unit,
    is_note,
    missing_reason,
    say,
    tokens,
    unit_in,
)

_YEAR_HEAD = re.compile(r"(tahun[ _]?)?(19|20)[0-9]{2}[ *]*", re.IGNORECASE)
_HIDDEN = {"_id", "_full_text", "rank"}  # columns CKAN adds


def detects(content: bytes | str) -> bool:
    """CKAN's records; or a head line with `satuan` and years, or with `tahun` and the name of a place."""
    try:
        text = text_of(content)
        if text.lstrip("\ufeff \n\r\t").startswith("{"):
            return _records(text) is not None
        return "<table" not in text.casefold() and _head_line(grid_of(text)) >= 0
    except CannotRead:
        return False


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame. Raises CannotRead for other heads, and for a row with other cells than the head."""
    text = text_of(content)
    grid = _ckan(text) if text.lstrip("\ufeff \n\r\t").startswith("{") else grid_of(text)
    top = _head_line(grid)
    if top < 0:
        raise CannotRead(
            "this is no table of a portal: no line heads uraian, satuan and years, or a place and tahun",
            fix="give the table with its head line",
        )
    heads = [cell.text for cell in grid[top]]
    body = [line for line in grid[top + 1 :] if any(cell.text for cell in line)]
    end = next(
        (n for n, line in enumerate(body) if is_note(line[0].text) and not any(c.text for c in line[2:])),
        len(body),
    )
    title = " ".join(cell.text for line in grid[:top] for cell in line if cell.text)
    _check_widths(heads, body[:end])
    layout = _Layout(heads, body[:end])
    notes = ", ".join(cell.text for line in body[end:] for cell in line if cell.text)
    table = Table("1", title, layout.head, [], [], notes)
    return frame([one for line in body[:end] for one in _line(table, layout, line)])


class _Layout:
    """Which column holds what; figures are the years, or the columns of numbers that have no other role."""

    def __init__(self, heads: list[str], body: Grid) -> None:
        self.heads = heads
        roles = [column_role(head) or ("year" if _YEAR_HEAD.fullmatch(head) else "") for head in heads]
        rest = [c for c, role in enumerate(roles) if not role and heads[c] and heads[c] not in _HIDDEN]
        numeric = [c for c in rest if _is_of_numbers(body, c)]
        self.figures = [c for c, role in enumerate(roles) if role == "year"] or numeric
        self.words = [c for c in rest if c not in numeric]
        self.of = {role: [c for c, one in enumerate(roles) if one == role] for role in set(roles)}
        self.label = (self._of("place") or self._of("label") or self._of("province") or self.words)[:1]
        self.words = [c for c in [*self._of("label"), *self.words] if c not in self.label]
        self.head = heads[self.label[0]] if self.label else ""

    def _of(self, role: str) -> list[int]:
        return self.of.get(role, [])

    def text(self, line: list[Cell], role: str) -> str:
        return " ".join(line[c].text for c in self._of(role) if line[c].text)

    def code(self, line: list[Cell]) -> str:
        """The last number column: of the regency where the province has one too."""
        return line[self._of("code")[-1]].text if self._of("code") else ""


def _line(table: Table, layout: _Layout, line: list[Cell]) -> list[dict]:
    number, name = split_number(line[layout.label[0]].text if layout.label else "")
    group = layout.text(line, "province") if layout.heads and not _same(layout, "province") else ""
    row = Line(name, group, layout.code(line) or number, [line[c] for c in layout.figures])
    return [_record(table, layout, line, row, k) for k in range(len(row.cells))]


def _same(layout: _Layout, role: str) -> bool:
    return layout.label == layout.of.get(role, [])[:1]


def _record(table: Table, layout: _Layout, line: list[Cell], row: Line, k: int) -> dict:
    cell = row.cells[k]
    years = [line[c].text for c in layout.of.get("date", [])]
    heads = [layout.heads[layout.figures[k]].replace("_", " "), *years, *(line[c].text for c in layout.words)]
    factor, unit, label = factor_and_unit(row.label, [table.title, *heads])
    if printed_unit := layout.text(line, "unit"):
        factor, unit = unit_in(printed_unit)
        unit = unit or ("" if printed_unit in ("-", "") else "other")
    reason = missing_reason(cell.text)
    told = record(table, row, heads, cell, label=label, unit=unit, missing_reason=reason)
    if reason:
        return told
    beside = [other.text for n, other in enumerate(row.cells) if n != k]
    try:
        by = (
            ""
            if factor > 1
            else unit
            if unit in (*COUNTS, "percent")
            else _by_name([*reversed(heads), label])
            if not unit
            else ""
        )
        return told | in_unit(*read_mark(cell.text, by, beside), factor)
    except Unreadable as refused:
        return told | {"missing_reason": f'"{cell.text}" cannot be read: {refused.why}'}


def _by_name(texts: list[str]) -> str:
    found = next((told.indicators for text in texts if len((told := say(text)).indicators) == 1), frozenset())
    return unit_of_indicator(next(iter(found))) if found else ""


def _head_line(grid: Grid) -> int:
    """The line that heads the columns, -1 for none."""
    return next((n for n, line in enumerate(grid[:20]) if _is_head([cell.text for cell in line])), -1)


def _is_head(texts: list[str]) -> bool:
    roles = {column_role(text) for text in texts}
    years = any(_YEAR_HEAD.fullmatch(text) for text in texts)
    wide = years and ({"label", "unit"} <= roles or {"number", "unit"} <= roles)
    joined = any("_" in text for text in texts)  # nama_kabupaten_kota, jumlah_penduduk: a dataset's names
    long = any(tokens(text) == ("tahun",) for text in texts) and bool({"place", "province"} & roles)
    return wide or (long and (joined or bool({"code", "unit"} & roles)))


def _is_of_numbers(body: Grid, c: int) -> bool:
    filled = [line[c].text for line in body if line[c].text and not missing_reason(line[c].text)]
    return bool(filled) and all(looks_like_number(text) for text in filled)


def _check_widths(heads: list[str], body: Grid) -> None:
    width = max(n for n, head in enumerate(heads, 1) if head)
    for line in body:
        over = [cell for cell in line[width:] if cell.text]
        if over:
            raise CannotRead(
                f"line {line[0].row} has more cells than the head's {width}",
                where=f"line {line[0].row}, cell {over[0].column}",
                why="a decimal comma that is not quoted parts one figure into two",
                fix="quote such figures, or save the table with semicolons",
            )


def _records(text: str) -> list[dict[str, Any]] | None:
    """The rows of a CKAN answer, None for other JSON."""
    try:
        answer = json.loads(text.lstrip("\ufeff"), parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    result = answer.get("result") if isinstance(answer, dict) else None
    held = result.get("records") if isinstance(result, dict) else None
    return held if isinstance(held, list) and all(isinstance(row, dict) for row in held) else None


def _ckan(text: str) -> Grid:
    """The records as a grid; line 1 is the names, record n is line n + 1."""
    held = _records(text)
    if not held:
        raise CannotRead(
            "this CKAN answer holds no records"
            if held == []
            else "this JSON is no answer of a CKAN datastore",
            fix="ask datastore_search for the resource's records",
        )
    names = list(dict.fromkeys(name for row in held for name in row if name not in _HIDDEN))
    head = [Cell(name, 1, c) for c, name in enumerate(names, 1)]
    rows = [
        [Cell(_shown(row.get(name)), n, c) for c, name in enumerate(names, 1)]
        for n, row in enumerate(held, 2)
    ]
    return bounded([head, *rows])


def _shown(value: Any) -> str:
    return "" if value is None else " ".join(cell_text(value).split())
