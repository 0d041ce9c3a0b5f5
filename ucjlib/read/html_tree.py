"""A page as an lxml tree in which every text knows the characters of the source it comes from.

lxml nests elements as browsers do (a `<p>` that is never closed ends where the next begins) and forgets where
they stood. So the page is written out anew for it: each stretch of text in an element of its own that tells
its place, an `<a>` where it is in a link; the attributes that a reader of news needs; no comments.

>>> page = tree("<div><p>Satu<p>Dua &amp; tiga</div>")
>>> [(text.getparent().tag, text.text, page.html[slice(*place(text))]) for text in page.texts]
[('p', 'Satu', 'Satu'), ('p', 'Dua & tiga', 'Dua &amp; tiga')]
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ucjlib.read.hostile import refuse_more
from ucjlib.read.html_tokens import Token, attributes, cut, is_self_closing

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p "
    "pre section select summary table tbody td tfoot th thead title tr ul".split()
)
_NAME = re.compile(r"[a-z][a-z0-9-]*")  # no `<a<b>`, no `<o:p>`
_FRAME = ("html", "head", "body", "frameset", "plaintext")  # a page may close its head late: all is one body
_KEPT = frozenset(
    "aria-hidden class colspan content datetime hidden id itemprop name property role rowspan style title "
    "type".split()
)


class Limits(NamedTuple):
    """How many tags, elements, and elements inside one another a page may have."""

    tags: int = 40_000  # a long page of news with all its boxes has 12,000
    elements: int = 10_000  # and 5,000
    nested: int = 400  # pages of news reach 60; browsers stop at 512


class Page(NamedTuple):
    """The source of a page, its elements in the order of their start tags, and those that are texts."""

    html: str
    elements: list[HtmlElement]
    texts: list[HtmlElement]


def tree(html: str, limits: Limits = Limits()) -> Page:  # noqa: B008 (it cannot be changed)
    """The page as a tree. Raises CannotRead for more than its limits."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    written = "".join(_written(html, limits)).encode("utf-8", "replace")
    elements = list(document_fromstring(b"<html><body>" + written, parser=parser).iter())
    depths: dict[HtmlElement | None, int] = {None: -2}  # html and body are around all
    for element in elements:
        depths[element] = depths[element.getparent()] + 1
    refuse_more(max(depths.values()), limits.nested, "elements inside one another")
    return Page(html, elements, [element for element in elements if element.get("at")])


def place(text: HtmlElement) -> tuple[int, int]:
    """Start and end of a stretch of text in the source."""
    start, end = text.get("at").split()
    return int(start), int(end)


def is_blank(text: str) -> bool:
    """Whether a text shows nothing."""
    return not text.strip(" \t\r\n\f")


def text_sizes(page: Page) -> Counter[HtmlElement]:
    """Characters of text inside each element."""
    return totals(page, {text: len(text.text.strip()) for text in page.texts})


def totals(page: Page, own: dict[HtmlElement, int]) -> Counter[HtmlElement]:
    """For each element the sum of `own` in it and inside it."""
    sums = Counter(own)
    for element in reversed(page.elements[1:]):
        sums[element.getparent()] += sums[element]
    return sums


def around(marked: Iterable[HtmlElement]) -> set[HtmlElement]:
    """The marked elements and those around them."""
    found: set[HtmlElement] = set()
    for element in marked:
        while element is not None and element not in found:
            found.add(element)
            element = element.getparent()
    return found


def inside(page: Page, tags: Collection[str]) -> dict[HtmlElement, HtmlElement]:
    """For each element the nearest one of `tags` that it is or stands in, or None."""
    nearest: dict[HtmlElement, HtmlElement] = {}
    for element in page.elements:
        nearest[element] = element if element.tag in tags else nearest.get(element.getparent())
    return nearest


def _written(html: str, limits: Limits) -> Iterator[str]:
    elements, depth, is_new, is_pre, link = 0, 0, True, False, ""
    for token in cut(html, limits.tags):
        source = html[token.start : token.end]
        is_open = token.kind == "open"
        elements += is_open
        refuse_more(elements, limits.elements, "elements")
        if token.kind == "text" and not (is_new and is_blank(source)):
            yield from _texts(source, token.start, link, is_pre)
        elif token.kind == "raw":
            yield {"title": escape(unescape(source)), "script": source}.get(token.name, "")
        elif token.name == "a":
            link, depth = f"a{_attributes(source)}" if is_open else "", 0
        elif _NAME.fullmatch(token.name) and token.name not in _FRAME:
            yield _tag(token, source)
        is_new = token.name in BLOCK
        if is_new:  # a link that is never closed ends with the block it stands in
            depth += 1 if is_open else -1
            link = link if depth >= 0 else ""
        is_pre = is_open if token.name == "pre" else is_pre


def _tag(token: Token, source: str) -> str:
    if token.kind == "open" or token.name == "br":
        is_empty = token.name not in VOID and is_self_closing(source)
        return f"<{token.name}{_attributes(source)}>{f'</{token.name}>' if is_empty else ''}"
    return "" if token.name in VOID else f"</{token.name}>"


def _attributes(source: str) -> str:
    told = attributes(source) if "=" in source or "hidden" in source else {}
    return "".join(f' {name}="{escape(value)}"' for name, value in told.items() if name in _KEPT)


def _texts(source: str, at: int, link: str, is_pre: bool) -> Iterator[str]:
    for line in source.splitlines(keepends=True) if is_pre else [source]:
        tag = link or "span"
        if not (is_pre and is_blank(line)):
            yield f'<{tag} at="{at} {at + len(line)}">{escape(unescape(line))}</{tag.split()[0]}>'
        yield "<br>" if is_pre else ""
        at += len(line)
