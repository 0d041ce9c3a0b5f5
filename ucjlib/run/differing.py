"""`ucj diff OLD NEW`: which rows and cells of claims, findings and estimates differ between two builds.

Rows are told apart by the key that `columns.csv` declares, cells by value: 17.6 and 17.60 are one number. A
column that only one build has is said once and its cells are not compared. A build is a folder with the
tables, or one that holds them in data/processed/.

>>> old = pd.DataFrame({"claim_id": ["a#1", "a#2"], "value": ["17.6", "30"]})
>>> new = pd.DataFrame({"claim_id": ["a#1", "a#3"], "value": ["17.60", "31"]})
>>> changes(old, new, "claims")[["change", "key"]].values.tolist()
[['removed', 'a#2'], ['added', 'a#3']]
>>> changes(old, new.assign(value=["17.7", "31"]), "claims")[["column", "old", "new"]].iloc[-1].tolist()
['value', '17.6', '17.7']
"""

from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import BadTable, MissingFile
from ucjlib.reference import schemas
from ucjlib.run import plain
from ucjlib.run.wording import label, say
from ucjlib.show import wording as shown

TABLES = ("claims", "findings", "estimates")
COLUMNS = ["table", "change", "key", "column", "old", "new"]
CHANGES = ("added", "removed", "changed")
SIGNS = {"added": "+", "removed": "-"}
NOTHING = '""'
_WITHIN = ("", "data/processed", "processed")
# what a row of each table is, for who reads that it came or went
TELLING = {
    "claims": ("place", "indicator", "segment", "value", "unit", "as_of"),
    "findings": ("outcome", "severity", "sentence_{lang}"),
    "estimates": ("place", "indicator", "segment", "value", "unit", "as_of", "grade"),
}


def diff(old: Path, new: Path, lang: str = "en") -> pd.DataFrame:
    """All changes between two builds: table, change, key, column, old, new; all cells text.

    change : added and removed rows (column is blank, old or new tells the row in short, in `lang`), changed
    cells, and column_added, column_removed. Raises MissingFile, BadTable.
    """
    before, after = (read(home(folder)) for folder in (old, new))
    return pd.concat([changes(before[name], after[name], name, lang) for name in TABLES], ignore_index=True)


def changes(old: pd.DataFrame, new: pd.DataFrame, table: str, lang: str = "en") -> pd.DataFrame:
    """The changes of one table, all cells text: columns first, then rows that went, that came, cells."""
    key = key_of(table)
    before, after = old.set_index(key), new.set_index(key)
    both = before.index.intersection(after.index, sort=False)
    shared = [name for name in before if name in after]
    told = [name.format(lang=lang) for name in TELLING[table]]
    parts = [
        _columns(before, after),
        _rows(before.loc[before.index.difference(after.index, sort=False)], "removed", "old", told),
        _rows(after.loc[after.index.difference(before.index, sort=False)], "added", "new", told),
        _cells(before.loc[both, shared], after.loc[both, shared], table),
    ]
    found = pd.concat(parts, ignore_index=True).assign(table=table)
    return found.reindex(columns=COLUMNS).fillna("").astype(str)


def counts(found: pd.DataFrame) -> pd.DataFrame:
    """One row a table: rows added, removed, changed, and cells changed."""
    rows = found[found["change"].isin(CHANGES)].drop_duplicates(["table", "change", "key"])
    counted = pd.crosstab(rows["table"], rows["change"])
    cells = found.loc[found["change"].eq("changed"), "table"].value_counts()
    counted = counted.reindex(columns=list(CHANGES), fill_value=0).assign(cells=cells)
    return counted.reindex(list(TABLES)).fillna(0).astype(int).rename_axis(None, axis=1)


def page(found: pd.DataFrame, old: str, new: str, lang: str, wide: int) -> str:
    """As a person reads it: counts for every table, then rows and cells, or that nothing changed."""
    lines = [*plain.paragraph(say("diff.between", lang, old=old, new=new), wide), ""]
    heads = [say(f"head.{name}", lang) for name in ("table", *CHANGES, "cells")]
    rows = [
        [row.Index, *(shown.decimal(number, 0, lang) for number in row[1:])]
        for row in counts(found).itertuples()
    ]
    lines += plain.table(heads, rows, wide)
    if found.empty:
        lines += ["", say("diff.same", lang)]
    for table in TABLES:
        lines += _of_table(found[found["table"].eq(table)], table, lang, wide)
    return "\n".join(lines) + "\n"


def key_of(table: str) -> str:
    """The column that `columns.csv` declares as the key.

    >>> [key_of(table) for table in TABLES]
    ['claim_id', 'finding_id', 'estimate_id']
    """
    declared = schemas.columns(table)
    return str(declared.loc[declared["key"].eq("yes"), "column"].iloc[0])


def home(folder: Path) -> Path:
    """Where the tables of a build lie: the folder itself, or data/processed in it. Raises MissingFile."""
    if not folder.is_dir():
        raise MissingFile(f"{folder} is no folder", fix="name two folders that hold claims.csv")
    for within in _WITHIN:
        if any((folder / within / f"{name}.csv").is_file() for name in TABLES):
            return folder / within
    pages = (folder / "report.csv").is_file()
    raise MissingFile(
        f"{folder} holds none of {', '.join(f'{name}.csv' for name in TABLES)}",
        why="it is an edition: pages and the report of a run, no tables" if pages else "",
        fix="name a folder such as data/processed, or a copy of it from before",
    )


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of a build, all cells text; their columns may be those of another version.

    Raises MissingFile; BadTable where the key is missing or stands twice.
    """
    return {name: _read(folder / f"{name}.csv", name) for name in TABLES}


def _read(path: Path, table: str) -> pd.DataFrame:
    frame = tables.read_text(path).drop(columns=tables.LINE)
    key = key_of(table)
    if key not in frame:
        raise BadTable(f"{path.name} has no column {key}", where=str(path), why="it is the key of its rows")
    if frame[key].duplicated().any():
        twice = frame.loc[frame[key].duplicated(), key].iloc[0]
        raise BadTable(f'{key} "{twice}" stands in two rows', where=str(path), why="it is their key")
    return frame


def _columns(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    gone = [("column_removed", name) for name in before if name not in after]
    come = [("column_added", name) for name in after if name not in before]
    return pd.DataFrame([*gone, *come], columns=["change", "column"], dtype=str)


def _rows(frame: pd.DataFrame, change: str, side: str, told: list[str]) -> pd.DataFrame:
    held = frame[[name for name in told if name in frame]]
    says = [", ".join(filter(None, row)) for row in held.itertuples(index=False)]
    return pd.DataFrame({"change": change, "key": frame.index, side: says}, dtype=str)


def _cells(before: pd.DataFrame, after: pd.DataFrame, table: str) -> pd.DataFrame:
    """The cells that differ, in the order of `before`; numbers by their value."""
    same = before.eq(after)
    declared = schemas.columns(table)
    for name in declared.loc[declared["kind"].eq("number"), "column"]:
        if name in before:
            numbers = (pd.to_numeric(frame[name], "coerce") for frame in (before, after))
            same[name] |= next(numbers).eq(next(numbers))
    both = pd.DataFrame({"old": before.stack(), "new": after.stack()})
    cells = both[~same.stack()].rename_axis(["key", "column"]).reset_index()
    return cells.assign(change="changed")


def _of_table(found: pd.DataFrame, table: str, lang: str, wide: int) -> list[str]:
    lines = ["", table] if len(found) else []
    for (change, key), rows in found.groupby(["change", "key"], sort=False):
        if change in SIGNS:
            told = (rows["new"] + rows["old"]).iloc[0]
            lines += [f"{SIGNS[change]} {key}", *plain.paragraph(told, wide, plain.INDENT * 2)]
        elif change == "changed":
            cells = [_change(row.column, row.old, row.new, wide) for row in _in(lang, rows).itertuples()]
            below = plain.table((), cells, wide - 2 * len(plain.INDENT))
            lines += [f"~ {key}", *(plain.INDENT * 2 + line for line in below)]
        else:
            lines.append(f"{label('change', change, lang)}: {', '.join(rows['column'])}")
    return lines


def _in(lang: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Without the sentence of the other language, where that of this one changed too."""
    own = f"sentence_{lang}"
    other = rows["column"].str.startswith("sentence_") & rows["column"].ne(own)
    return rows[~other] if rows["column"].eq(own).any() else rows


def _change(column: str, old: str, new: str, wide: int) -> tuple[str, str]:
    between = " ->\n" if len(old) + len(new) > wide // 2 else " -> "
    return column, f"{old or NOTHING}{between}{new or NOTHING}"
