"""Tables of official figures -> one row per cell, the frame that all shapes share.

label, level_1 ... level_n, value, unit, missing_reason, printed, row, column, notes as `read_cells` tells;
and title, head (of the labels), group (what heads a block of rows), code (the number before or beside a
label), step (what one unit of the last printed digit counts), start, end (characters, <NA> where none can
be told), table.
"""

from dataclasses import dataclass, field

import pandas as pd

from ucjlib.core.quantity import EXACT
from ucjlib.read.figures import Unreadable
from ucjlib.read.official_figures import last_digit, read_mark, read_plain
from ucjlib.read.official_texts import Cell
from ucjlib.read.official_words import factor_and_unit, missing_reason, say, unit_in
from ucjlib.reference.schemas import terms

_AFTER = (
    "value unit missing_reason printed row column notes title head group code step start end table"
).split()


@dataclass(slots=True)
class Line:
    """One row of figures. `code`: the number before or beside its label; `group`: what heads it; `unit`: as
    its own cell prints it; `levels`: what its other cells say, below the heads of the columns."""

    label: str
    group: str
    code: str
    cells: list[Cell]
    unit: str = ""
    levels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table; `header` has one list for each level, as wide as every line's `cells`. `head`: of the labels.
    `units`: of the columns, where they print one."""

    name: str
    title: str
    head: str
    header: list[list[str]]
    lines: list[Line]
    notes: str = ""
    units: list[str] = field(default_factory=list)


def cells_of(tables: list[Table], *, plain: bool = False, dotted: bool = False) -> pd.DataFrame:
    """Every figure of the tables; a cell that cannot be read has its reason in `missing_reason`.

    plain : numbers have a decimal point and no thousands mark. dotted : the point parts thousands.
    """
    places = [(table, line, c) for table in tables for line in table.lines for c in range(len(line.cells))]
    records = [_record(table, line, c, plain, dotted) for table, line, c in places]
    names = {name for one in records for name in one if name.startswith("level_")}
    levels = sorted(names, key=lambda name: int(name.removeprefix("level_")))
    cells = pd.DataFrame(records, columns=["label", *levels, *_AFTER])
    cells[levels] = cells[levels].fillna("")
    return cells.astype({"value": "float64", "step": "float64", "start": "Int64", "end": "Int64"})


def levels_of(cells: pd.DataFrame) -> list[str]:
    """The names of the level columns, from the top."""
    return [name for name in cells.columns if name.startswith("level_")]


def unit_of_indicator(indicator: str) -> str:
    """The unit an indicator is counted in, '' where it has several or there is no indicator."""
    units = str(terms("indicators").loc[indicator, "units"]).split() if indicator else []
    return units[0] if len(units) == 1 else ""


def _record(table: Table, line: Line, c: int, plain: bool, dotted: bool) -> dict:
    cell, heads = line.cells[c], [*(level[c] for level in table.header), *line.levels]
    factor, unit, label = factor_and_unit(line.label, [table.title, line.group, *heads])
    if printed := line.unit or "".join(table.units[c : c + 1]):
        factor, unit = unit_in(printed)
        unit = unit or ("" if printed == "-" else "other")
    if cell.text.endswith("%"):
        factor, unit = 1, "percent"
    nearest = [*reversed(heads), line.label, line.group, table.title]
    named = next((name for text in nearest if (name := say(text).indicator)), "")
    by = "" if factor > 1 else unit or unit_of_indicator(named)
    pointed = cell.start >= 0 and bool(cell.text)
    return {
        "label": label,
        **{f"level_{n}": head for n, head in enumerate(heads, 1)},
        "unit": unit,
        **_figure(line, cell, factor, by, plain, dotted),
        "printed": cell.text,
        "row": cell.row,
        "column": cell.column,
        "notes": table.notes,
        "title": table.title,
        "head": table.head,
        "group": line.group,
        "code": line.code,
        "start": cell.start if pointed else None,
        "end": cell.end if pointed else None,
        "table": table.name,
    }


def _figure(line: Line, cell: Cell, factor: int, unit: str, plain: bool, dotted: bool) -> dict:
    """Value and step, the factor multiplied out exactly; or the reason why there is none."""
    if reason := missing_reason(cell.text):
        return {"missing_reason": reason}
    beside = [other.text for other in line.cells if other is not cell]
    try:
        if cell.number is not None:
            number, step = cell.number, last_digit(cell.number)
        else:
            number, step = read_plain(cell.text) if plain else read_mark(cell.text, unit, beside, dotted)
    except Unreadable as refused:
        return {"missing_reason": f'"{cell.text}" cannot be read: {refused.why}'}
    value, step = EXACT.multiply(number, factor), EXACT.multiply(step, factor)
    return {"missing_reason": "", "value": float(value), "step": float(step)}
