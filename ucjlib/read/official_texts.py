"""Text files of tables as grids of cells that know where they stand.

For CSV (comma, semicolon, tab) and tables drawn with `|`. A cell holds its text, line and place in the
line, and, where nothing inside was escaped, its characters: `text[start:end]` is the cell.

>>> grid = csv_grid('a,"1,5"\\n', ",")
>>> [(cell.text, cell.row, cell.column, cell.start, cell.end) for cell in grid[0]]
[('a', 1, 1, 0, 1), ('1,5', 1, 2, 3, 6)]
"""

import re
from decimal import Decimal
from typing import NamedTuple

from ucjlib.core.errors import CannotRead

MARKS = "\t;,"
MOST_CELLS = 400_000  # a table of all regencies and twenty years has a tenth of it
MOST_CHARACTERS = 30_000_000
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")


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
        raise CannotRead(
            "this file is no UTF-8 text",
            where=f"byte {error.start + 1}",
            why="it was saved in a spreadsheet's own encoding, or it is no text",
            fix="save it as CSV UTF-8",
        ) from None
    if len(text) > MOST_CHARACTERS or "\x00" in text:
        raise CannotRead("this file is no text of one table", fix="give the table alone, as plain text")
    return text


def grid_of(text: str) -> Grid:
    """The lines of a text table, with the separator that gives most lines the same number of cells."""
    lines = text.splitlines()
    if sum("|" in line for line in lines) * 2 > sum(bool(line.strip()) for line in lines):
        return bounded(pipe_grid(text))
    return bounded(max((csv_grid(text, mark) for mark in MARKS), key=_evenness))


def csv_grid(text: str, mark: str) -> Grid:
    """Cells parted by `mark`; a quoted cell may hold it, and line breaks."""
    quoted = re.compile(rf' *"((?:[^"]|"")*+)" *(?={re.escape(mark)}|\r?\n|\Z)')
    bare = re.compile(rf"()([^{re.escape(mark)}\r\n]*)")
    grid: Grid = []
    at, row, line = int(text.startswith("\ufeff")), 1, list[Cell]()
    while at < len(text) or line:
        match = quoted.match(text, at) or bare.match(text, at)
        assert match  # `bare` matches nothing at all
        group = match.lastindex if match.lastindex == 1 and match.re is quoted else 2
        line.append(_cell(text, *match.span(group), row, len(line) + 1, match.re is quoted))
        at = match.end()
        if text[at : at + 1] == mark:
            at += 1
            if at == len(text):
                line.append(Cell("", row, len(line) + 1))
            else:
                continue
        grid.append(line)
        end = re.compile(r"\r\n|\n|\r").match(text, at)
        row += 1 + match.group().count("\n") if end else 0
        at, line = end.end() if end else len(text), []
    return grid


def pipe_grid(text: str) -> Grid:
    """Lines drawn with `|`; a line without one is a single cell, a rule of hyphens is left out."""
    grid: Grid = []
    at = 0
    for row, line in enumerate(text.splitlines(keepends=True), 1):
        if not (_RULE.fullmatch(line) and "|" in line):
            grid.append(_parted(text, line.rstrip("\r\n"), at, row))
        at += len(line)
    return grid


def bounded(grid: Grid) -> Grid:
    """`grid`, its lines of one width; CannotRead for more cells than a table has."""
    width = max((len(line) for line in grid), default=0)
    if width * len(grid) > MOST_CELLS:
        raise CannotRead(
            f"this table has {len(grid)} lines of up to {width} cells",
            why=f"more than {MOST_CELLS} cells are no table of a publication",
            fix="give the table alone, without empty rows and columns",
        )
    return [line + [Cell()] * (width - len(line)) for line in grid]


def _parted(text: str, line: str, at: int, row: int) -> list[Cell]:
    if "|" not in line:
        return [_cell(text, at, at + len(line), row, 1)]
    edges = [-1, *(m.start() for m in re.finditer(r"\|", line)), len(line)]
    spans = [(at + a + 1, at + b) for a, b in zip(edges, edges[1:], strict=False)]
    spans = spans[1:] if line.lstrip().startswith("|") else spans
    spans = spans[:-1] if line.rstrip().endswith("|") else spans
    return [_cell(text, *span, row, n) for n, span in enumerate(spans, 1)]


def _cell(text: str, start: int, end: int, row: int, column: int, quoted: bool = False) -> Cell:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    shown = raw.strip()
    if quoted and '""' in shown:
        return Cell(shown.replace('""', '"'), row, column)
    return Cell(shown, row, column, start, start + len(shown))


def _evenness(grid: Grid) -> tuple[int, int]:
    widths = [len(line) for line in grid if len(line) > 1]
    return max((widths.count(width) for width in set(widths)), default=0), -len(set(widths))
