"""Scenarios as a table of assumptions: one row an assumption, rows of one name hold together.

`scenario_columns.csv` declares each column: which kinds of row need it, its range, its meaning. Kinds: trend
(nothing added), programme (somebody pays for some workers), target_path (coverage rises to a share),
national_path (all places drawn follow one), workers_growth (the base grows faster), compliance (workers of
firms that do not comply are enrolled). The trend is always worked out, also where no row names it.

Not for working scenarios out; that is `ucjlib.reckon.scenario_worlds`. The programme of Kabupaten Blitar:

>>> table = scenario_table([{"scenario": "signed", "kind": "programme", "region_code": "35.05",
...     "workers": 8125, "start": "2025-03", "months": 10, "payer": "budget"}])
>>> table[["workers", "months", "stay"]].values.tolist()
[[8125.0, 10.0, nan]]
>>> complaints(table.assign(months=0.0))
['scenario signed, row 1: months is 0 and must lie within 1 to 600']
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import BadTable
from ucjlib.reckon.given import MONTH
from ucjlib.reckon.payers import payers
from ucjlib.reference.schemas import KINDS, closest

TREND = "trend"
RULES = ("trend", "programme", "target_path", "national_path", "workers_growth", "compliance")
NUMBERS = ("number", "integer", "year")
_SHAPES = {"region": KINDS["region"], "month": MONTH, "text": KINDS["text"]}
_THOUSANDS = re.compile(r"[0-9]{1,3}([.,][0-9]{3})+", re.ASCII)
_SAID = {
    "region": "a code such as 35.05",
    "month": "a month such as 2026-03",
    "text": "text without line breaks or blanks at its ends",
}


@cache
def columns() -> pd.DataFrame:
    """The declared columns, by name: type, least, most, one column a kind (need, may or blank), unit,
    definition.
    """
    path = Path(str(files("ucjlib.reckon") / "scenario_columns.csv"))
    return tables.read_text(path).drop(columns=tables.LINE).set_index("column")


def scenario_table(rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Rows (with the columns they need) as a checked table with all declared columns, numbers as float64.

    Cells may be text as read from a file. Raises BadTable with the first complaint.
    """
    given = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    strange = [str(c) for c in given.columns if c not in columns().index]
    if strange:
        near = closest(strange[0], tuple(columns().index))
        raise BadTable(f'"{strange[0]}" is no column of scenarios{near}', where="scenarios")
    frame = given.reindex(columns=list(columns().index)).reset_index(drop=True)
    for column, kind in columns()["type"].items():
        cells = frame[column].astype(object)
        frame[column] = _numbers(cells, kind) if kind in NUMBERS else cells.fillna("").astype("str")
    return checked(frame)


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """The table itself. Raises BadTable with the first complaint."""
    found = complaints(table)
    if found:
        more = f"{len(found) - 1} more: `complaints` lists them" if len(found) > 1 else ""
        raise BadTable(found[0], where="scenarios", why=more, fix="correct the row")
    return table


def complaints(table: pd.DataFrame) -> list[str]:
    """What is wrong with a table of scenarios, as sentences; none where all is well."""
    missing = [c for c in columns().index if c not in table]
    if missing:
        return [f"scenarios has no column {', '.join(missing)}"]
    rows = [
        f"scenario {row['scenario'] or '(no name)'}, row {number}: {what}"
        for number, (_, row) in enumerate(table.iterrows(), start=1)
        for what in _row_complaints(row)
    ]
    return rows + _together(table)


def _numbers(column: pd.Series, kind: str) -> pd.Series:
    """Text "8.125" is eight thousand to one reader and eight to another: no count, and a share only."""
    text = column.astype("str")
    numbers = pd.to_numeric(column.replace("", None), errors="coerce")
    grouped = column.map(lambda cell: isinstance(cell, str)) & text.str.fullmatch(_THOUSANDS)
    lost = numbers.isna() & column.notna() & (text != "") | grouped & (kind != "number")
    if lost.any():
        cell, whole = text[lost].iloc[0], kind != "number"
        meant = re.sub("[.,]", "", cell) if grouped[lost].iloc[0] else "digits such as 8125"
        raise BadTable(
            f'{column.name} "{cell}" is no {"whole" if whole else "plain"} number',
            where=f"scenarios, row {int(lost.to_numpy().argmax()) + 1}",
            fix=f"write {meant}, without points or commas" if whole else "write a number such as 0.5",
        )  # fmt: skip
    return numbers.astype("float64")


def _row_complaints(row: pd.Series) -> list[str]:
    kind = row["kind"]
    if kind not in RULES:
        return [f'"{kind}" is no kind of assumption{closest(str(kind), RULES)}']
    named = [] if (row["scenario"] == TREND) == (kind == TREND) else ["the name trend is kept for kind trend"]
    said = (_cell(str(column), row[column], rule, kind) for column, rule in columns().iterrows())
    return named + [what for what in said if what]


def _cell(column: str, cell: Any, rule: pd.Series, kind: str) -> str:
    if pd.isna(cell) or cell == "":
        return f"{column} is blank, and a row of kind {kind} needs it" if rule[kind] == "need" else ""
    if rule[kind] == "":
        return f"{column} says nothing in a row of kind {kind}; leave it blank"
    if rule["type"] in NUMBERS:
        return _number(column, float(cell), rule)
    if rule["type"] == "payer":
        known = tuple(payers().index)
        return "" if cell in known else f'"{cell}" is no payer; write one of {", ".join(known)}'
    fits = re.fullmatch(_SHAPES[rule["type"]], str(cell), re.ASCII)
    return "" if fits else f'{column} "{cell}" is not {_SAID[rule["type"]]}'


def _number(column: str, cell: float, rule: pd.Series) -> str:
    least, most = (float(rule["least"]), float(rule["most"])) if rule["least"] else (1900.0, 2199.0)
    if not least <= cell <= most:
        return f"{column} is {cell:g} and must lie within {least:g} to {most:g}"
    if rule["type"] == "number" or cell == round(cell):
        return ""
    meant = round(cell * 1000, 6)
    hint = f"; write {meant:.0f} if its point marks thousands" if meant % 1 == 0 and meant <= most else ""
    return f"{column} is {cell:g} and must be whole{hint}"


def _together(table: pd.DataFrame) -> list[str]:
    """What only shows when the rows of a scenario are seen together."""
    paths = table[table["kind"].isin(["national_path", "target_path"])]
    twice = paths[paths.duplicated(["scenario", "kind", "region_code", "target_year"])]
    return [
        f"scenario {row['scenario']}: {row['kind']} names the end of {row['target_year']:g} twice"
        for _, row in twice.iterrows()
    ]
