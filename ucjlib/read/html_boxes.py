"""Which elements of a page are not its story: menus, captions, related links, comments, other articles.

The words by which they are known are rows of `page_words.csv`. A box that holds the headline, the body or
most of the text is kept whatever it is called: some sites wrap the whole page in a `<form>`, or in
`<div class="widget">`. What is left over is for the extractor to judge (`ucjlib.read.html_story`).
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from lxml.html import HtmlElement

from ucjlib.core.tables import read_text
from ucjlib.read.html_tree import Page, around, text_sizes

MOST_OF_PAGE = 0.6  # a box with a larger share of the text is the page
LIKE_SIZE = 0.4  # of several articles, those of such a share of the longest are stories, the others teasers
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NEVER = ("html", "body", "main", "article")


def names(element: HtmlElement) -> list[str]:
    """The words of its class, id, role and property, as written."""
    if element.tag == "span" and element.get("at"):
        return []
    return " ".join(element.get(name, "") for name in ("class", "id", "role", "itemprop")).split()


def is_body(element: HtmlElement) -> bool:
    """Whether an element is called as one that holds the story itself: postBody, not related-post-body."""
    return any(_spaced(name) in phrases("story") for name in names(element))


def furniture(page: Page) -> set[HtmlElement]:
    """The elements that are left out, because of themselves or of what they stand in."""
    sizes = text_sizes(page)
    kept = around(filter(is_body, page.elements))
    titled = around(element for element in page.elements if element.tag == "h1")
    others = _other_articles(page, sizes, titled)
    out: set[HtmlElement] = set()
    for element in page.elements:
        is_small = element.tag not in _NEVER and sizes[element] <= MOST_OF_PAGE * sizes[page.elements[0]]
        is_called = element not in titled and (_is_hidden(element) or any(map(_is_box_name, names(element))))
        is_box = is_small and element not in kept and (is_called or element.tag in phrases("box"))
        if is_box or element.tag in phrases("unseen") or element in others or element.getparent() in out:
            out.add(element)
    return out


def _other_articles(page: Page, sizes: dict[HtmlElement, int], titled: set[HtmlElement]) -> set[HtmlElement]:
    """The `<article>` elements that are another story or a teaser, the page's own left out."""
    articles = [element for element in page.elements if element.tag == "article"]
    if len(articles) < 2:
        return set()
    longest = max(sizes[article] for article in articles)
    stories = [article for article in articles if sizes[article] >= LIKE_SIZE * longest]
    own = next((story for story in stories if story in titled), stories[0])
    return {*articles} - around([own]) - ({*own.iter("article")} & {*stories})


def _is_hidden(element: HtmlElement) -> bool:
    is_hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true"
    return is_hidden or bool(_HIDDEN.search(element.get("style", "")))


@lru_cache(4096)
def _is_box_name(name: str) -> bool:
    """Whether a class or id is that of a box: jp-relatedposts, tags and postBacaJuga are, tag-bpjs is not."""
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
    rows = read_text(Path(__file__).with_name("page_words.csv"))
    return frozenset(rows.loc[rows["role"] == role, "phrase"])
