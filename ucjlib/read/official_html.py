"""Static tables in HTML: of BPS, of the WebAPI's `statictable` (escaped inside JSON), and of local portals.

The point parts thousands (`5.089.783`), `-` is none, cells span columns and rows, sub-columns are numbered
and the notes explain the numbers, row labels may begin with a number. Tables without figures (definitions,
layout) are passed over. In plain HTML a figure points at its characters; inside JSON it cannot.
"""

import html
import json
import re
from html.parser import HTMLParser

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.read.official_cells import cells_of
from ucjlib.read.official_grid import Table, tables_of
from ucjlib.read.official_texts import MOST_CELLS, Cell, Grid, bounded, text_of
from ucjlib.read.official_words import tokens

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_WIDEST_SPAN = 1000
_TITLES = {"caption", "h1", "h2", "h3", "h4", "h5", "h6", "title"}
_BREAKS = {"br", "p", "div", "li"}
_OF_MINISTRY = {("kepesertaan", "aktif"), ("kepesertaan", "non", "aktif")}


def detects(content: bytes | str) -> bool:
    """Markup with a table in it, or JSON that holds one; not the table of the manpower ministry."""
    try:
        text = text_of(content)
        markup, _, _ = _markup(text)
        return bool(_TABLE.search(markup)) and not is_ministry(markup)
    except CannotRead:
        return False


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame of all tables that hold figures. Raises CannotRead where none does."""
    return cells_of(tables_in(content), points_part_thousands=True)


def tables_in(content: bytes | str) -> list[Table]:
    """The tables with figures, named "1", "2" ... in the order of the page."""
    markup, title, exact = _markup(text_of(content))
    reader = _Reader(exact)
    reader.feed(markup)
    reader.close()
    found = [
        table
        for n, (heading, grid) in enumerate(reader.done, 1)
        for table in tables_of(bounded(_spread(grid)), str(n))
        if _with_title(table, title or heading)
    ]
    if not found:
        raise CannotRead(
            "no HTML table with a label and figures is in this page",
            fix="save the page with the table; one that a script draws is not in the page",
        )
    return found


def is_ministry(markup: str) -> bool:
    """Whether a head cell says Kepesertaan Aktif or Kepesertaan Non Aktif."""
    heads = re.findall(r"<t[hd]\b[^>]*>\s*(?:<[^>]*>\s*)*([^<]{1,60})<", markup)
    return {tokens(head) for head in heads} & _OF_MINISTRY != set()


def _markup(text: str) -> tuple[str, str, bool]:
    """The HTML, its title where JSON tells one, and whether characters can be pointed at."""
    if not text.lstrip("\ufeff \n\r\t").startswith(("{", "[")):
        return text, "", True
    try:
        answer = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return "", "", False
    data = answer.get("data") if isinstance(answer, dict) else None
    data = data if isinstance(data, dict) else {}
    markup = str(data.get("table", ""))
    return (markup if _TABLE.search(markup) else html.unescape(markup)), str(data.get("title", "")), False


def _with_title(table: Table, title: str) -> bool:
    """Always true; the title of the page stands in where the table has none."""
    table.title = table.title or " ".join(title.split())
    return True


class _Span:
    """A cell as the page writes it: its text, how far it reaches, where its one run of characters stands."""

    def __init__(self, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.across, self.down = _reach(told.get("colspan")), _reach(told.get("rowspan"))
        self.runs: list[tuple[str, int]] = []

    def cell(self, row: int, column: int) -> Cell:
        text = "\n".join(
            filter(None, (" ".join(line.split()) for line in "".join(t for t, _ in self.runs).split("\n")))
        )
        at = [(run, start) for run, start in self.runs if run.strip()]
        if len(at) == 1 and at[0][1] >= 0 and at[0][0].strip() == text:
            start = at[0][1] + len(at[0][0]) - len(at[0][0].lstrip())
            return Cell(text, row, column, start, start + len(text))
        return Cell(text, row, column)


class _Reader(HTMLParser):
    """Collects (heading, rows of spans) of every table; a table inside a cell is a table of its own."""

    def __init__(self, exact: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.exact = exact
        self.done: list[tuple[str, list[list[_Span]]]] = []
        self.open: list[list[list[_Span]]] = []
        self.heading, self.title_depth, self.lines = "", 0, [0]

    def feed(self, data: str) -> None:
        self.lines += [match.end() for match in re.finditer("\n", data)]
        super().feed(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.open.append([])
        elif tag in _TITLES:
            self.heading, self.title_depth = "", self.title_depth + 1
        elif tag == "tr" and self.open:
            self.open[-1].append([])
        elif tag in ("td", "th") and self.open:
            if not self.open[-1]:
                self.open[-1].append([])
            self.open[-1][-1].append(_Span(attrs))
        elif tag in _BREAKS:
            self._add("\n", -1)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.open:
            self.done.append((self.heading, self.open.pop()))
        elif tag in _TITLES:
            self.title_depth = max(0, self.title_depth - 1)

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        self._add(data, self.lines[line - 1] + column if self.exact else -1)

    def handle_entityref(self, name: str) -> None:
        self._add(html.unescape(f"&{name};"), -1)

    def handle_charref(self, name: str) -> None:
        self._add(html.unescape(f"&#{name};"), -1)

    def close(self) -> None:
        super().close()
        self.done += [(self.heading, rows) for rows in self.open]

    def _add(self, text: str, at: int) -> None:
        if self.title_depth:
            self.heading += text
        elif self.open and self.open[-1] and self.open[-1][-1]:
            self.open[-1][-1][-1].runs.append((text, at))


def _spread(rows: list[list[_Span]]) -> Grid:
    """The rows as a grid: a spanning cell stands in each of its places and keeps its own row and column."""
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    filled = 0
    for r, row in enumerate(rows):
        c = 0
        for span in row:
            while c in grid[r]:
                c += 1
            cell = span.cell(r + 1, c + 1)
            for below in range(r, min(r + span.down, len(rows))):
                grid[below].update(dict.fromkeys(range(c, c + span.across), cell))
            filled += span.across * span.down
            if filled > MOST_CELLS:
                raise CannotRead(
                    "this table spans more cells than a publication has", fix="give the table alone"
                )
    return [[line.get(c, Cell()) for c in range(max(line, default=-1) + 1)] for line in grid]


def _reach(told: str | None) -> int:
    text = (told or "").strip()
    return min(max(int(text), 1), _WIDEST_SPAN) if text.isascii() and text.isdigit() and len(text) < 7 else 1
