"""The day on which a page says it was published: the fallback where the caller gives none.

Taken from what the page tells machines, in the order of trust: the named meta elements, JSON-LD, elements
marked as the date of publication, a `<time>` below the headline; last from the date printed beside the
headline. The day is that of the stamp as written, whatever its time zone: 2025-04-14T22:00:00Z is 14 April.
Never the run's clock, never the address.

>>> published(tree('<meta property="article:published_time" content="2025-04-14T08:00:00+07:00">'))
'2025-04-14'
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from lxml.html import HtmlElement

from ucjlib.core.errors import CannotRead
from ucjlib.read.dates import find_dates
from ucjlib.read.html_boxes import phrases
from ucjlib.read.html_lines import lines
from ucjlib.read.html_story import LONG, headline, titles
from ucjlib.read.html_tree import Page, inside, tree  # noqa: F401 (the example uses it)

_STAMP = re.compile(r"\s*((?:19|20)[0-9]{2})[-/]?([01][0-9])[-/]?([0-3][0-9])(?![0-9])")
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,60})"')
_GIVEN = ("content", "datetime", "title")
_LONGEST = 100  # a stamp is short
BELOW = 6  # so many lines may stand between headline and text


def published(page: Page) -> str:
    """'YYYY-MM-DD', or '' where the page does not tell."""
    told = sorted((rank, n, stamp) for n, (rank, stamp) in enumerate(_stamps(page)))
    return next((day for _, _, stamp in told if (day := _day(stamp))), "") or _beside_headline(page)


def _stamps(page: Page) -> Iterator[tuple[int, str]]:
    """Rank and text of whatever may be the date, 0 the most to be trusted."""
    below = False
    for element in page.elements:
        below = below or element.tag == "h1"
        if element.tag == "script" and "ld+json" in element.get("type", ""):
            yield from ((1, stamp) for stamp in _JSON_LD.findall(element.text or ""))
        yield from _of_element(element, below)


def _of_element(element: HtmlElement, below: bool) -> Iterator[tuple[int, str]]:
    stamp = next((element.get(key) for key in _GIVEN if element.get(key)), "")
    name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
    if element.tag == "meta" and name in phrases("published"):
        yield 0 if name.startswith("article:") else 2, stamp
    elif element.get("itemprop") == "datePublished" or "published" in element.get("class", "").split():
        yield 3, stamp
    elif element.tag == "time" and below:
        yield 4, stamp


def _beside_headline(page: Page) -> str:
    """The day in a short line just below the headline, or in the one above it."""
    box = inside(page, phrases("unseen"))
    try:
        shown = lines(page, {text for text in page.texts if box[text] is not None})
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
