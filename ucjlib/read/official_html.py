"""Static tables in HTML: of BPS, of the WebAPI's `statictable` (escaped inside JSON), and of local portals.

The point parts thousands (`5.089.783`), `-` is none, cells span columns and rows, sub-columns are numbered
and the notes explain the numbers, row labels may begin with a number. Tables without figures (definitions,
layout) are passed over. In plain HTML a figure points at its characters; inside JSON it cannot.
"""

import html
import re
from collections import defaultdict
from dataclasses import replace

import pandas as pd
from lxml.html import HtmlElement

from ucjlib.read.html_tree import Limits, Page, inside, place, tree
from ucjlib.read.official_cells import Table, cells_of
from ucjlib.read.official_grid import tables_of
from ucjlib.read.official_texts import MOST_CELLS, Cell, Grid, bounded, is_json, json_of, text_of
from ucjlib.read.official_words import tokens
from ucjlib.read.refusals import refusal

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_LIMITS = Limits(tags=1_000_000, elements=500_000)
_WIDEST_SPAN = 1000
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6", "title")
_BREAKS = ("br", "p", "div", "li")
_OF_MINISTRY = {("kepesertaan", "aktif"), ("kepesertaan", "non", "aktif")}


def detects(content: bytes | str) -> bool:
    """Markup with a table in it, or JSON that holds one; not the table of the manpower ministry."""
    markup, _, _ = _markup(text_of(content))
    return bool(_TABLE.search(markup)) and not is_ministry(markup)


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame of all tables that hold figures. Raises CannotRead where none does."""
    return cells_of(tables_in(content), dotted=True)


def tables_in(content: bytes | str) -> list[Table]:
    """The tables with figures, named "1", "2" ... in the order of the page."""
    markup, title, exact = _markup(text_of(content))
    page = tree(markup, _LIMITS)
    cells, found = _cells(page, exact), list[Table]()
    for n, (heading, rows) in enumerate(_rows(page), 1):
        over = " ".join((title or heading).split())
        tables = tables_of(bounded(_spread(rows, cells)), str(n))
        found += [replace(table, title=table.title or over) for table in tables]
    if not found:
        raise refusal("no html table")
    return found


def is_ministry(markup: str) -> bool:
    """Whether a head cell says Kepesertaan Aktif or Kepesertaan Non Aktif."""
    heads = re.findall(r"<t[hd]\b[^>]*>\s*(?:<[^>]*>\s*)*([^<]{1,60})<", markup)
    return {tokens(head) for head in heads} & _OF_MINISTRY != set()


def _markup(text: str) -> tuple[str, str, bool]:
    """The HTML, its title where JSON tells one, and whether characters can be pointed at."""
    if not is_json(text):
        return text, "", True
    data = json_of(text).get("data")
    data = data if isinstance(data, dict) else {}
    markup = str(data.get("table", ""))
    return (markup if _TABLE.search(markup) else html.unescape(markup)), str(data.get("title", "")), False


def _rows(page: Page) -> list[tuple[str, list[list[HtmlElement]]]]:
    """Heading and rows of cells of every table; a table inside a cell is a table of its own."""
    table, heading = inside(page, ("table",)), ""
    found: dict[HtmlElement, tuple[str, list[list[HtmlElement]]]] = {}
    for element in page.elements:
        if element.tag == "caption" and table[element] in found:
            found[table[element]] = element.text_content(), found[table[element]][1]
        elif element.tag in _TITLES:
            heading = element.text_content()
        elif element.tag == "table":
            found[element] = heading, []
        elif element.tag == "tr" and table[element] in found:
            found[table[element]][1].append(list(element.iterchildren("td", "th")))
    return list(found.values())


def _cells(page: Page, exact: bool) -> dict[HtmlElement, Cell]:
    """The text of each `<td>` and `<th>`, also what stands behind its end."""
    nearest, texts = inside(page, ("td", "th", "table")), defaultdict(list)
    last = page.elements[0]
    for element in page.elements:
        last = element if element.tag in ("td", "th") else last
        if element.get("at") or element.tag in _BREAKS:
            is_behind = nearest[element] is not None and nearest[element].tag == "table"
            texts[last if is_behind else nearest[element]].append(element)
    return defaultdict(Cell, {cell: _cell(page, some, exact) for cell, some in texts.items()})


def _cell(page: Page, texts: list[HtmlElement], exact: bool) -> Cell:
    shown = "".join(text.text if text.get("at") else "\n" for text in texts)
    text = "\n".join(filter(None, (" ".join(line.split()) for line in shown.split("\n"))))
    filled = [place(one) for one in texts if one.get("at") and one.text.strip()]
    if exact and len(filled) == 1 and page.html[slice(*filled[0])].strip() == text:
        start = page.html.index(text, filled[0][0])
        return Cell(text, start=start, end=start + len(text))
    return Cell(text)


def _spread(rows: list[list[HtmlElement]], cells: dict[HtmlElement, Cell]) -> Grid:
    """The rows as a grid: a spanning cell stands in each of its places and keeps its own row and column."""
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    filled = 0
    for r, row in enumerate(rows):
        c = 0
        for element in row:
            while c in grid[r]:
                c += 1
            across, down = _reach(element.get("colspan", "")), _reach(element.get("rowspan", ""))
            filled += across * down
            if filled > MOST_CELLS:
                raise refusal("spans")
            cell = cells[element]._replace(row=r + 1, column=c + 1)
            for below in grid[r : r + down]:
                below.update(dict.fromkeys(range(c, c + across), cell))
    return [[line.get(c, Cell()) for c in range(max(line, default=-1) + 1)] for line in grid]


def _reach(told: str) -> int:
    return min(max(int(told), 1), _WIDEST_SPAN) if re.fullmatch(r"\s*[0-9]{1,6}\s*", told) else 1
