"""A grid of cells -> the tables in it: title, stacked header, labels, figures, notes.

For workbooks, HTML and plain tables, whose header may take several lines. The header ends at the first line
that holds a label and figures; a line of column numbers `(1) (2)` is left out, a label without figures
heads the rows below it, a line "Catatan" ends the table and a line "Tabel ..." begins the next one.

>>> from ucjlib.read.official_texts import grid_of
>>> text = "Penduduk bekerja\\nNo|Wilayah|2022|2023\\n1|Anggrek|12|13\\n2|Melati|–|4"
>>> (table,) = tables_of(grid_of(text), "1")
>>> table.title, table.header, [(line.label, [cell.text for cell in line.cells]) for line in table.lines]
('Penduduk bekerja', [['2022', '2023']], [('Anggrek', ['12', '13']), ('Melati', ['–', '4'])])
"""

import re
from dataclasses import replace
from itertools import pairwise

from ucjlib.read.official_cells import Line, Table
from ucjlib.read.official_figures import looks_like_number
from ucjlib.read.official_places import split_number
from ucjlib.read.official_texts import Cell, Grid
from ucjlib.read.official_words import (
    are_years,
    column_role,
    first_line,
    is_english,
    is_note,
    is_total,
    missing_reason,
    without_note_word,
)

_COLUMN_NUMBER = re.compile(r"\(?-?([0-9]{1,2})\)?")
_NEW_TABLE = re.compile(r"(tabel|table)\s+[0-9]", re.IGNORECASE)
_EXPLAINED = re.compile(r"(?<![0-9])([0-9]{1,2})\s*[=:.)]\s*([^\W\d_][^;\n0-9=]*)")


def tables_of(grid: Grid, name: str, fill: bool = False) -> list[Table]:
    """The tables of a grid that hold figures, from the top.

    fill : an empty header cell repeats the one on its left (a workbook without merged cells).
    """
    starts = [n for n, line in enumerate(grid) if line and _NEW_TABLE.match(line[0].text)]
    parts = [grid[a:b] for a, b in pairwise(sorted({0, *starts, len(grid)}))]
    found = [table for part in parts if (table := _table(part, name, fill))]
    return [replace(table, name=f"{name}.{n}") for n, table in enumerate(found, 1)] if found[1:] else found


def _table(grid: Grid, name: str, fill: bool) -> Table | None:
    lines = [line for line in grid if any(cell.text for cell in line)]
    ends = (n for n, line in enumerate(lines) if n and is_note(_first(line)) and len(_distinct(line)) <= 2)
    end = next(ends, len(lines))
    first = next((n for n in range(end) if _holds_figures(lines[n])), end)
    if first >= end:
        return None
    top = next((n for n in range(first) if len(_distinct(lines[n])) > 1), first)
    # a line of column numbers counts the labels' column too; sub-columns 1, 2, 3 leave that to the head
    numbering = [_COLUMN_NUMBER.fullmatch(_first(line)) and _numbers_columns(line) for line in lines[:first]]
    header = [lines[n] for n in range(top, first) if not numbering[n]]
    titles = [first_line(_first(line)) for line in lines[:top]]
    title = " ".join([text for text in titles if not is_english(text)] or titles)
    return _laid_out(name, title, header, lines[first:end], notes_of(lines[end:]), fill)


def _laid_out(name: str, title: str, header: Grid, body: Grid, notes: str, fill: bool) -> Table | None:
    heads = [[cell.text for cell in line] for line in header]
    heads = [filled_right(line) for line in heads[:-1]] + heads[-1:] if fill else heads
    last = [next((line[c] for line in reversed(heads) if line[c]), "") for c in range(len(body[0]))]
    roles = [column_role(head) for head in last]
    labels = _label_columns(body, roles)
    after = [c for c in range(max(labels) + 1, len(roles)) if roles[c] not in ("remark", "number", "code")]
    figures = [c for c in after if any(_is_figure(line[c].text) for line in body)]
    if not figures:
        return None
    levels = [[_explained(first_line(line[c]), notes) for c in figures] for line in heads]
    code = next((c for c, role in enumerate(roles) if role == "code"), None)
    rows = _rows(body, labels, code, figures)
    return Table(name, title, last[labels[-1]], levels, rows, notes)


def _label_columns(body: Grid, roles: list[str]) -> list[int]:
    """Columns of words before the first of figures; where there is none, the first that numbers no rows."""
    words, open_ = [], [c for c, role in enumerate(roles) if role not in ("number", "code")]
    for c in open_:
        filled = [line[c].text for line in body if line[c].text]
        if 2 * sum(map(_is_figure, filled)) >= len(filled):
            break
        words.append(c)
    return words or open_[:1] or [0]


def _rows(body: Grid, labels: list[int], code: int | None, figures: list[int]) -> list[Line]:
    rows: list[Line] = []
    section, outer = "", ""
    for line in body:
        cells = [_own(line, c) for c in figures]
        label = first_line(line[labels[-1]].text) or first_line(_first(line))
        outer = " ".join(first_line(line[c].text) for c in labels[:-1]) or outer
        if not any(cell.text for cell in cells):
            section = label
            continue
        number, name = split_number(label)
        number = line[code].text if code is not None else number
        rows.append(Line(name, " ".join(filter(None, (section, outer))), number, cells))
    return rows


def _own(line: list[Cell], c: int) -> Cell:
    """The cell that stands at `c`, nothing where a merged one only reaches over it."""
    row = _row_of(line)
    return line[c] if (line[c].row, line[c].column) == (row, c + 1) else Cell("", row, c + 1)


def _holds_figures(line: list[Cell]) -> bool:
    """A label and a figure or missing mark, and not years, column numbers or heads alone."""
    texts = [cell.text for cell in line if cell.text]
    if len(texts) > 1 and _has_own_label(line) and 0 < len(split_number(line[0].text)[0]) <= 2:
        return True  # "01. Pacitan" is a row, readable or not
    figures = list(filter(_is_figure, texts[1:]))
    return bool(figures) and not are_years(figures) and not _numbers_columns(line)


def _numbers_columns(line: list[Cell]) -> bool:
    """Whether the cells count the columns: 1, 2, 3 ... (also -1, (1)), begun anew or not, beside totals."""
    texts = [cell.text for cell in line[1:] if cell.text and not is_total(cell.text)]
    numbers = [int(found[1]) for text in texts if (found := _COLUMN_NUMBER.fullmatch(text))]
    if len(texts) < 2 or len(numbers) < len(texts) or numbers[0] > 3 or _has_own_label(line):
        return False
    return numbers[0] > 0 and all(b in (a, a + 1, numbers[0]) for a, b in pairwise(numbers))


def _has_own_label(line: list[Cell]) -> bool:
    """A first cell of words that does not reach down from a line above: then 1 and 2 are figures."""
    first = line[0]
    return bool(first.text) and first.row == _row_of(line) and not _COLUMN_NUMBER.fullmatch(first.text)


def _row_of(line: list[Cell]) -> int:
    return max(cell.row for cell in line)


def notes_of(lines: Grid) -> str:
    """The notes below a table, tags and the word that opens them taken off."""
    texts = [re.sub(r"<[^<>]*>", " ", cell.text).split() for line in lines for cell in _distinct(line)]
    return ", ".join(filter(None, (without_note_word(" ".join(words)) for words in texts)))


def _explained(head: str, notes: str) -> str:
    """A numbered sub-column with what the notes say it means: '4 Buruh/Karyawan/Pegawai'."""
    number = _COLUMN_NUMBER.fullmatch(head)
    meanings = {found[1]: found[2].strip(" .,") for found in _EXPLAINED.finditer(notes)} if number else {}
    return f"{number[1]} {meanings[number[1]]}" if number and number[1] in meanings else head


def _is_figure(text: str) -> bool:
    return bool(text) and (bool(missing_reason(text)) or looks_like_number(text))


def _first(line: list[Cell]) -> str:
    return next((cell.text for cell in line if cell.text), "")


def _distinct(line: list[Cell]) -> list[Cell]:
    return list(dict.fromkeys(cell for cell in line if cell.text))


def filled_right(line: list[str]) -> list[str]:
    """Head cells, an empty one with the text on its left."""
    filled = [""]
    for text in line:
        filled.append(text or filled[-1])
    return filled[1:]
