"""A news page as HTML -> its story as plain text, every character of which knows where it comes from.

The readers know plain text alone. `rendered` gives them some, and takes what they found back to the page:
`html[start:end]` is the number as it stands in the source, tags and entities inside it included. Which part
of a page is the story is for trafilatura to say (`ucjlib.read.html_story`). Nothing is fetched.

>>> page = "<h1>Cakupan naik</h1><p>Cakupan Jamsostek <b>31,94</b>&nbsp;persen.</p>"
>>> story = rendered(page)
>>> story.text
'Cakupan naik\\n\\nCakupan Jamsostek 31,94\\xa0persen.'
>>> start, end = story.span(32, 44)
>>> story.text[32:44], page[start:end]
('31,94\\xa0persen', '31,94</b>&nbsp;persen')
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ucjlib.read.hostile import MOST_PLAIN, MOST_STORY, refuse_hostile, refuse_longer
from ucjlib.read.html_lines import Line
from ucjlib.read.html_story import story_lines
from ucjlib.read.html_tree import BLOCK, tree
from ucjlib.read.page_dates import published

FEW_TAGS = 3
LOOKED_AT = 100_000  # a page shows what it is early on; no article is that long
BETWEEN = "\n\n"  # a blank line: no number goes on past it
_KNOWN = "|".join(sorted(BLOCK | set("a b br div em font i img meta script span strong style u".split())))
_FIRST = re.compile(rf"[\s\ufeff]*<(?:!doctype\s|!--|\?xml\s|(?:{_KNOWN})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_KNOWN})\s*>", re.IGNORECASE)
_ANY = re.compile(rf"</?(?:{_KNOWN})(?:\s[^<>]*)?/?>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text is an HTML page or a piece of one: it begins with a tag, closes one, or holds three.

    Plain text in which a `<br>` was left behind stays plain text, and so does one with `<` between figures.
    """
    some = islice(_ANY.finditer(text, 0, LOOKED_AT), FEW_TAGS)
    return bool(_FIRST.match(text) or _CLOSING.search(text, 0, LOOKED_AT)) or len(list(some)) == FEW_TAGS


@dataclass(frozen=True)
class Rendered:
    """The story of a page: `text` with one paragraph in a line, headline first, blank lines between.

    `text[i]` comes from `html[starts[i]:ends[i]]`; what is ours alone (line ends, the bar between two
    cells) comes from nothing, and `starts[i] == ends[i]`. `published`: the day that the page tells, or ''.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    published: str = ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest part of the source that holds `text[start:end]`; (0, 0) where that is nothing."""
        own = [i for i in range(start, end) if self.starts[i] < self.ends[i]]
        return min((self.starts[i] for i in own), default=0), max((self.ends[i] for i in own), default=0)


def readable(text: str) -> Rendered:
    """What the readers read of a text as the user holds it: the story of a page, plain text as it is.

    Raises CannotRead for hostile texts (`ucjlib.read.hostile`).
    """
    refuse_hostile(text)
    if is_markup(text):
        return rendered(text)
    refuse_longer(len(text), MOST_PLAIN)
    return Rendered(text, range(len(text)), range(1, len(text) + 1))


def rendered(html: str) -> Rendered:
    """The story of a page, or of a piece of one.

    Raises CannotRead for a story too long, elements nested too deep, or too many of them.
    """
    page = tree(html)
    story = _joined(story_lines(page), published(page))
    refuse_longer(len(story.text), MOST_STORY)
    return story


def _joined(lines: list[Line], day: str) -> Rendered:
    starts, ends = array("l"), array("l")
    for n, line in enumerate(lines):
        between = [line.starts[0]] * len(BETWEEN) if n else []
        starts.extend([*between, *line.starts])
        ends.extend([*between, *line.ends])
    return Rendered(BETWEEN.join(line.text for line in lines), starts, ends, day)
