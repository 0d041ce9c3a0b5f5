"""The text of a page as lines, every character with the span of the source it comes from.

A block is a line, `<br>` begins another, the cells of a row are one line with ` | ` between them. White space
runs together as on screen; an entity is one character that comes from all of `&nbsp;`. A raised figure, and
a place where something is left out within a line, is set off by a character that shows nothing (U+2060), so
that 31,94<sup>1</sup> is never read as 31,941.

>>> page = tree("<p>Naik <b>31,94</b>&nbsp;%</p>")
>>> line, = lines(page, set())
>>> line.text, page.html[line.starts[5]:line.ends[-1]]
('Naik 31,94\\xa0%', '31,94</b>&nbsp;%')
"""

from array import array
from collections.abc import Set
from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from ucjlib.read.hostile import MOST_SHOWN, refuse_longer, refuse_more
from ucjlib.read.html_tokens import Piece, pieces
from ucjlib.read.html_tree import BLOCK, Page, inside, is_blank, place, text_sizes, tree  # noqa: F401 (the example uses it)

MOST_LINES = 2_000  # a long story has 100; time for the extractor grows with them
ROW_LENGTH = 200  # a row with more text than this lays out a page and is no row of figures
CELL, SET_OFF = " | ", "\u2060"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_IN_ROW = (*_HEADINGS, "table", "ul", "ol")


@dataclass
class Line:
    """`text[i]` comes from `source[starts[i]:ends[i]]`; nothing of the source where the two are equal.

    `heading`: h1 to h6 or ''. `holder`: what its block stands in, the same for paragraphs in a row.
    `linked`: how many characters are in links. `runs`: where a stretch of text without tags begins.
    """

    heading: str
    holder: HtmlElement | None
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

    def set_apart(self, mark: str) -> None:
        """Adds what is ours alone and comes from nothing."""
        self.add(Piece(mark, self.ends[-1], self.ends[-1], False))

    def part(self, start: int, end: int) -> "Line":
        """The characters from `start` to `end` as a line, blanks at its ends cut."""
        body = self.text[start:end]
        start += len(body) - len(body.lstrip())
        end = start + len(body.strip())
        runs = [run - start for run in self.runs if start < run < end]
        starts, ends = self.starts[start:end], self.ends[start:end]
        return Line(self.heading, self.holder, self.text[start:end], starts, ends, self.linked, [0, *runs])


def lines(page: Page, left_out: Set[HtmlElement]) -> list[Line]:
    """The lines of `page` without the elements that are left out, in reading order.

    Raises CannotRead when they are too long, or too many, for a story.
    """
    rows, cell = _rows(page), inside(page, ("td", "th"))
    heading, block = inside(page, _HEADINGS), inside(page, BLOCK)
    found: list[Line] = []
    is_new, length = True, 0
    last = page.elements[0]
    for event, element in iterwalk(last, events=("start", "end")):
        if element.tag in BLOCK or element.tag == "br":
            is_new = True
        elif element.tag in ("sup", "sub") or (element.get("at") and element in left_out):
            if not is_new:
                found[-1].set_apart(SET_OFF)
        elif element.get("at") and event == "start" and not (is_new and is_blank(element.text)):
            length += len(element.text)
            refuse_longer(length, MOST_SHOWN)
            if is_new and (rows[element] is None or rows[element] is not rows[last]):
                found.append(Line(getattr(heading[element], "tag", ""), block[element].getparent()))
                refuse_more(len(found), MOST_LINES, "lines")
            elif is_new:
                found[-1].set_apart(" " if cell[last] is cell[element] else CELL)
            _add_text(found[-1], page.html, element)
            is_new, last = False, element
    return [line.part(0, len(line.text)) for line in found if line.text.strip()]


def _add_text(line: Line, html: str, text: HtmlElement) -> None:
    line.runs.append(len(line.text))
    for piece in pieces(html, *place(text)):
        line.add(piece)
    if text.tag == "a":
        line.linked += len(line.text) - line.runs[-1]


def _rows(page: Page) -> dict[HtmlElement, HtmlElement]:
    """For each element the `<tr>` around it that holds figures, None in one that lays out the page."""
    sizes, row = text_sizes(page), inside(page, ("tr", "table"))
    layout = {row[element.getparent()] for element in page.elements[1:] if element.tag in _NOT_IN_ROW}
    layout |= {element for element in page.elements if element.tag == "table" or sizes[element] > ROW_LENGTH}
    return {element: None if one in layout else one for element, one in row.items()}
