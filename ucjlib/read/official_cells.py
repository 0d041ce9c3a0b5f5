"""Tables of official figures -> one row per cell, the frame that all shapes share.

label, level_1 ... level_n, value, unit, missing_reason, printed, row, column, notes as `read_cells` tells;
and title, head (of the labels), group (what heads a block of rows), code (the number before or beside a
label), step (what one unit of the last printed digit counts), start, end (characters, <NA> where none can
be told), table.
"""

from decimal import Decimal

import pandas as pd

from ucjlib.core.quantity import EXACT
from ucjlib.read.figures import Unreadable
from ucjlib.read.official_figures import read_mark
from ucjlib.read.official_grid import Line, Table
from ucjlib.read.official_texts import Cell
from ucjlib.read.official_words import factor_and_unit, missing_reason, say
from ucjlib.reference.schemas import terms

_BEFORE = ["label"]
_AFTER = (
    "value unit missing_reason printed row column notes title head group code step start end table"
).split()


def cells_of(tables: list[Table], points_part_thousands: bool = False) -> pd.DataFrame:
    """Every figure of the tables; a cell that cannot be read has its reason in `missing_reason`."""
    return frame(
        [
            _record(table, line, c, points_part_thousands)
            for table in tables
            for line in table.lines
            for c in range(len(line.cells))
        ]
    )


def record(table: Table, line: Line, heads: list[str], cell: Cell, **read: object) -> dict:
    """One row of the frame as a dict: the place of a cell, and what was `read` from it."""
    return {
        "label": line.label,
        **{f"level_{n}": head for n, head in enumerate(heads, 1)},
        "value": None,
        "unit": "",
        "missing_reason": "",
        "printed": cell.text,
        "row": cell.row,
        "column": cell.column,
        "notes": table.notes,
        "title": table.title,
        "head": table.head,
        "group": line.group,
        "code": line.code,
        "step": None,
        "start": cell.start if cell.start >= 0 and cell.text else None,
        "end": cell.end if cell.start >= 0 and cell.text else None,
        "table": table.name,
        **read,
    }


def frame(records: list[dict]) -> pd.DataFrame:
    """The cell frame; tables with fewer levels have '' in the lower ones."""
    names = {name for one in records for name in one if name.startswith("level_")}
    levels = sorted(names, key=lambda name: int(name.removeprefix("level_")))
    cells = pd.DataFrame(records, columns=[*_BEFORE, *levels, *_AFTER])
    cells[levels] = cells[levels].fillna("")
    return cells.astype({"value": "float64", "step": "float64", "start": "Int64", "end": "Int64"})


def levels_of(cells: pd.DataFrame) -> list[str]:
    """The names of the level columns, from the top."""
    return [name for name in cells.columns if name.startswith("level_")]


def unit_of_indicator(indicator: str) -> str:
    """The unit an indicator is counted in, '' where it has several.

    >>> unit_of_indicator("unemployment_rate"), unit_of_indicator("contribution")
    ('percent', '')
    """
    units = str(terms("indicators").loc[indicator, "units"]).split()
    return units[0] if len(units) == 1 else ""


def in_unit(number: Decimal, step: Decimal, factor: int) -> dict:
    """Value and step, the factor multiplied out, exactly."""
    return {"value": float(EXACT.multiply(number, factor)), "step": float(EXACT.multiply(step, factor))}


def last_digit(number: Decimal) -> Decimal:
    """What one unit of the last digit counts; 1 for whole numbers.

    >>> last_digit(Decimal("80.57")), last_digit(Decimal("1E+3"))
    (Decimal('0.01'), Decimal('1'))
    """
    return Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))


def _record(table: Table, line: Line, c: int, points: bool) -> dict:
    cell, heads = line.cells[c], [level[c] for level in table.header]
    factor, unit, label = factor_and_unit(line.label, [table.title, line.group, *heads])
    if cell.text.endswith("%"):
        factor, unit = 1, "percent"
    told = record(table, line, heads, cell, label=label, unit=unit, missing_reason=missing_reason(cell.text))
    if told["missing_reason"]:
        return told
    beside = [other.text for k, other in enumerate(line.cells) if k != c]
    by = "" if factor > 1 else unit or _implied_unit([*reversed(heads), line.label, line.group, table.title])
    try:
        number = cell.number
        value, step = (
            (number, last_digit(number)) if number is not None else read_mark(cell.text, by, beside, points)
        )
    except Unreadable as refused:
        return told | {"missing_reason": f'"{cell.text}" cannot be read: {refused.why}'}
    return told | in_unit(value, step, factor)


def _implied_unit(texts: list[str]) -> str:
    """The unit of the one indicator that the nearest text names."""
    for text in texts:
        found = say(text).indicators
        if len(found) == 1:
            return unit_of_indicator(next(iter(found)))
    return ""
