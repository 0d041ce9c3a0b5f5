"""What nests in what on a page: elements, and the text between them in reading order.

Forgiving as browsers are: a `<p>` or `<li>` that is never closed ends where the next begins, a closing tag
without its opening one closes nothing. Only what a reader of news needs; not for drawing a page.

>>> page = tree("<div><p>Satu<p>Dua</div>")
>>> [(bit.element, page.html[bit.start:bit.end]) for bit in page.bits if bit.kind == "text"]
[(1, 'Satu'), (2, 'Dua')]
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ucjlib.read.hostile import refuse_more
from ucjlib.read.html_tokens import Token, cut, is_self_closing

MOST_NESTED = 400  # news pages reach 60; browsers stop at 512
MOST_ELEMENTS = 10_000  # a long page with all its boxes has 5,000
_LOOK_UP = 100  # how far up an unclosed element is looked for
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p "
    "pre section select summary table tbody td tfoot th thead title tr ul".split()
)
_CLOSES_P = BLOCK - set("body button caption head html option td th tr tbody thead tfoot title".split())
_CELLS = frozenset("td th caption table button object".split())


class Ends(NamedTuple):
    """Which open elements a start tag ends, and which it does not look beyond."""

    ended: frozenset[str]
    beyond: frozenset[str]


def _ends(ended: str, beyond: str) -> Ends:
    return Ends(frozenset(ended.split()), frozenset(beyond.split()))


_ENDS = {
    "a": Ends(frozenset({"a"}), _CELLS),
    "li": _ends("li", "ul ol menu dir table"),
    "dt": _ends("dt dd", "dl table"),
    "dd": _ends("dt dd", "dl table"),
    "option": _ends("option", "select"),
    "td": _ends("td th", "tr table"),
    "th": _ends("td th", "tr table"),
    "tr": _ends("tr td th caption", "table"),
    "tbody": _ends("tbody thead tfoot tr td th caption", "table"),
    "tfoot": _ends("tbody thead tfoot tr td th caption", "table"),
}
_P_ENDS = Ends(frozenset({"p"}), _CELLS)
_OF_TABLE = frozenset("table tbody thead tfoot tr td th caption body html".split())


class Element(NamedTuple):
    """An element: its name, its start tag in the source, the number of its parent (-1: none)."""

    name: str
    start: int
    end: int
    parent: int


class Bit(NamedTuple):
    """`kind`: text, raw (the words of a title or script), block or line (a break), raised (sup and sub)."""

    kind: str
    element: int
    start: int
    end: int


@dataclass
class Tree:
    """`elements` in order of their start tags, so a parent comes before its children."""

    html: str
    elements: list[Element] = field(default_factory=list)
    bits: list[Bit] = field(default_factory=list)

    def tag(self, element: int) -> str:
        """The start tag as written."""
        return self.html[self.elements[element].start : self.elements[element].end]


def tree(html: str) -> Tree:
    """The page as elements and bits, in one pass.

    Raises CannotRead for elements nested too deep, or too many of them.
    """
    builder = _Builder(Tree(html))
    for token in cut(html):
        builder.read(token)
    return builder.tree


class _Builder:
    def __init__(self, empty: Tree) -> None:
        self.tree = empty
        self.stack: list[int] = []
        self.is_open: Counter[str] = Counter()

    def read(self, token: Token) -> None:
        if token.kind == "open":
            self._open(token)
        elif token.kind == "close":
            self._close(token)
        elif token.kind == "text" and self.is_open["pre"]:
            self.tree.bits += self._lines(token)
        else:
            self._add(token.kind, token.start, token.end)

    def _open(self, token: Token) -> None:
        name = token.name
        self._mark(token)
        if name in VOID and name != "meta":
            return
        if name in _CLOSES_P and self.is_open["p"]:
            self._end(_P_ENDS)
        if name in _ENDS:
            self._end(_ENDS[name])
        parent = self.stack[-1] if self.stack else -1
        self.tree.elements.append(Element(name, token.start, token.end, parent))
        refuse_more(len(self.tree.elements), MOST_ELEMENTS, "elements", token.start)
        if name == "meta" or is_self_closing(self.tree.html[token.start : token.end]):
            return
        self.stack.append(len(self.tree.elements) - 1)
        self.is_open[name] += 1
        refuse_more(len(self.stack), MOST_NESTED, "elements inside one another", token.start)

    def _close(self, token: Token) -> None:
        self._mark(token)
        if self.is_open[token.name]:
            beyond = frozenset() if token.name in _OF_TABLE else frozenset({"td", "th"})
            self._end(Ends(frozenset({token.name}), beyond), nearest=True)

    def _end(self, ends: Ends, nearest: bool = False) -> None:
        """Takes the elements that end here off the stack, with all that is open inside them."""
        if not self.is_open.keys() & ends.ended:
            return
        cut_at = len(self.stack)
        for place in range(len(self.stack) - 1, max(-1, len(self.stack) - _LOOK_UP), -1):
            name = self.tree.elements[self.stack[place]].name
            if name in ends.ended:
                cut_at = place
            if name in ends.beyond or (nearest and name in ends.ended):
                break
        for element in self.stack[cut_at:]:
            name = self.tree.elements[element].name
            self.is_open[name] -= 1
            if not self.is_open[name]:
                del self.is_open[name]
        del self.stack[cut_at:]

    def _mark(self, token: Token) -> None:
        """A break where a block begins or ends; a mark where a raised figure does."""
        if token.name in BLOCK:
            self._add("block", token.start, token.start)
        elif token.name == "br":
            self._add("line", token.start, token.start)
        elif token.name in ("sup", "sub"):
            self._add("raised", token.start, token.start)

    def _add(self, kind: str, start: int, end: int) -> None:
        self.tree.bits.append(Bit(kind, self.stack[-1] if self.stack else -1, start, end))

    def _lines(self, token: Token) -> Iterator[Bit]:
        """Text inside `<pre>`, where a line end is one."""
        at = token.start
        for line in self.tree.html[token.start : token.end].splitlines(keepends=True):
            yield Bit("text", self.stack[-1], at, at + len(line))
            yield Bit("line", self.stack[-1], at + len(line), at + len(line))
            at += len(line)
