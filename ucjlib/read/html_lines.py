"""The text of a page as lines, every character with the span of the source it comes from.

A block is a line, `<br>` begins another, the cells of a row are one line with ` | ` between them. White space
runs together as on screen; an entity is one character that comes from all of `&nbsp;`. A raised figure, and
a place where something is left out within a line, is set off by a character that shows nothing (U+2060), so
that 31,94<sup>1</sup> is never read as 31,941.

>>> page = tree("<p>Naik <b>31,94</b>&nbsp;%</p>")
>>> line, = lines(page, [False, False])
>>> line.text, page.html[line.starts[5]:line.ends[-1]]
('Naik 31,94\\xa0%', '31,94</b>&nbsp;%')
"""

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

from ucjlib.read.hostile import MOST_SHOWN, refuse_longer, refuse_more
from ucjlib.read.html_boxes import text_sizes
from ucjlib.read.html_tokens import Piece, pieces
from ucjlib.read.html_tree import BLOCK, Bit, Tree, tree  # noqa: F401 (the example uses it)

MOST_LINES = 2_000  # a long story has 100; time for the extractor grows with them
ROW_LENGTH = 200  # a row with more text than this lays out a page and is no row of figures
CELL, SET_OFF = " | ", "\u2060"
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_NOT_IN_ROW = _HEADINGS | {"table", "ul", "ol"}


@dataclass
class Line:
    """`text[i]` comes from `source[starts[i]:ends[i]]`; nothing of the source where the two are equal.

    `heading`: h1 to h6 or ''. `holder`: the element around its block, the same for paragraphs in a row.
    `linked`: how many characters are in links. `runs`: where a stretch of text without tags begins.
    """

    heading: str
    holder: int
    text: str = ""
    starts: array = field(default_factory=lambda: array("l"))
    ends: array = field(default_factory=lambda: array("l"))
    linked: int = 0
    runs: list[int] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Takes in a piece; white space at the start and after white space shows nothing."""
        if piece.text in (" ", SET_OFF) and self.text[-1:] in ("", piece.text):
            return
        self.text += piece.text
        if piece.exact:
            self.starts.extend(range(piece.start, piece.end))
            self.ends.extend(range(piece.start + 1, piece.end + 1))
        else:
            self.starts.extend([piece.start] * len(piece.text))
            self.ends.extend([piece.end] * len(piece.text))

    def part(self, start: int, end: int) -> "Line":
        """The characters from `start` to `end` as a line, blanks at its ends cut."""
        body = self.text[start:end]
        start += len(body) - len(body.lstrip())
        end = start + len(body.strip())
        runs = [run - start for run in self.runs if start < run < end]
        starts, ends = self.starts[start:end], self.ends[start:end]
        return Line(self.heading, self.holder, self.text[start:end], starts, ends, self.linked, [0, *runs])


class _Place(NamedTuple):
    """What an element stands in: row, cell, block and the element around that (-1: none), heading, link."""

    row: int = -1
    cell: int = -1
    block: int = -1
    holder: int = -1
    heading: str = ""
    in_link: bool = False


def lines(page: Tree, left_out: list[bool]) -> list[Line]:
    """The lines of `page` without the elements that are left out, in reading order.

    Raises CannotRead when they are too long, or too many, for a story.
    """
    places = _places(page)
    found: list[Line] = []
    is_new, last, length = True, _Place(), 0
    for bit in page.bits:
        if bit.kind in ("block", "line"):
            is_new = True
        elif bit.kind == "raised" or (bit.element >= 0 and left_out[bit.element]):
            if not is_new and bit.kind != "raw":
                found[-1].add(Piece(SET_OFF, bit.start, bit.start, False))
        elif bit.kind == "text" and (not is_new or page.html[bit.start : bit.end].strip(" \t\r\n\f")):
            length += bit.end - bit.start
            refuse_longer(length, MOST_SHOWN)
            here = places[bit.element]
            if is_new and not (found and last.row == here.row >= 0):
                found.append(Line(here.heading, here.holder))
                refuse_more(len(found), MOST_LINES, "lines", bit.start)
            elif is_new:
                between = " " if last.cell == here.cell else CELL
                found[-1].add(Piece(between, bit.start, bit.start, False))
            _add_text(found[-1], page, bit, here.in_link)
            is_new, last = False, here
    return [line.part(0, len(line.text)) for line in found if line.text.strip()]


def _add_text(line: Line, page: Tree, bit: Bit, in_link: bool) -> None:
    line.runs.append(len(line.text))
    for piece in pieces(page.html, bit.start, bit.end):
        line.add(piece)
    if in_link:
        line.linked += len(line.text) - line.runs[-1]


def _places(page: Tree) -> list[_Place]:
    """Of each element; last, of the text outside all, whose element has the number -1."""
    rows = _rows_of_figures(page)
    places: list[_Place] = []
    for e, (name, _, _, parent) in enumerate(page.elements):
        above = places[parent] if parent >= 0 else _Place()
        row = e if e in rows else -1 if name == "table" else above.row
        cell = e if name in ("td", "th") else above.cell
        block, holder = (e, above.block) if name in BLOCK else (above.block, above.holder)
        heading = name if name in _HEADINGS else above.heading
        places.append(_Place(row, cell, block, holder, heading, above.in_link or name == "a"))
    return [*places, _Place()]


def _rows_of_figures(page: Tree) -> set[int]:
    """The `<tr>` that hold figures; the others lay out the page."""
    sizes = text_sizes(page)
    row: list[int] = []
    rows = {e for e, element in enumerate(page.elements) if element.name == "tr" and sizes[e] <= ROW_LENGTH}
    for e, element in enumerate(page.elements):
        row.append(e if e in rows else row[element.parent] if element.parent >= 0 else -1)
        if element.name in _NOT_IN_ROW:
            rows.discard(row[e])
    return rows
