"""Which element holds the body of the story: by its name, or because most paragraphs stand in it.

A hint for the extractor, which knows a body by the English names of its class. Without one it takes every
paragraph of the page, those of readers and of other stories too, and loses lists and headings.
"""

from collections import Counter
from collections.abc import Set

from lxml.html import HtmlElement

from ucjlib.read.html_boxes import is_body
from ucjlib.read.html_tree import BLOCK, Page, inside, totals

PARAGRAPH = 80  # a block with so many characters outside links is a paragraph
SHARE = 0.2  # an element that holds less of the text of all paragraphs is beside the story


def bodies(page: Page, left_out: Set[HtmlElement]) -> set[HtmlElement]:
    """The elements to be shown to the extractor as bodies: the named ones, or else the one found."""
    paragraphs = _paragraphs(page, left_out)
    enough = SHARE * sum(paragraphs.values())
    sizes = totals(page, paragraphs)
    named = {element for element in page.elements if sizes[element] > enough and is_body(element)}
    if named or not enough:
        return named
    held: Counter[HtmlElement] = Counter()
    for block, size in paragraphs.items():
        held[block if size >= enough else block.getparent()] += size
    holders = {element: 1 for element, size in held.items() if size >= enough}
    counts = totals(page, holders)
    innermost = [element for element in page.elements if counts[element] == (len(holders) or 1)][-1:]
    return {element for element in innermost if element.tag not in ("html", "body")}


def _paragraphs(page: Page, left_out: Set[HtmlElement]) -> dict[HtmlElement, int]:
    """Blocks and the characters that stand in them and in no block inside them, links left out."""
    block, own = inside(page, BLOCK), Counter[HtmlElement]()
    for text in page.texts:
        if text.tag != "a" and text not in left_out:
            own[block[text]] += len(text.text.strip())
    return {element: size for element, size in own.items() if size >= PARAGRAPH}
