"""Tables of the statistics office -> one row per cell, with unit, levels and what is missing and why.

For the CSV export of a BPS web table (shape `bps-csv`): a stacked header whose repeated cells are left
empty, a unit inside row or column labels, `...` and `-` for missing, notes after an empty line. Other
shapes are refused by name. A cell is as printed: a factor ("Ribu orang") is multiplied out, nothing else;
what does not add up is reported by `sums` and never put right.

>>> text = "Judul,,\\n,2023,\\n,Februari,Agustus\\nJumlah (Ribu orang),1200.51,...\\n"
>>> read_official(text)[["level_2", "level_3", "value", "unit", "missing_reason"]].values.tolist()
[['2023', 'Februari', 1200510.0, 'persons', ''], ['2023', 'Agustus', nan, 'persons', 'not available (...)']]
"""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.read.official_words import MISSING, factor_and_unit, is_note, is_total

SHAPES = ("bps-csv",)
SUM_COLUMNS = ["direction", "total", "of", "printed", "sum", "difference", "outcome"]
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_ROUNDED = Decimal("0.5")  # of the last digit, for each part and for the total


@dataclass(frozen=True, slots=True)
class _Table:
    header: list[list[str]]
    body: list[list[str]]
    notes: str
    title: str


def read_official(text: str, shape: str = "bps-csv") -> pd.DataFrame:
    """One row per cell: label, level_1 ... level_n, value, unit, missing_reason, printed, row, column, notes.

    label : the row's label without its unit. level_n : the header above the cell, from the top.
    value : float64 in `unit` ('percent', 'persons', '' if no label tells); NaN where `missing_reason` is set.
    row, column : 1-based place in the file's lines and cells. notes : the table's Catatan, tags taken off.

    Raises CannotRead for another shape, a text without a table, a cell neither number nor missing.
    """
    if shape not in SHAPES:
        raise CannotRead(f'no reader for the shape "{shape}"', fix=f"shapes known: {', '.join(SHAPES)}")
    table = _parse(text)
    used = [
        c for c in range(1, len(table.body[0])) if any(line[c] for line in table.body)
    ]  # others are padding
    rows = [_cell(table, r, c) for r in range(len(table.body)) for c in used]
    return pd.DataFrame(rows).astype({"value": "float64"})


def sums(cells: pd.DataFrame) -> pd.DataFrame:
    """Rows and columns called total against the sum of their parts, within rounding.

    cells : what `read_official` returns.
    Returns direction ('rows' added down a column, 'columns' across a row), total (its label), of (that
    column or row), printed, sum, difference (printed - sum), outcome: agree, disagree, or cannot_tell
    when a part is missing. Percentages and single parts are not added.
    """
    levels = [name for name in cells.columns if name.startswith("level_")]
    counts = cells[cells["unit"] != "percent"].assign(head=cells[levels[-1]])
    down = [_sum("rows", group, "label", str(key)) for key, group in counts.groupby("column", sort=True)]
    upper = ["row", *levels[:-1]]
    across = [_sum("columns", group, "head", str(key[0])) for key, group in counts.groupby(upper, sort=True)]
    return pd.DataFrame([row for row in down + across if row], columns=SUM_COLUMNS)


def _parse(text: str) -> _Table:
    lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text.lstrip("\ufeff")))]
    end = next((n for n, line in enumerate(lines) if not any(line) or is_note(line[0])), len(lines))
    first = next((n for n in range(1, end) if lines[n][0] and _holds_data(lines[n])), end)
    if first >= end:
        raise CannotRead(
            "this is no BPS web table: no line of it holds a label and numbers",
            fix="give the CSV export as downloaded, header and all",
        )
    width = max(len(line) for line in lines[:end])
    padded = [line + [""] * (width - len(line)) for line in lines[:end]]
    header = [_filled(level) for level in _levels(padded[:first])]
    return _Table(header, padded[first:], _notes(lines[end:]), lines[0][0])


def _holds_data(line: list[str]) -> bool:
    """A line of numbers and missing marks; years alone are a header."""
    cells = [cell for cell in line[1:] if cell]
    return any(_NUMBER.fullmatch(cell) or cell in MISSING for cell in cells) and not all(
        map(_YEAR.fullmatch, cells)
    )


def _levels(lines: list[list[str]]) -> list[list[str]]:
    """Header lines without their label cell; a title that stands there alone is the level itself."""
    return [["", line[0], *line[2:]] if not any(line[1:]) else ["", *line[1:]] for line in lines]


def _filled(level: list[str]) -> list[str]:
    filled: list[str] = []
    for cell in level:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _notes(lines: list[list[str]]) -> str:
    cells = [" ".join(re.sub(r"<[^<>]*>", " ", cell).split()) for line in lines for cell in line]
    return ", ".join(cell for cell in cells if cell and not is_note(cell))


def _cell(table: _Table, r: int, c: int) -> dict:
    heads = [level[c] for level in table.header]
    label = table.body[r][0]
    factor, unit, label = factor_and_unit(label, [table.title, *heads])
    printed = table.body[r][c]
    reason = MISSING.get(printed, "")
    value = None if reason else float(_decimal(printed, r, c) * factor)
    levels = {f"level_{n}": head for n, head in enumerate(heads, 1)}
    return {
        "label": label,
        **levels,
        "value": value,
        "unit": unit,
        "missing_reason": reason,
        "printed": printed,
        "row": r + len(table.header) + 1,
        "column": c + 1,
        "notes": table.notes,
    }


def _decimal(printed: str, r: int, c: int) -> Decimal:
    try:
        return Decimal(printed) if _NUMBER.fullmatch(printed) else Decimal("")
    except InvalidOperation:
        raise CannotRead(
            f'"{printed}" is no number of a BPS export',
            where=f"data line {r + 1}, cell {c + 1}",
            why="it has a decimal point and no thousands mark",
            fix="look at the export again",
        ) from None


def _sum(direction: str, group: pd.DataFrame, by: str, of: str) -> dict | None:
    total = group[group[by].map(is_total)]
    parts = group[~group[by].map(is_total)]
    if len(total) != 1 or len(parts) < 2:
        return None
    printed, added = total["value"].item(), parts["value"].sum(skipna=False)
    slack = sum(float(_last_digit(row) * _ROUNDED) for row in group.itertuples())
    difference = printed - added
    outcome = "cannot_tell" if pd.isna(difference) else "agree" if abs(difference) <= slack else "disagree"
    return dict(
        zip(SUM_COLUMNS, [direction, total[by].item(), of, printed, added, difference, outcome], strict=True)
    )


def _last_digit(row) -> Decimal:
    """What one unit of the last printed digit stands for, the factor included; whole numbers are exact."""
    places = len(row.printed.partition(".")[2]) if _NUMBER.fullmatch(row.printed) else 0
    factor = Decimal(round(row.value / float(row.printed))) if places and float(row.printed) else Decimal(0)
    return factor.scaleb(-places)
