"""What each table must look like: schemas built from `columns.csv`, checked by pandera.

One row of `columns.csv` declares a column (its kind, whether it may be blank, whether it
is the key, its vocabulary, its meaning); the checks, the data dictionary and the typing
all come from that row. Cells are checked as text *before* anything is converted: strict
columns, ASCII digits, no blanks at the ends, finite numbers. Nothing is coerced.

>>> claims = empty("claims")
>>> list(claims.columns)[:3]
['claim_id', 'source_id', 'region_code']
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ucjlib.core import period, tables
from ucjlib.core.errors import BadTable

_NUMBER = r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?"
KINDS = {
    "id": r"[A-Za-z0-9][A-Za-z0-9.#_:+-]*",
    "ids": r"[A-Za-z0-9][A-Za-z0-9.#_:+-]*( [A-Za-z0-9][A-Za-z0-9.#_:+-]*)*",
    "region": r"[0-9]{2}(\.[0-9]{2})?",
    "text": r"[^\s\x00-\x1f]([^\x00-\x1f]*[^\s\x00-\x1f])?",
    "word": r"[a-zA-Z][a-zA-Z_]*",
    "number": _NUMBER,
    "integer": r"0|[1-9][0-9]{0,8}",
    "year": r"(19|20|21)[0-9]{2}",
    "date": period.PATTERN,
    "url": r"https?://\S+",
    "sha256": r"[0-9a-f]{64}",
}
SHAPES = {
    "id": "an id without blanks",
    "ids": "ids separated by single blanks",
    "region": "a Home Affairs code such as 00, 35 or 35.05",
    "text": "text without line breaks or blanks at its ends",
    "word": "a word of the vocabulary",
    "number": "a plain number such as 17.6 (point as decimal sign, no thousands mark)",
    "integer": "a whole number",
    "year": "a year such as 2029",
    "date": "2025, 2025-04 or 2025-04-14",
    "url": "an address beginning with http",
    "sha256": "64 hexadecimal digits",
}
RANGED = ("claims", "estimates")


@cache
def columns(table: str) -> pd.DataFrame:
    """The declared columns of `table`, in order: column, kind, required, key, vocabulary, definition."""
    declared = _own_csv("columns")
    return declared[declared["table"] == table].reset_index(drop=True)


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """The words allowed under `name`: a table of this room, or one list of `words.csv`.

    >>> vocabulary("words:grade")
    ('A', 'B', 'C', 'D')
    """
    if name.startswith("words:"):
        words = _own_csv("words")
        return tuple(words.loc[words["list"] == name.removeprefix("words:"), "word"])
    return tuple(_own_csv(name).iloc[:, 0])


@cache
def terms(name: str) -> pd.DataFrame:
    """One vocabulary as a table with labels and definitions, the word as the index.

    >>> terms("indicators").loc["coverage_rate", "label_id"]
    'cakupan'
    """
    frame = _own_csv(name)
    return frame.set_index(frame.columns[0])


@cache
def units_of(indicator: str) -> tuple[str, ...]:
    """The units an indicator may have, the usual one first.

    >>> units_of("coverage_gap")
    ('percentage_points',)
    """
    return tuple(terms("indicators").loc[indicator, "units"].split())


def reference(table: str) -> pd.DataFrame:
    """A dated table of this room (targets, regulations), typed; a test checks it against its schema.

    >>> reference("regulations").set_index("regulation_id").loc["bpu-lowest", "amount"].item()
    16800.0
    """
    return typed(_own_csv(table), table)


def read(path: Path, table: str) -> pd.DataFrame:
    """Read, check and type the file at `path` as `table`.

    Returns the typed frame: numbers float64, years and integers Int64, all else text with
    '' for blank. Raises MissingFile or BadTable, which names file, line and column.
    """
    text = tables.read_text(path, list(columns(table)["column"]))
    check(text, table, str(path))
    return typed(text.drop(columns=tables.LINE), table)


def check(text: pd.DataFrame, table: str, where: str) -> None:
    """Raise BadTable for the first cell of `text` (all cells text, with `_line`) that breaks `table`."""
    import pandera.errors

    try:
        _schema(table).validate(text.drop(columns=tables.LINE), lazy=True)
    except pandera.errors.SchemaErrors as error:
        _raise_first(error.failure_cases, text, table, where)
    if table in RANGED:
        _check_ranges(text, where)


def complaint(table: str, column: str, cell: str) -> str:
    """What is wrong with `cell` as a cell of `column`, or nothing.

    >>> complaint("claims", "value", "35,68")
    '"35,68" is not a plain number such as 17.6 (point as decimal sign, no thousands mark)'
    """
    declared = columns(table).set_index("column")
    if column not in declared.index:
        return f'"{column}" is no column of {table}{closest(column, tuple(declared.index))}'
    row = declared.loc[column]
    if cell == "" and row["required"] == "no":
        return ""
    if row["vocabulary"]:
        right = cell in vocabulary(row["vocabulary"])
    else:
        right = bool(re.compile(KINDS[row["kind"]], re.ASCII).fullmatch(cell))
    return "" if right else _complaint(table, column, cell, row["kind"])


def typed(text: pd.DataFrame, table: str) -> pd.DataFrame:
    """The same table with its numbers as numbers; takes a checked text frame, returns a new one."""
    frame = text.copy()
    for column, kind in columns(table)[["column", "kind"]].itertuples(index=False):
        if kind == "number":
            frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("float64")
        elif kind in ("year", "integer"):
            frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("Int64")
    return frame


def empty(table: str) -> pd.DataFrame:
    """A typed frame of `table` with no rows."""
    return typed(pd.DataFrame(columns=list(columns(table)["column"]), dtype=str), table)


def conform(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """`frame` with the columns of `table` in their order, checked as strictly as a file is.

    What a stage returns goes through here before it is written, so that a written table
    can always be read. Raises BadTable.
    """
    names = list(columns(table)["column"])
    text = frame.reindex(columns=names).apply(lambda column: column.map(tables.cell_text)).astype(str)
    check(
        text.reset_index(drop=True).assign(**{tables.LINE: range(2, len(text) + 2)}), table, f"table {table}"
    )
    return typed(text.reset_index(drop=True), table)


@cache
def _own_csv(name: str) -> pd.DataFrame:
    path = files("ucjlib.reference") / f"{name}.csv"
    return tables.read_text(Path(str(path))).drop(columns=tables.LINE)


@cache
def _schema(table: str):
    import pandera.pandas as pa

    def column(row) -> "pa.Column":
        blank = row.required == "no"
        if row.vocabulary:
            allowed = [*vocabulary(row.vocabulary), *([""] if blank else [])]
            check = pa.Check.isin(allowed, name="vocabulary")
        else:
            check = pa.Check(_matches(row.kind, blank), name=row.kind)
        return pa.Column(str, check, unique=row.key == "yes", coerce=False, nullable=False)

    declared = {row.column: column(row) for row in columns(table).itertuples()}
    return pa.DataFrameSchema(declared, strict=True, ordered=True, coerce=False)


def _matches(kind: str, blank: bool):
    # re.fullmatch, because `$` lets a line break pass and \Z means another thing in another engine
    shape = re.compile(KINDS[kind], re.ASCII)
    return lambda cells: cells.map(lambda cell: (blank and cell == "") or bool(shape.fullmatch(cell)))


def _raise_first(failures: pd.DataFrame, text: pd.DataFrame, table: str, where: str) -> None:
    failures = failures.assign(order=failures["index"].fillna(-1).astype(float)).sort_values(
        "order", kind="stable"
    )
    first = failures.iloc[0]
    if pd.isna(first["index"]):
        raise BadTable(
            f"table {table} breaks its schema: {first['check']}", where=where, fix="restore the header"
        )
    line = int(text[tables.LINE].iloc[int(first["index"])])
    column, cell = str(first["column"]), str(text[first["column"]].iloc[int(first["index"])])
    raise BadTable(
        _complaint(table, column, cell, str(first["check"])),
        where=f"{where}, line {line}, column {column}",
        fix="correct the cell; `docs/data-dictionary.md` says what each column holds",
    )


def _complaint(table: str, column: str, cell: str, check: str) -> str:
    declared = columns(table).set_index("column").loc[column]
    if "unique" in check or "duplicate" in check:
        return f'{column} "{cell}" stands in more than one row, and it is the key'
    if declared["vocabulary"] and cell:
        close = closest(cell, vocabulary(declared["vocabulary"]))
        return f'"{cell}" is not in the vocabulary of {column}{close}'
    if cell == "":
        return f"{column} is blank, and every row needs it"
    return f'"{cell}" is not {SHAPES[declared["kind"]]}'


def closest(word: str, words: tuple[str, ...]) -> str:
    """A guess for a misspelt word as the end of a sentence, or nothing.

    >>> closest("coverage_rat", vocabulary("indicators"))
    '; did you mean "coverage_rate"?'
    """
    import difflib

    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def _check_ranges(text: pd.DataFrame, where: str) -> None:
    numbers = text[["low", "value", "high"]].astype(float)
    wrong = ~((numbers["low"] <= numbers["value"]) & (numbers["value"] <= numbers["high"]))
    if not wrong.any():
        return
    row = text[wrong].iloc[0]
    raise BadTable(
        f"value {row['value']} does not lie in its range {row['low']} to {row['high']}",
        where=f"{where}, line {row[tables.LINE]}, column value",
        fix="correct value, low or high",
    )
