"""Text files of tables as grids of cells that know where they stand.

For CSV (comma, semicolon, tab) and tables drawn with `|`. A cell holds its text, line and place in the
line, and, where no quote inside was doubled, its characters: `text[start:end]` is the cell.

>>> grid = csv_grid('a,"1,5"\\n', ",")
>>> [(cell.text, cell.row, cell.column, cell.start, cell.end) for cell in grid[0]]
[('a', 1, 1, 0, 1), ('1,5', 1, 2, 3, 6)]
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

from ucjlib.read.refusals import refusal

MOST_CELLS = 400_000  # a table of all regencies and twenty years has a tenth of it
MOST_CHARACTERS = 30_000_000
_RULE = re.compile(r"[\s:+=]*-[\s:+=-]*")
_BOM = "\ufeff"
_WIDEST_GAP = 1000  # blanks before a cell


class Cell(NamedTuple):
    """One cell of a file: `row` and `column` from 1; `start` and `end` are -1 where no characters can be
    told.

    number : the value where the file holds a number and no text (a workbook).
    """

    text: str = ""
    row: int = 0
    column: int = 0
    start: int = -1
    end: int = -1
    number: Decimal | None = None


Grid = list[list[Cell]]


def text_of(content: bytes | str) -> str:
    """`content` as text; a byte-order mark stays, so that characters are counted as in the file.

    Raises CannotRead for what is not UTF-8, and for a text too long to be one table.
    """
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal("no utf-8", byte=error.start + 1) from None
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_CELLS or "\x00" in text:
        raise refusal("no text")
    return text


def is_json(text: str) -> bool:
    """Whether a text begins as an object or list of JSON does."""
    return text.lstrip(f"{_BOM} \n\r\t").startswith(("{", "["))


def json_of(text: str) -> dict[str, Any]:
    """The object, every number as its text. Raises CannotRead for other texts, and a name given twice."""
    try:
        told = json.loads(
            text.lstrip(_BOM), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        raise refusal("no json", error=error) from None
    if not isinstance(told, dict):
        raise refusal("no answer")
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise refusal("twice", name=next(name for name in names if names.count(name) > 1))
    return dict(pairs)


def grid_of(text: str) -> Grid:
    """The lines of a text table, with the separator that gives most lines the same number of cells.

    A table drawn with `|` may have titles around it, each a single cell; a rule of hyphens is left out.
    """
    lines = text.splitlines()
    if sum("|" in line for line in lines) * 2 <= sum(bool(line.strip()) for line in lines):
        return bounded(max((csv_grid(text, mark) for mark in "\t;,"), key=_evenness))
    grid = csv_grid(text, "|", quotes=False)
    rules = ("".join(cell.text for cell in line) if len(line) > 1 else "" for line in grid)
    return bounded(
        [_without_edges(line) for line, text in zip(grid, rules, strict=True) if not _RULE.fullmatch(text)]
    )


def csv_grid(text: str, mark: str, quotes: bool = True) -> Grid:
    """Cells parted by `mark`; a quoted cell may hold it, and line breaks; odd quotes are text."""
    lines = list(io.StringIO(text.removeprefix(_BOM), newline=""))
    starts = [*accumulate(map(len, lines), initial=int(text.startswith(_BOM)))]
    reader = csv.reader(
        lines,
        delimiter=mark,
        quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
        skipinitialspace=True,
        strict=True,
    )
    grid: Grid = []
    row = 0
    try:
        for line in reader:
            grid.append(list(_placed(text, line or [""], starts[row], row + 1, mark)))
            row = reader.line_num
    except csv.Error as error:
        if not quotes:
            raise refusal("no text") from error
        return csv_grid(text, mark, quotes=False)
    return grid


def bounded(grid: Grid) -> Grid:
    """`grid`, its lines of one width; CannotRead for more cells than a table has."""
    width = max((len(line) for line in grid), default=0)
    if width * len(grid) > MOST_CELLS:
        raise refusal("too many cells", lines=len(grid), width=width, most=MOST_CELLS)
    return [line + [Cell()] * (width - len(line)) for line in grid]


def _placed(text: str, line: list[str], at: int, row: int, mark: str) -> Iterator[Cell]:
    """The cells of one line, each found behind the one before it: only marks, quotes and blanks between."""
    between = f'{mark}" \t\r\n'
    for column, cell in enumerate(line, 1):
        shown = cell.strip()
        doubled = shown.replace('"', '""')
        found = ((text.find(one, at, at + len(one) + _WIDEST_GAP), one) for one in (shown, doubled) if one)
        near = (one for one in found if one[0] >= 0 and not text[at : one[0]].strip(between))
        start, written = next(near, (-1, ""))
        at = max(at, start + len(written))
        is_exact = written != "" and written == shown
        yield Cell(shown, row, column, *((start, at) if is_exact else (-1, -1)))


def _without_edges(line: list[Cell]) -> list[Cell]:
    """A line without the empty cells before its first `|` and behind its last."""
    if len(line) > 1 and not line[0].text:
        line = [cell._replace(column=cell.column - 1) for cell in line[1:]]
    return line[:-1] if len(line) > 1 and not line[-1].text else line


def _evenness(grid: Grid) -> tuple[int, int]:
    widths = [len(line) for line in grid if len(line) > 1]
    return max((widths.count(width) for width in set(widths)), default=0), -len(set(widths))
