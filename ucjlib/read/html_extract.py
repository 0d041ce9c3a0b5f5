"""What trafilatura takes for the story of a page.

The page is written out anew for it: without the boxes that are known to be none of the story, with the
body marked by a name it knows (where none is found, all of it), and so well nested that no page can bring
its parser to its knees. It tells what it took as text without place; that is found again in the source by
`ucjlib.read.html_story`.
Of its settings only the comments are turned off: with the body marked, favouring recall changes nothing.

>>> page = tree("<article><p>Baru 24 persen.</article><p>Lain")
>>> "24 persen" in extracted(page, [[]] * 3, [False] * 3).whole
False
"""

import logging
import re
from functools import cache
from html import escape, unescape
from types import ModuleType
from typing import NamedTuple

from ucjlib.read.html_body import bodies
from ucjlib.read.html_boxes import is_body
from ucjlib.read.html_tree import BLOCK, Tree, tree  # noqa: F401 (the example uses it)

SHORT = 25  # a text of fewer letters may stand in another by chance: it must be a whole piece
DEEPEST = 200  # lxml reads 256 elements inside one another
BODY = "entry-content"  # the name by which trafilatura knows a body best
_NO_LETTER = re.compile(r"[\W_]+")
_WRITTEN = (BLOCK | {"a"}) - {"html", "head", "body", "title"}


class Extracted(NamedTuple):
    """What trafilatura took for the story: its pieces, and all in a row; letters and figures alone."""

    pieces: frozenset[str]
    whole: str

    def __contains__(self, text: object) -> bool:
        letters = key(str(text))
        return letters in self.pieces or (len(letters) >= SHORT and letters in self.whole)


NOTHING = Extracted(frozenset(), "")


def key(text: str) -> str:
    """Letters and figures alone, so white space and marks make no difference.

    >>> key("24 persen,\\xa0atau ...")
    '24persenatau'
    """
    return _NO_LETTER.sub("", text).casefold()


def extracted(page: Tree, called: list[list[str]], left_out: list[bool]) -> Extracted:
    """What trafilatura takes for the story of `page`, whose elements are called and left out like that."""
    html = _Writer(page, called, left_out).written()
    document = _trafilatura().bare_extraction(html, include_comments=False, include_tables=True)
    body = getattr(document, "body", None)
    if body is None:
        return NOTHING
    texts = [key(text) for text in body.itertext()]
    blocks = [key("".join(element.itertext())) for element in body.iter("p", "head", "item", "row", "cell")]
    return Extracted(frozenset(texts + blocks) - {""}, "".join(texts))


@cache
def _trafilatura() -> ModuleType:
    """Imported when a page is read: plain text needs none of it, and it is slow to load."""
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its remarks are not for our reader
    return trafilatura


class _Writer:
    """Writes the page anew for the extractor: blocks, links and text, well nested, nothing else."""

    def __init__(self, page: Tree, called: list[list[str]], left_out: list[bool]) -> None:
        self.page, self.called, self.left_out = page, called, left_out
        self.bodies = bodies(page, called, left_out)
        self.block, self.depth = [-1], [0]  # of each element; first, of the text outside all
        for e, element in enumerate(page.elements):
            above = self.block[element.parent + 1]
            is_written = element.name in _WRITTEN and self.depth[above + 1] < DEEPEST
            self.block.append(e if is_written else above)
            self.depth.append(self.depth[above + 1] + is_written)
        self.parts: list[str] = []
        self.open_now = [-1]
        self.place = {-1: 0}

    def written(self) -> str:
        """The page for the extractor."""
        for bit in self.page.bits:
            if bit.element >= 0 and self.left_out[bit.element]:
                continue
            source = self.page.html[bit.start : bit.end]
            if bit.kind == "line":
                self.parts.append("<br>")
            elif bit.kind == "text":
                if source.strip():
                    self._step(self.block[bit.element + 1])
                self.parts.append(escape(unescape(source), quote=False))
        self._close(0)
        story = "".join(self.parts)
        if not self.bodies:
            story = f'<div class="{BODY}">{story}</div>'
        return f"<html><body>{story}</body></html>"

    def _step(self, element: int) -> None:
        """Closes and opens what is between here and `element`."""
        new = []
        while element not in self.place:
            new.append(element)
            element = self.block[self.page.elements[element].parent + 1]
        self._close(self.place[element])
        for e in reversed(new):
            self.place[e] = len(self.open_now)
            self.open_now.append(e)
            self.parts.append(self._start_tag(e))

    def _close(self, place: int) -> None:
        while len(self.open_now) > place + 1:
            element = self.open_now.pop()
            del self.place[element]
            self.parts.append(f"</{self.page.elements[element].name}>")

    def _start_tag(self, element: int) -> str:
        name, called = self.page.elements[element].name, self.called[element]
        shown = "" if is_body(called) else " ".join(called)
        shown = BODY if element in self.bodies else escape(shown)
        return f'<{name} class="{shown}">' if shown else f"<{name}>"
