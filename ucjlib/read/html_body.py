"""Which element holds the body of the story: by its name, or because most paragraphs stand in it.

A hint for the extractor, which knows a body by the English names of its class. Without one it takes every
paragraph of the page, those of readers and of other stories too, and loses lists and headings.

>>> page = tree("<div>Menu</div><div><p>" + "Cakupan naik. " * 9 + "<p>" + "Target tetap. " * 9 + "</div>")
>>> bodies(page, [[]] * 4, [False] * 4)
{1}
"""

from ucjlib.read.html_boxes import is_body
from ucjlib.read.html_tree import BLOCK, Tree, tree  # noqa: F401 (the example uses it)

PARAGRAPH = 80  # a block with so many characters outside links is a paragraph
SHARE = 0.2  # an element that holds less of the text of all paragraphs is beside the story
_NO_BODY = ("html", "body")


def bodies(page: Tree, called: list[list[str]], left_out: list[bool]) -> set[int]:
    """The elements to be shown to the extractor as bodies: the named ones, or else the one found."""
    own = _own_text(page, left_out)
    texts = [size if size >= PARAGRAPH else 0 for size in own]
    total = sum(texts)
    inside = _sums(page, texts)
    named = {e for e, some in enumerate(called) if is_body(some) and inside[e] > SHARE * total}
    if named or not total:
        return named
    held = [0] * len(texts)
    for e, size in enumerate(texts):
        held[e if size >= SHARE * total else max(page.elements[e].parent, 0)] += size
    holders = [int(size >= SHARE * total) for size in held]
    all_holders = max(sum(holders), 1)
    around = [e for e, count in enumerate(_sums(page, holders)) if count == all_holders]
    return {e for e in around[-1:] if page.elements[e].name not in _NO_BODY}


def _own_text(page: Tree, left_out: list[bool]) -> list[int]:
    """For each block the characters that stand in it and in no block inside it, links left out."""
    block: list[int] = []
    in_link: list[bool] = []
    for e, (name, _, _, parent) in enumerate(page.elements):
        block.append(e if name in BLOCK or parent < 0 else block[parent])
        in_link.append(name == "a" or (parent >= 0 and in_link[parent]))
    own = [0] * len(block)
    for bit in page.bits:
        if bit.kind == "text" and bit.element >= 0 and not left_out[bit.element] and not in_link[bit.element]:
            own[block[bit.element]] += len(page.html[bit.start : bit.end].strip())
    return own


def _sums(page: Tree, values: list[int]) -> list[int]:
    """For each element the sum of `values` in it and inside it."""
    sums = values.copy()
    for e in range(len(sums) - 1, -1, -1):
        if page.elements[e].parent >= 0:
            sums[page.elements[e].parent] += sums[e]
    return sums
