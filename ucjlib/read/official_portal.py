"""Tables of local portals: one row for each figure's name with years beside it, or one row for each place
and year.

`No | uraian | satuan | 2022 | 2023 | sumber_data | keterangan`, drawn with `|` or as CSV with comma,
semicolon or tab, and the rows of a CKAN datastore (`{"success": true, "result": {"fields": [], "records":
[]}}`). The unit stands in the row, and separators are decided cell by cell from it and the neighbours:
`1,234` of "orang" is 1234, of "%" 1.234.
"""

import re
from collections import defaultdict
from typing import Any

import pandas as pd

from ucjlib.core.tables import cell_text
from ucjlib.read.official_cells import Line, Table, cells_of
from ucjlib.read.official_figures import looks_like_number
from ucjlib.read.official_places import split_number
from ucjlib.read.official_texts import Cell, Grid, bounded, grid_of, is_json, json_of, text_of
from ucjlib.read.official_words import column_role, is_note, missing_reason, tokens
from ucjlib.read.refusals import refusal

_YEAR_HEAD = re.compile(r"(tahun[ _]?)?(19|20)[0-9]{2}[ *]*", re.IGNORECASE)
_HIDDEN = {"_id", "_full_text", "rank"}  # columns CKAN adds


def detects(content: bytes | str) -> bool:
    """CKAN's records; or a head line with `satuan` and years, or with `tahun` and the name of a place."""
    text = text_of(content)
    if is_json(text):
        return _records(text) is not None
    return "<table" not in text.casefold() and _head_line(grid_of(text)) >= 0


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame. Raises CannotRead for other heads, and for a row with other cells than the head."""
    text = text_of(content)
    grid = _ckan(text) if is_json(text) else grid_of(text)
    top = _head_line(grid)
    if top < 0:
        raise refusal("no portal")
    body = [line for line in grid[top + 1 :] if any(cell.text for cell in line)]
    ends = (n for n, line in enumerate(body) if is_note(line[0].text) and not any(c.text for c in line[2:]))
    end = next(ends, len(body))
    heads = [cell.text for cell in grid[top]]
    _check_widths(heads, body[:end])
    return cells_of([_table(heads, body[:end], _text(grid[:top], " "), _text(body[end:], ", "))])


def _text(lines: Grid, between: str) -> str:
    return between.join(cell.text for line in lines for cell in line if cell.text)


def _table(heads: list[str], body: Grid, title: str, notes: str) -> Table:
    """Figures are the years, or the columns of numbers that have no other role."""
    roles = [column_role(head) or ("year" if _YEAR_HEAD.fullmatch(head) else "") for head in heads]
    of: dict[str, list[int]] = defaultdict(list)
    for c, role in enumerate(roles):
        of[role].append(c)
    rest = [c for c in of[""] if heads[c] and heads[c] not in _HIDDEN]
    numeric = [c for c in rest if _is_of_numbers(body, c)]
    words = [c for c in rest if c not in numeric]
    label = (of["place"] or of["label"] or of["province"] or words)[:1]
    words = [c for c in (*of["label"], *words) if c not in label]
    figures = of["year"] or numeric
    groups = of["province"] if label != of["province"][:1] else []
    lines = []
    for line in body:
        number, name = split_number("".join(line[c].text for c in label))
        code = "".join(line[c].text for c in of["code"][-1:])  # of the regency where the province has one too
        group, unit = (" ".join(line[c].text for c in some if line[c].text) for some in (groups, of["unit"]))
        levels = [line[c].text for c in (*of["date"], *words)]
        lines.append(Line(name, group, code or number, [line[c] for c in figures], unit, levels))
    header = [[heads[c].replace("_", " ") for c in figures]]
    return Table("1", title, heads[label[0]] if label else "", header, lines, notes)


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
        if over := next((cell for cell in line[width:] if cell.text), None):
            raise refusal("wide line", line=over.row, cell=over.column, width=width)


def _records(text: str) -> list[dict[str, Any]] | None:
    """The rows of a CKAN answer, None for other JSON."""
    result = json_of(text).get("result")
    held = result.get("records") if isinstance(result, dict) else None
    return held if isinstance(held, list) and all(isinstance(row, dict) for row in held) else None


def _ckan(text: str) -> Grid:
    """The records as a grid; line 1 is the names, record n is line n + 1."""
    held = _records(text)
    if not held:
        raise refusal("no records") if held == [] else refusal("no ckan")
    names = list(dict.fromkeys(name for row in held for name in row if name not in _HIDDEN))
    lines: list[list[Any]] = [names, *([row.get(name) for name in names] for row in held)]
    shown = [["" if one is None else " ".join(cell_text(one).split()) for one in line] for line in lines]
    return bounded([[Cell(one, r, c) for c, one in enumerate(line, 1)] for r, line in enumerate(shown, 1)])
