"""An article in plain text -> claims: what it says about which place, whom, when, at which characters.

Each number is bound inside its own clause (`ucjlib.read.phrases`); what cannot be told is no claim, and
`read_unbound` lists it with the reason. Figures of the health insurer, links, captions, other stories and a
body printed twice give none. Not for judging: 130.363 stays as printed. Nothing is fetched.

>>> text = "Cakupan Jamsostek di Kabupaten Blitar baru 17,60%, dari target 31,94% pada 2025."
>>> read_article(text, published="2025-04-14")[["indicator", "value", "place"]].values.tolist()
[['coverage_rate', 17.6, 'Kabupaten Blitar'], ['coverage_target', 31.94, 'Kabupaten Blitar']]
"""

import re
from itertools import groupby

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.read.claims import Said, claim_row, one_each, without_months_as_share
from ucjlib.read.dates import DateFound, find_dates
from ucjlib.read.moments import moments, new_frame, story_day
from ucjlib.read.numbers import Number, Refusal, find_numbers
from ucjlib.read.passages import Passage, sentences, story
from ucjlib.read.phrase_tables import begins
from ucjlib.read.phrases import Bound, bind
from ucjlib.read.places import find_places, main_place
from ucjlib.read.settings import Setting, place_of, scheme_at, scheme_of_story, speaker_of
from ucjlib.reference.schemas import columns, typed

UNBOUND_COLUMNS = ["printed", "start", "end", "reason"]
_MARKUP = re.compile(r"<(!doctype|html|body|div|p|br|span|script)\b[^<>]*>", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_SENTENCE_END = re.compile(r"[.!?\"”’')]\s*$")


def read_article(text: str, published: str = "", url: str = "") -> pd.DataFrame:
    """The claims of an article, all columns of `claims`, in reading order.

    text : plain text as the user holds it; `text[start:end] == printed` in every row.
    published : 'YYYY-MM-DD' or ''; then the day of the event is taken, when the text tells it.
    url : for the caller's table of sources; it decides nothing.

    Claims are `text#1`, `text#2` ... of source `text`. A figure that the article repeats is one claim.
    Raises CannotRead for HTML, BadDate when `published` is no date.
    """
    said = one_each([one for one in _read(text, published) if not one.reason])
    rows = [claim_row(one, f"text#{n}") for n, one in enumerate(said, 1)]
    names = list(columns("claims")["column"])
    return typed(pd.DataFrame(rows, columns=names, dtype=str), "claims")


def read_unbound(text: str, published: str = "", url: str = "") -> pd.DataFrame:
    """The numbers of the story that are no claim: printed, start, end, reason. Dates are not among them.

    >>> read_unbound("BPJS Ketenagakerjaan di Kota Blitar: 12 kecamatan ikut.")["reason"].item()
    'nothing says what it counts'
    """
    rows = [
        (one.number.printed, one.number.start, one.number.end, one.reason)
        for one in _read(text, published)
        if one.reason
    ]
    return pd.DataFrame(rows, columns=UNBOUND_COLUMNS)


def _read(text: str, published: str) -> list[Said]:
    if _MARKUP.search(text):
        raise CannotRead(
            "this text is HTML",
            why="plain text is needed: markup has no characters to point at",
            fix="save the article as plain text and read that",
        )
    paragraphs = story(text)
    shown = _only(text, paragraphs)
    day = story_day(find_dates(shown, published), published, shown)
    places = find_places(shown)
    setting = Setting(shown, places, main_place(places, _lead_end(paragraphs)), scheme_of_story(shown), day)
    walk = _Walk(setting, find_numbers(shown), find_dates(shown, day if len(day) == 10 else ""))
    for paragraph in paragraphs:
        walk.read_paragraph(paragraph)
    return without_months_as_share(walk.said)


class _Walk:
    """Reads sentence by sentence and remembers what the one before leaves for the next."""

    def __init__(self, setting: Setting, numbers: list[Number | Refusal], dates: list[DateFound]) -> None:
        self.setting, self.numbers, self.dates = setting, numbers, dates
        self.said: list[Said] = []
        self.carried: Bound | None = None
        self.frame: DateFound | None = None
        self.place, self.scheme, self.speaker = ("", ""), setting.scheme, ""

    def read_paragraph(self, paragraph: Passage) -> None:
        if not begins(paragraph.text, "continues"):
            self.carried, self.frame = None, None
            self.place, self.scheme = ("", ""), self.setting.scheme
        parts = sentences(paragraph)
        is_headline = len(parts) == 1 and not _SENTENCE_END.search(paragraph.text)
        for sentence in parts:
            self.speaker = speaker_of(sentence.text) or self.speaker
            self._read_sentence(sentence, "headline" if is_headline else self.speaker or "unattributed")

    def _read_sentence(self, sentence: Passage, speaker: str) -> None:
        dates = [date for date in self.dates if sentence.start <= date.start < sentence.end]
        found = [number for number in self.numbers if sentence.start <= number.start < sentence.end]
        numbers = [number for number in found if not _is_of_date(number, dates)]
        read = [number for number in numbers if isinstance(number, Number)]
        ends = {start: list(group) for start, group in groupby(read, key=lambda number: number.start)}
        goes_on = self.carried if begins(sentence.text, "continues") else None
        bound = bind(
            self.setting.text, sentence.start, sentence.end, [pair[0] for pair in ends.values()], goes_on
        )
        whens = moments(bound, dates, self.setting.text, self.frame, self.setting.day)
        for k, (one, when) in enumerate(zip(bound, whens, strict=True)):
            scheme = scheme_at(one.number.start, sentence, self.scheme)
            where = place_of(one, bound[k + 1 :], sentence, self.setting, self.place)
            self.said += [
                Said(number, one, when, where, speaker, sentence.text, _reason(one, scheme, where))
                for number in ends[one.number.start]
            ]
        refused = [number for number in numbers if isinstance(number, Refusal)]
        self.said += [
            Said(number, None, None, ("", ""), speaker, sentence.text, number.reason) for number in refused
        ]
        self._remember(sentence, dates, bound)

    def _remember(self, sentence: Passage, dates: list[DateFound], bound: list[Bound]) -> None:
        self.frame = new_frame(dates, self.setting.text, bound) or self.frame
        self.scheme = scheme_at(sentence.end, sentence, self.scheme)
        self.carried = _subject(bound) if bound else self.carried
        here = [p for p in self.setting.places if sentence.start <= p.start < sentence.end]
        told = [p for p in here if p.status == "region" and not p.aside]
        self.place = (told[-1].region_code, told[-1].place) if told else self.place


def _subject(bound: list[Bound]) -> Bound | None:
    """What a next sentence may go on with; nothing after numbers of two meanings."""
    told = [one for one in bound if one.indicator]
    return told[0] if len({(one.indicator, one.unit) for one in told}) == 1 else None


def _reason(bound: Bound, scheme: str, where: tuple[str, str]) -> str:
    """Why a number is no claim, '' for a claim."""
    if not bound.indicator:
        return bound.reason
    if scheme != "employment":
        return (
            "it is a figure of the health insurer"
            if scheme
            else "the text names no employment social security"
        )
    return "" if where[1] else "no place is told"


def _is_of_date(number: Number | Refusal, dates: list[DateFound]) -> bool:
    year = _YEAR.fullmatch(number.printed) and not getattr(number, "unit", "")
    return bool(year) or any(date.start < number.end and number.start < date.end for date in dates)


def _only(text: str, paragraphs: list[Passage]) -> str:
    """The story with all else blanked out, every character in its place."""
    shown, at = [], 0
    for paragraph in paragraphs:
        shown += ["\n" * (paragraph.start - at), paragraph.text]
        at = paragraph.end
    return "".join(shown) + "\n" * (len(text) - at)


def _lead_end(paragraphs: list[Passage]) -> int:
    """Where the headlines end: the start of the first paragraph that is a sentence."""
    return next((p.start for p in paragraphs if p.text.rstrip().endswith((".", '"', "”"))), 0)
