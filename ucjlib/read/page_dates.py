"""The day on which a page says it was published: the fallback where the caller gives none.

Taken from what the page tells machines, in the order of trust: the named meta elements, JSON-LD, elements
marked as the date of publication, a `<time>` below the headline; last from the date printed beside the
headline. The day is that of the stamp as written, whatever its time zone: 2025-04-14T22:00:00Z is 14 April.
Never the run's clock, never the address.

>>> page_published('<meta property="article:published_time" content="2025-04-14T08:00:00+07:00">')
'2025-04-14'
>>> page_published("<p>Senin (14/4/2025)</p>")
''
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from ucjlib.core.errors import CannotRead
from ucjlib.read.dates import find_dates
from ucjlib.read.html_boxes import phrases
from ucjlib.read.html_lines import lines
from ucjlib.read.html_story import LONG, headline, titles
from ucjlib.read.html_tokens import attributes
from ucjlib.read.html_tree import Tree, tree

_STAMP = re.compile(r"\s*((?:19|20)[0-9]{2})[-/]?([01][0-9])[-/]?([0-3][0-9])(?![0-9])")
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,60})"')
_MARKED = re.compile(r"<(?:meta|time)\s|published", re.IGNORECASE)
_GIVEN = ("content", "datetime", "title")
_LONGEST = 100  # a stamp is short
BELOW = 6  # so many lines may stand between headline and text


def page_published(html: str) -> str:
    """'YYYY-MM-DD', or '' where the page does not tell."""
    return published(tree(html))


def published(page: Tree) -> str:
    """The same of a page that is cut already."""
    told = sorted((rank, n, stamp) for n, (rank, stamp) in enumerate(_stamps(page)))
    return next((day for _, _, stamp in told if (day := _day(stamp))), "") or _beside_headline(page)


def _stamps(page: Tree) -> Iterator[tuple[int, str]]:
    """Rank and text of whatever may be the date, 0 the most to be trusted."""
    for bit in page.bits:
        if bit.kind == "raw" and "ld+json" in page.tag(bit.element):
            yield from ((1, stamp) for stamp in _JSON_LD.findall(page.html, bit.start, bit.end))
    below = False
    for e, element in enumerate(page.elements):
        below = below or element.name == "h1"
        if _MARKED.search(page.tag(e)):
            yield from _of_tag(element.name, attributes(page.tag(e)), below)


def _of_tag(tag: str, found: dict[str, str], below: bool) -> Iterator[tuple[int, str]]:
    stamp = next((found[key] for key in _GIVEN if found.get(key)), "")
    name = (found.get("property") or found.get("name") or found.get("itemprop") or "").lower()
    if tag == "meta" and name in phrases("published"):
        yield 0 if name.startswith("article:") else 2, stamp
    elif found.get("itemprop") == "datePublished" or "published" in found.get("class", "").split():
        yield 3, stamp
    elif tag == "time" and below:
        yield 4, stamp


def _beside_headline(page: Tree) -> str:
    """The day in a short line just below the headline, or in the one above it."""
    try:
        shown = lines(page, [element.name in phrases("unseen") for element in page.elements])
    except CannotRead:  # with all its menus and comments the page is too long; its story may not be
        return ""
    title = headline(shown, titles(page))
    at = next((n for n, line in enumerate(shown) if line is title), -1)
    if at < 0:
        return ""
    below = takewhile(lambda line: len(line.text) < LONG, shown[at + 1 : at + 1 + BELOW])
    above = [line for line in shown[max(at - 1, 0) : at] if len(line.text) < LONG]
    return next((day for line in [*below, *above] if (day := _day(line.text))), "")


def _day(stamp: str) -> str:
    if found := _STAMP.match(stamp):
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            return ""
    days = [found.as_of for found in find_dates(stamp[:_LONGEST]) if found.kind == "day"]
    return next((day for day in days if len(day) == 10), "")
