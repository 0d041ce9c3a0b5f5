"""Reading and writing the project's tables: plain CSV, strict, to the byte.

Every file of the project is read through `read_text`, so codes stay text ("00", "35.10")
and a spreadsheet's habits (semicolons, a byte-order mark, another encoding, ragged rows)
are refused with the line they stand on instead of half-read. Types and vocabularies are
the business of `ucjlib.reference.schemas`.

>>> frame = pd.DataFrame({"region_code": ["35.05"], "value": [17.6]})
>>> to_csv_text(frame)
'region_code,value\\n35.05,17.6\\n'
"""

import csv
import io
import os
from pathlib import Path

import numpy as np
import pandas as pd

from ucjlib.core.errors import BadTable, MissingFile

LINE = "_line"


def read_text(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """All cells as text, blanks as '', plus `_line`: where each row starts in the file.

    `columns`: the header the file must have, in this order; None takes any.
    Raises MissingFile, BadTable (encoding, separator, header, ragged row).
    """
    text = _decode(Path(path))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[int] = []
    try:
        header = next(reader, [])
        _check_header(path, header, columns)
        rows = _rows(path, reader, len(header), lines)
    except csv.Error as error:
        # the parser stops where the file ends; the row it was in began after the last good one
        line = lines[-1] + 1 if lines else 2 if reader.line_num > 1 else 1
        raise BadTable(
            f"{path.name} breaks off as CSV: {error}",
            where=f"{path}, the row that begins on line {line}",
            fix="close the quotation mark, or restore the file",
        ) from None
    frame = pd.DataFrame(rows, columns=header, dtype=str)
    return frame.assign(**{LINE: lines})


def read_own(path: Path, columns: list[str]) -> pd.DataFrame:
    """All cells as text of a table that `write` wrote: fast, and trusting all but its header.

    Raises MissingFile, BadTable (header, or no CSV at all).
    """
    if not Path(path).is_file():
        _decode(Path(path))
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False)
    except ValueError as error:
        raise BadTable(
            f"{path.name} breaks off as CSV: {error}", where=str(path), fix="run `ucj build`"
        ) from None
    _check_header(path, list(frame.columns), columns)
    return frame


def to_csv_text(frame: pd.DataFrame) -> str:
    """The table as CSV: '\\n' line ends, blanks for missing, shortest exact decimals."""
    shown = frame.apply(lambda column: column.map(cell_text))
    return shown.to_csv(index=False, lineterminator="\n")


def write(frame: pd.DataFrame, path: Path) -> bool:
    """Write `frame` to `path` in one step; False, and untouched, if the bytes are there already."""
    return write_bytes(to_csv_text(frame).encode("utf-8"), path)


def write_bytes(content: bytes, path: Path) -> bool:
    """Write through a neighbour and one rename: a reader never meets half a file."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
    return True


def cell_text(cell: object) -> str:
    """One cell as text: 30.0 is '30', 17.60 is '17.6', missing is ''.

    >>> [cell_text(x) for x in (30.0, 0.1, 712930000000000.0, None, "35.10")]
    ['30', '0.1', '712930000000000', '', '35.10']
    """
    if cell is None or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell)):
        return ""
    if isinstance(cell, float | np.floating):
        return np.format_float_positional(cell, trim="-")
    return str(cell)


def _decode(path: Path) -> str:
    if not path.is_file():
        raise MissingFile(
            f"{path.name} is missing",
            where=str(path.parent),
            fix="restore it from the repository, or run `ucj build` if it is a processed table",
        )
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadTable(f"{path.name} is UTF-16", where=str(path), fix="save it as CSV UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadTable(
            f"{path.name} is not UTF-8",
            where=f"{path}, line {line}",
            why="it was probably saved in a spreadsheet's own encoding",
            fix="save it as CSV UTF-8",
        ) from None
    if text.startswith("\ufeff") or "\x00" in text:
        line = text[: max(text.find("\x00"), 0)].count("\n") + 1
        raise BadTable(
            f"{path.name} starts with a byte-order mark or holds NUL characters",
            where=f"{path}, line {line}",
            fix="save it as plain CSV UTF-8",
        )
    return text


def _check_header(path: Path, header: list[str], columns: list[str] | None) -> None:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise BadTable(
            f"{path.name} is separated by semicolons or tabs",
            where=f"{path}, line 1",
            why="spreadsheets with Indonesian settings save CSV so",
            fix="save it comma separated",
        )
    if not header or len(set(header)) < len(header):
        raise BadTable(
            f"{path.name} has no header, or one with a repeated column",
            where=f"{path}, line 1",
            fix="restore the header line",
        )
    if columns is not None and header != columns:
        missing = [name for name in columns if name not in header]
        extra = [name for name in header if name not in columns]
        said = f"missing {', '.join(missing) or 'none'}; unknown {', '.join(extra) or 'none'}"
        raise BadTable(
            f"{path.name} has other columns than its schema: {said}",
            where=f"{path}, line 1",
            why="or the order differs" if not (missing or extra) else "",
            fix=f"the header is {','.join(columns)}",
        )


def _rows(path: Path, reader, width: int, lines: list[int]) -> list[list[str]]:
    """All rows; the line each begins on is added to `lines`, also when a row fails."""
    rows: list[list[str]] = []
    end = reader.line_num
    for row in reader:
        start, end = end + 1, reader.line_num
        if len(row) != width:
            raise BadTable(
                f"{path.name} has a row of {len(row)} cells where the header has {width}",
                where=f"{path}, line {start}",
                fix="quote a cell that holds a comma",
            )
        rows.append(row)
        lines.append(start)
    return rows
