"""What trafilatura takes for the story of a page.

It is shown the page without the boxes that are known to be none of the story, with the body marked by a name
it knows (where none is found, all of it), and of the elements only blocks and links. It tells what it took as
text without place; that is found again in the source by `ucjlib.read.html_story`.
Of its settings only the comments are turned off: with the body marked, favouring recall changes nothing.
"""

import logging
import re
from collections.abc import Set
from copy import deepcopy
from functools import cache
from types import ModuleType
from typing import NamedTuple

from lxml.etree import strip_tags
from lxml.html import HtmlElement
from lxml.html.builder import BODY, CLASS, DIV, HTML

from ucjlib.read.html_body import bodies
from ucjlib.read.html_boxes import is_body, names
from ucjlib.read.html_tree import BLOCK, Page, text_sizes

SHORT = 25  # a text of fewer letters may stand in another by chance: it must be a whole piece
STORY = "entry-content"  # the name by which trafilatura knows a body best
_NO_LETTER = re.compile(r"[\W_]+")
_SHOWN = (BLOCK | {"a", "br"}) - {"html", "head", "body"}


class Extracted(NamedTuple):
    """What trafilatura took for the story: its pieces, and all in a row; letters and figures alone."""

    pieces: frozenset[str]
    whole: str

    def __contains__(self, text: object) -> bool:
        letters = key(str(text))
        return letters in self.pieces or (len(letters) >= SHORT and letters in self.whole)


NOTHING = Extracted(frozenset(), "")


def key(text: str) -> str:
    """Letters and figures alone, so white space and marks make no difference: `24persenatau`."""
    return _NO_LETTER.sub("", text).casefold()


def extracted(page: Page, left_out: Set[HtmlElement]) -> Extracted:
    """What trafilatura takes for the story of a page, some elements of which are left out."""
    shown = _shown(page, left_out)
    document = _trafilatura().bare_extraction(shown, include_comments=False, include_tables=True)
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


def _shown(page: Page, left_out: Set[HtmlElement]) -> HtmlElement:
    """The page for the extractor: blocks and links with text in them, nothing else."""
    marked, sizes, twin = bodies(page, left_out), text_sizes(page), deepcopy(page.elements[0])
    for own, copy in list(zip(page.elements, twin.iter(), strict=True))[1:]:
        called = STORY if own in marked else "" if is_body(own) else " ".join(names(own))
        copy.attrib.clear()
        if called:
            copy.set("class", called)
        if own in left_out:
            copy.getparent().remove(copy)
        elif not sizes[own] and own.tag != "br":
            copy.tag = "span"
    strip_tags(twin, *({element.tag for element in twin.iter()} - _SHOWN))
    twin.tag = "div"
    return HTML(BODY(twin if marked else DIV(CLASS(STORY), twin)))
