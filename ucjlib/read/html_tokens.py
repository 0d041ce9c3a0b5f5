"""HTML source cut into tags and text, each with the characters it stands at.

A cutter, not a parser: it follows the tokenising rules of browsers (a comment that is never closed runs to
the end, `<` before a space is text, `>` inside a quoted attribute closes nothing) and takes one step per
piece, so no page makes it slow. What nests in what is the business of `ucjlib.read.html_tree`.

>>> [(token.kind, token.name) for token in cut("<P class=x>24 < 25<br>&nbsp;%<!-- no --></P>")]
[('open', 'p'), ('text', ''), ('open', 'br'), ('text', ''), ('close', 'p')]
"""

import re
from collections.abc import Iterator
from html import unescape
from os.path import commonprefix
from typing import NamedTuple

from ucjlib.read.hostile import refuse_more

_MARKUP = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_STOP = re.compile(r"""=\s*(["'])|>""")
# the look-behind keeps a search from starting anew inside a long word
_ATTRIBUTE = re.compile(r"""(?<![^\s/"'])([^\s/>="']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_PIECE = re.compile(
    r"(?P<space>[ \t\r\n\f]+)|(?P<word>[^& \t\r\n\f]+)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?)|(?P<other>&)"
)
# what stands between these two tags is no markup
_RAW = "script style textarea title xmp iframe noembed noframes noscript".split()
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
LONGEST_TAG = 10_000  # what stands further back in a tag is the data of some script


class Token(NamedTuple):
    """`kind`: open, close, text, or raw (the inside of a script, a title and their like)."""

    kind: str
    name: str
    start: int
    end: int


class Piece(NamedTuple):
    """Characters as shown, and where they come from. `exact`: one source character for each."""

    text: str
    start: int
    end: int
    exact: bool


def cut(html: str, most: int = 40_000) -> Iterator[Token]:
    """The tags and texts of `html` in order; comments and declarations are left out.

    Raises CannotRead for more than `most` tags.
    """
    at = count = 0
    while found := _MARKUP.search(html, at):
        refuse_more(count := count + 1, most, "tags")
        if found.start() > at:
            yield Token("text", "", at, found.start())
        tag = _NAME.match(html, found.start())
        at = _tag_end(html, tag.end()) if tag else _comment_end(html, found.start())
        if tag:
            name = tag[1].lower()
            kind = "close" if tag[0].startswith("</") else "open"
            yield Token(kind, name, found.start(), at)
            if kind == "open" and name in _RAW_END:
                closed = _RAW_END[name].search(html, at)
                inside, at = at, closed.start() if closed else len(html)
                yield Token("raw", name, inside, at)
    if at < len(html):
        yield Token("text", "", at, len(html))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag, entities resolved; of two alike the first holds."""
    name = _NAME.match(tag)
    found = _ATTRIBUTE.findall(tag, name.end() if name else 0, LONGEST_TAG)
    return {key.lower(): unescape(a or b or c) for key, a, b, c in reversed(found)}


def is_self_closing(tag: str) -> bool:
    """Whether a tag ends in `/>`; the slash of `<a href=/kota/>` belongs to the address."""
    return tag.endswith("/>") and ("=" not in tag or tag[-3] in " \t\n\r\"'")


def pieces(html: str, start: int, end: int) -> Iterator[Piece]:
    """The text `html[start:end]` as it shows: words, single spaces, resolved entities.

    >>> [(piece.text, piece.end - piece.start) for piece in pieces("31,94&#37;  lagi", 0, 16)]
    [('31,94', 5), ('%', 5), (' ', 2), ('lagi', 4)]
    """
    for found in _PIECE.finditer(html, start, end):
        if found.lastgroup == "entity":
            yield from _resolved(found.group(), found.start())
        elif found.lastgroup == "space":
            yield Piece(" ", found.start(), found.end(), False)
        else:
            yield Piece(found.group(), found.start(), found.end(), True)


def _resolved(entity: str, start: int) -> Iterator[Piece]:
    shown = unescape(entity)
    # what both end with: `&nbsp24` without its semicolon is a space, then 24
    common = commonprefix([entity[::-1], shown[::-1]])[::-1]
    tail = "" if entity.endswith(";") and not shown.endswith(";") else common
    head = shown.removesuffix(tail)
    middle = start + len(entity) - len(tail)
    if head:
        yield Piece(" " if head in "\t\r\n\f" else head, start, middle, False)
    if tail:
        yield Piece(tail, middle, middle + len(tail), True)


def _tag_end(html: str, at: int) -> int:
    """The place after the `>` that closes a tag; one inside a quoted value closes none."""
    while found := _STOP.search(html, at):
        if not found[1]:
            return found.end()
        closed = html.find(found[1], found.end())
        at = closed + 1 if closed >= 0 else found.end()
    return len(html)


def _comment_end(html: str, start: int) -> int:
    is_comment = html.startswith("<!--", start)
    if is_comment and html.startswith((">", "->"), start + 4):
        return html.index(">", start + 4) + 1
    closed = html.find("-->" if is_comment else ">", start + 2)
    return len(html) if closed < 0 else closed + (3 if is_comment else 1)
