"""Where a page goes on with another story: its headline, and a dateline from another town.

"BONDOWOSO, Radar Ijen - Pemkab ..." after the story of Situbondo has ended. A caption in capitals above the
story is no such line, and a round-up prints no headline between its towns.

>>> lines = ["SITUBONDO - Ia setuju.", "Buruh hadir.", "Warga Ikut", "BONDOWOSO, Radar Ijen - Pemkab ikut."]
>>> other_story(lines)
2
"""

import re
from itertools import accumulate

from ucjlib.read.endings import is_ended
from ucjlib.read.phrase_tables import begins_phrase

_TOWN = r"(?P<{}>[A-Z][A-Z.'’]{{3,}}(?:[ -][A-Z.'’]+){{0,3}})"
_DATELINE = re.compile(
    rf"(?:[\w-]+\.\w+, ?{_TOWN.format('after')}"  # POS-KUPANG.COM, WAINGAPU - ...
    rf"|{_TOWN.format('town')}(?:,? ?\([^)\n]{{2,30}}\)|[,|] ?[^\n–—-]{{1,30}})?)"  # SELONG (SN) - ...
    r" ?(?:[–—|]|-{1,2}) ?(?=[A-Z\"“])"
)
_KIND = re.compile(r"(?:KAB|KABUPATEN|KOTA)\b\.? ?")
_BULLET = re.compile(r"[-–—•*·▪●+>\d(]")
_FIRST = 5  # paragraphs among which a story's own dateline stands
_HEADLINE = 110  # characters
_BODY = 2  # paragraphs of sentences, before which no other story begins


def other_story(paragraphs: list[str]) -> int:
    """The place of the headline of another story; how many paragraphs there are, where none is."""
    towns = [_town(text) for text in paragraphs]
    own = next(filter(None, towns[:_FIRST]), "")
    bodies = list(accumulate((is_ended(text) for text in paragraphs), initial=0))
    for k, town in enumerate(towns):
        if own and town not in ("", own) and bodies[k] >= _BODY and _is_headline(paragraphs[k - 1]):
            return k - 1
    return len(paragraphs)


def _town(paragraph: str) -> str:
    """The town of a dateline in capitals that a paragraph of sentences begins with, '' for none.

    "PROGRAM - Iuran ..." has a word of the subject and no town.
    """
    found = _DATELINE.match(paragraph) if is_ended(paragraph) else None
    town = _KIND.sub("", found["after"] or found["town"]) if found else ""
    return "" if all(map(begins_phrase, town.casefold().split())) else town


def _is_headline(paragraph: str) -> bool:
    short = len(paragraph) < _HEADLINE and not _BULLET.match(paragraph)
    return short and not paragraph.endswith(":") and not is_ended(paragraph)
