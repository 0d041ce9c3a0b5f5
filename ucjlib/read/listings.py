"""Lists of one figure for several places or dates: "di Kota Malang 32 persen dan di Kabupaten Malang 28".

The later numbers of such a list print no word of what they measure: between them stand only places,
dates and joining words. Any other word ends the list, so that nothing is carried on by guessing.

>>> goes_on(" dan di Kabupaten Malang ", ""), goes_on(" pada 2023 dan ", " pada 2024")
(True, True)
>>> goes_on(" dan pengangguran di Kabupaten Malang ", ""), goes_on(" dan di Kota Batu ", " penduduk miskin")
(False, False)
"""

import re

from ucjlib.read.dates import find_dates
from ucjlib.read.phrase_tables import role_patterns
from ucjlib.read.places import find_places

_LEADING = ("listing", "filler")
_CLOSING = ".!?\"”’' \n"


def goes_on(before: str, after: str) -> bool:
    """Whether a number goes on with a list: it has a place or date of its own, and no other word beside it.

    `before`, `after`: the words of its window (`ucjlib.read.windows`).
    """
    cuts = _partings(before)
    behind = after.split(" #")[0]
    behind = behind[: min((start for start, _ in _partings(behind)), default=len(behind))]
    if not cuts or not all(map(_is_listing, (before, behind))):
        return False
    return any(map(_names, (before[max(end for _, end in cuts) :], behind)))


def leads_on(text: str) -> bool:
    """Whether `text` leads from a place to its number: blanks, and words such as "baru" or "mencapai".

    >>> leads_on(" baru mencapai "), leads_on(" dan ")
    (True, False)
    """
    for role in _LEADING:
        for known, _ in role_patterns(role):
            text = known.sub(" ", text)
    return not text.strip()


def _is_listing(text: str) -> bool:
    for start, end in (*_names(text), *_partings(text)):
        text = text[:start] + " " * (end - start) + text[end:]
    return leads_on(text.rstrip(_CLOSING))


def _partings(text: str) -> list[tuple[int, int]]:
    marks = [re.compile(","), *(known for known, _ in role_patterns("parting"))]
    return [match.span() for mark in marks for match in mark.finditer(text)]


def _names(text: str) -> list[tuple[int, int]]:
    """Where regions and dates stand."""
    places = [(place.start, place.end) for place in find_places(text) if place.status != "office"]
    return places + [(date.start, date.end) for date in find_dates(text)]
