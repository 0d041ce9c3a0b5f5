"""The CSV export of a BPS web table.

A stacked header whose repeated cells are left empty, lines padded to one width, a decimal point and no
thousands mark, `...` and `-` for missing, notes after an empty line. One cell that is neither refuses the
table: an export that somebody's spreadsheet has saved again is not the export.
"""

import re

import pandas as pd

from ucjlib.read.official_cells import Line, Table, cells_of
from ucjlib.read.official_figures import PLAIN
from ucjlib.read.official_grid import filled_right, notes_of
from ucjlib.read.official_places import split_number
from ucjlib.read.official_texts import Grid, bounded, csv_grid, text_of
from ucjlib.read.official_words import are_years, column_role, is_note, missing_reason
from ucjlib.read.refusals import refusal

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_OTHER_SHAPES = {"label", "unit", "number", "code", "remark"}  # heads of portals and of the ministry


def detects(content: bytes | str) -> bool:
    """Lines of one width up to the notes, a header, then labels with plain numbers or missing marks alone."""
    grid = csv_grid(text_of(content), ",")
    first, end = _body(grid)
    body = grid[first:end]
    if not body or len({len(line) for line in grid[:end]}) > 1 or not grid[0][0].text:
        return False
    has_labels = any(not PLAIN.fullmatch(line[0].text) or _YEAR.fullmatch(line[0].text) for line in body)
    is_other = not _OTHER_SHAPES.isdisjoint(column_role(cell.text) for cell in grid[0])
    return has_labels and not is_other and all(_is_figure(cell.text) for line in body for cell in line[1:])


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame. Raises CannotRead for a text without a table, a cell neither number nor missing."""
    grid = csv_grid(text_of(content), ",")
    first, end = _body(grid)
    if first >= end:
        raise refusal("no export")
    table = bounded(grid[:end])
    for n, line in enumerate(table[first:], 1):
        if wrong := next((cell for cell in line[1:] if not _is_figure(cell.text)), None):
            raise refusal("no number", printed=wrong.text, line=n, cell=wrong.column - 1)
    return cells_of([_table(table, first, notes_of(grid[end:]))], plain=True)


def _is_figure(text: str) -> bool:
    """A plain number or a missing mark; a spreadsheet's own word (NaN) is no mark of an export."""
    is_missing = bool(missing_reason(text)) and not any(map(str.isalpha, text))
    return is_missing or bool(PLAIN.fullmatch(text))


def _body(grid: Grid) -> tuple[int, int]:
    """The first line of figures, and the line after the last; years alone are a header."""
    ends = (n for n, line in enumerate(grid) if not any(c.text for c in line) or is_note(line[0].text))
    end = next(ends, len(grid))
    for n in range(1, end):
        texts = [cell.text for cell in grid[n][1:] if cell.text]
        if grid[n][0].text and any(map(_is_figure, texts)) and not are_years(texts):
            return n, end
    return end, end


def _table(grid: Grid, first: int, notes: str) -> Table:
    used = [c for c in range(1, len(grid[0])) if any(line[c].text for line in grid[first:])]
    header = []
    for line in grid[:first]:  # a title that stands in the labels' place alone is the level itself
        texts = [cell.text for cell in line]
        header.append(filled_right(texts if any(texts[1:]) else ["", texts[0], *texts[2:]]))
    over = header[0][1] if len(set(header[0][1:])) == 1 else ""  # one text over all columns is the title
    head = grid[0][0].text
    title = head if over in ("", head) else f"{head} - {over}"
    lines = []
    for line in grid[first:]:
        number, name = split_number(line[0].text)
        lines.append(Line(name, "", number, [line[c] for c in used]))
    return Table("1", title, head, [[level[c] for c in used] for level in header], lines, notes)
