"""Which elements of a page are not its story: menus, captions, related links, comments, other articles.

The words by which they are known are rows of `page_words.csv`. A box that holds the headline, the body or
most of the text is kept whatever it is called: some sites wrap the whole page in a `<form>`, or in
`<div class="widget">`. What is left over is for the extractor to judge (`ucjlib.read.html_story`).

>>> page = tree('<body><div class="baca-juga">Lain 40 persen</div><p>Cakupan 24 persen</body>')
>>> furniture(page, names(page))
[False, True, False]
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from ucjlib.core.tables import read_text
from ucjlib.read.html_tokens import attributes
from ucjlib.read.html_tree import Tree, tree  # noqa: F401 (the example uses it)

MOST_OF_PAGE = 0.6  # a box with a larger share of the text is the page
LIKE_SIZE = 0.4  # of several articles, those of such a share of the longest are stories, the others teasers
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NEVER = ("html", "body", "main", "article")


def names(page: Tree) -> list[list[str]]:
    """For each element the words of its class, id, role and property, as written."""
    return [_names(page.tag(e)) for e in range(len(page.elements))]


def is_body(called: list[str]) -> bool:
    """Whether an element of such names holds the story itself.

    >>> is_body(["postBody"]), is_body(["related-post-body"])
    (True, False)
    """
    return any(_spaced(name) in phrases("story") for name in called)


def furniture(page: Tree, called: list[list[str]]) -> list[bool]:
    """For each element whether it is left out, because of itself or of what it stands in."""
    sizes = text_sizes(page)
    bodies = _around(page, [is_body(some) for some in called])
    titled = _around(page, [element.name == "h1" for element in page.elements])
    others = other_articles(page, sizes, titled)
    out: list[bool] = []
    for e, element in enumerate(page.elements):
        left_out = element.parent >= 0 and out[element.parent]
        if not left_out and element.name not in _NEVER and sizes[e] <= MOST_OF_PAGE * sizes[-1]:
            is_called = not titled[e] and (_is_hidden(page.tag(e)) or any(map(_is_box_name, called[e])))
            left_out = not bodies[e] and (is_called or element.name in phrases("box"))
        out.append(left_out or element.name in phrases("unseen") or e in others)
    return out


def text_sizes(page: Tree) -> list[int]:
    """Characters of text inside each element; last, of the whole page."""
    sizes = [0] * (len(page.elements) + 1)
    for bit in page.bits:
        if bit.kind == "text":
            sizes[bit.element] += len(page.html[bit.start : bit.end].strip())
    for e in range(len(page.elements) - 1, -1, -1):
        sizes[page.elements[e].parent] += sizes[e]
    return sizes


def other_articles(page: Tree, sizes: list[int], titled: list[bool]) -> set[int]:
    """The `<article>` elements that are another story or a teaser, the page's own left out."""
    articles = [e for e, element in enumerate(page.elements) if element.name == "article"]
    if len(articles) < 2:
        return set()
    longest = max(sizes[e] for e in articles)
    long = [e for e in articles if sizes[e] >= LIKE_SIZE * longest]
    own = next((e for e in long if titled[e]), long[0])
    stories = set(long)
    is_own = [e == own for e in range(len(page.elements))]
    around, inside = _around(page, is_own), _inside(page, is_own)
    return {e for e in articles if not around[e] and not (inside[e] and e in stories)}


def _inside(page: Tree, marked: list[bool]) -> list[bool]:
    """Marks the elements inside each marked one, too."""
    inside: list[bool] = []
    for e, element in enumerate(page.elements):
        inside.append(marked[e] or (element.parent >= 0 and inside[element.parent]))
    return inside


def _around(page: Tree, marked: list[bool]) -> list[bool]:
    """Marks the elements around each marked one, too."""
    around = marked.copy()
    for e in range(len(page.elements) - 1, -1, -1):
        if around[e] and page.elements[e].parent >= 0:
            around[page.elements[e].parent] = True
    return around


def _names(tag: str) -> list[str]:
    if "=" not in tag:
        return []
    found = attributes(tag)
    return " ".join(found.get(name, "") for name in ("class", "id", "role", "itemprop")).split()


def _is_hidden(tag: str) -> bool:
    if "hidden" not in tag and "none" not in tag:
        return False
    found = attributes(tag)
    is_hidden = "hidden" in found or found.get("aria-hidden") == "true"
    return is_hidden or bool(_HIDDEN.search(found.get("style", "")))


@lru_cache(4096)
def _is_box_name(name: str) -> bool:
    """
    >>> [_is_box_name(name) for name in ("jp-relatedposts", "tags", "tag-bpjs", "postBacaJuga")]
    [True, True, False, True]
    """
    spaced = _spaced(name)
    return spaced in phrases("token") or bool(_words().search(spaced))


@lru_cache(4096)
def _spaced(name: str) -> str:
    return " ".join(re.split(r"[^a-z0-9]+", _HUMP.sub(" ", name).lower())).strip()


@cache
def _words() -> re.Pattern:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(phrases('word'), key=len, reverse=True))})(?![a-z])")


@cache
def phrases(role: str) -> frozenset[str]:
    """The phrases of one role of `page_words.csv`."""
    rows = read_text(Path(__file__).with_name("page_words.csv")).to_dict("records")
    return frozenset(row["phrase"] for row in rows if row["role"] == role)
