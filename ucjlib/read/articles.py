"""An article as plain text or HTML -> claims: what it says of which place and whom, for when, and where.

The story is cut into sentences and walked through (`ucjlib.read.walk`); for each number a small trained
tagger (`ucjlib.read.tagger`) chooses meaning, segment, date and place, the cue words of the tables being one
input. What cannot be told is no claim, and `read_unbound` lists it with the reason. Figures of the health
insurer, links, captions, other stories and a body printed twice give none. Not for judging: 130.363 stays as
printed. Nothing is fetched.

>>> text = "Cakupan Jamsostek di Kabupaten Blitar baru 17,60%, dari target 31,94% pada 2025."
>>> read_article(text, published="2025-04-14")[["indicator", "value", "place"]].values.tolist()
[['coverage_rate', 17.6, 'Kabupaten Blitar'], ['coverage_target', 31.94, 'Kabupaten Blitar']]
"""

from typing import NamedTuple

import pandas as pd

from ucjlib.core.collector import collector_paused
from ucjlib.read.abridged import abridged
from ucjlib.read.advised import Advised
from ucjlib.read.claims import Said, claim_row, one_each, without_months_as_share
from ucjlib.read.clashes import told_apart
from ucjlib.read.dates import find_dates
from ucjlib.read.lexemes import lex
from ucjlib.read.markup import Rendered, readable
from ucjlib.read.moments import story_day
from ucjlib.read.network import opinions
from ucjlib.read.network_tokens import tokens_of
from ucjlib.read.passages import Passage, sentences, story
from ucjlib.read.places import find_places
from ucjlib.read.settings import Setting, Story, setting_of
from ucjlib.read.tagger import TAGGER, Asked
from ucjlib.read.walk import Found, Walk
from ucjlib.reference.schemas import columns, typed

_DAY = len("2025-04-14")
UNBOUND_COLUMNS = ["printed", "start", "end", "reason"]


def read_article(text: str, published: str = "", url: str = "") -> pd.DataFrame:
    """The claims of an article, all columns of `claims`, in reading order.

    text : plain text or the HTML of a page, as the user holds it; `text[start:end] == printed` in every row.
    published : 'YYYY-MM-DD' or ''; then the day that the page tells is taken. A figure without a date of its
        own holds for the day of the event where the text tells it, else for that day.
    url : for the caller's table of sources; it decides nothing.

    Claims are `text#1`, `text#2` ... of source `text`. A figure that the article repeats is one claim. Where
    the area is no region, `region_code` is empty and `notes` says why.
    Raises CannotRead for hostile texts (`ucjlib.read.hostile`), BadDate when `published` is no date.
    """
    page = readable(text)
    said = claims_of(read_story(page.text, published or page.published))
    rows = [{**claim_row(one, f"text#{n}"), **_printed(one, page, text)} for n, one in enumerate(said, 1)]
    names = list(columns("claims")["column"])
    return typed(pd.DataFrame(rows, columns=names, dtype=str), "claims")


def read_unbound(text: str, published: str = "", url: str = "") -> pd.DataFrame:
    """The numbers of the story that are no claim: printed, start, end, reason. Dates are not among them.

    >>> read_unbound("BPJS Ketenagakerjaan di Kota Blitar: 12 kecamatan ikut.")["printed"].item()
    '12'
    """
    page = readable(text)
    said = [one for one in read_story(page.text, published or page.published) if one.reason]
    rows = [{**_printed(one, page, text), "reason": one.reason} for one in said]
    frame = pd.DataFrame(rows, columns=UNBOUND_COLUMNS)
    return frame.astype({"start": "int64", "end": "int64"})


class Opened(NamedTuple):
    """A plain text before anything is chosen: paragraphs, what was found in them, sentences, setting."""

    paragraphs: list[Passage]
    found: Found
    story: Story
    setting: Setting


def read_story(text: str, published: str, ask: Asked | None = None) -> list[Said]:
    """Every number of a plain text with what was told of it, claims and others, in reading order.

    `ask`: who chooses among meanings, dates and places, a teacher in training; else the tagger, advised by
    the network.
    """
    with collector_paused():
        seen = opened(text, published)
        day = seen.setting.day
        ask = ask or Advised(TAGGER, opinions(tokens_of(seen.found, seen.paragraphs, day)), day)
        return without_months_as_share(Walk(seen.setting, seen.found, seen.story, ask).read(seen.story))


def opened(text: str, published: str) -> Opened:
    """A plain text with its numbers, dates and places found."""
    paragraphs = abridged(story(text))
    shown = _only(text, paragraphs)
    lexemes, places = lex(shown), find_places(shown)
    dates = find_dates(shown, published, lexemes)
    day = story_day(dates, published, shown)
    if day != published and len(day) == _DAY:
        dates = find_dates(shown, day, lexemes)
    found = Found(shown, lexemes, dates, places)
    parts = [[found.sentence(part) for part in sentences(paragraph)] for paragraph in paragraphs]
    parts = [part for part in parts if part]
    return Opened(paragraphs, found, parts, setting_of(places, _headline_end(paragraphs), parts, day))


def claims_of(said: list[Said]) -> list[Said]:
    """The claims of a story, each fact once and with one figure, in reading order."""
    return one_each(told_apart(one_each([one for one in said if not one.reason])))


def _printed(one: Said, page: Rendered, text: str) -> dict[str, str]:
    """A number's characters in the source: tags and entities inside it are part of what is printed."""
    start, end = page.span(one.number.start, one.number.end)
    return {"printed": text[start:end], "start": str(start), "end": str(end)}


def _only(text: str, paragraphs: list[Passage]) -> str:
    """The story with all else blanked out, every character in its place."""
    shown, at = [], 0
    for paragraph in paragraphs:
        shown += ["\n" * (paragraph.start - at), paragraph.text]
        at = paragraph.end
    return "".join(shown) + "\n" * (len(text) - at)


def _headline_end(paragraphs: list[Passage]) -> int:
    """Where the headlines end: the start of the first paragraph that is a sentence."""
    return next((p.start for p in paragraphs if p.text.rstrip().endswith((".", '"', "”"))), 0)
