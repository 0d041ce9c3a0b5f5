"""Changes between two builds as a person reads them: a count a table, then what came, went and changed."""

import pandas as pd

from ucjlib.run import plain
from ucjlib.run.differing import CHANGES, TABLES, counts
from ucjlib.run.wording import label, say
from ucjlib.show import wording as shown

SIGNS = {"added": "+", "removed": "-"}
NOTHING = '""'


def page(found: pd.DataFrame, old: str, new: str, lang: str, wide: int) -> str:
    """Counts for every table first; then the rows and cells, or the sentence that nothing changed."""
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


def _of_table(found: pd.DataFrame, table: str, lang: str, wide: int) -> list[str]:
    lines = ["", table] if len(found) else []
    for (change, key), rows in found.groupby(["change", "key"], sort=False):
        lines += _changed(str(change), str(key), rows, lang, wide)
    return lines


def _changed(change: str, key: str, rows: pd.DataFrame, lang: str, wide: int) -> list[str]:
    if change in SIGNS:
        told = (rows["new"] + rows["old"]).iloc[0]
        return [f"{SIGNS[change]} {key}", *plain.paragraph(told, wide, plain.INDENT * 2)]
    if change != "changed":
        return [f"{label('change', change, lang)}: {', '.join(rows['column'])}"]
    cells = [_cell(row.column, row.old, row.new, wide) for row in _in(lang, rows).itertuples()]
    table = plain.table((), cells, wide - 2 * len(plain.INDENT))
    return [f"~ {key}", *(plain.INDENT * 2 + line for line in table)]


def _in(lang: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Without the sentence of the other language, where that of this one changed too."""
    own = f"sentence_{lang}"
    other = rows["column"].str.startswith("sentence_") & rows["column"].ne(own)
    return rows[~other] if rows["column"].eq(own).any() else rows


def _cell(column: str, old: str, new: str, wide: int) -> tuple[str, str]:
    between = " ->\n" if len(old) + len(new) > wide // 2 else " -> "
    return column, f"{old or NOTHING}{between}{new or NOTHING}"
