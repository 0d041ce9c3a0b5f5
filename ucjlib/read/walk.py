"""The walk through a story, sentence by sentence, remembering what one leaves for the next.

What a sentence does not tell (place, date, segment, scheme) may be told by the one before, the paragraph or
the story. What ends a paragraph ends most of it; a list below a line goes on with that line.

`ucjlib.read.articles` sends it off; what is asked of each number is in `meanings`, `moments` and `wheres`.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from itertools import groupby

from ucjlib.read.claims import HEADLINE, Said
from ucjlib.read.clauses import Sentence, as_tokens
from ucjlib.read.dates import DateFound, find_dates
from ucjlib.read.lexemes import Lexeme
from ucjlib.read.meanings import Surroundings, meanings
from ucjlib.read.moment_features import Last, LastYear, Told
from ucjlib.read.moments import (
    TARGETS,
    Moment,
    Option,
    moment,
    moment_options,
    next_paragraph,
    next_told,
    target_options,
)
from ucjlib.read.numbers import Number, Refusal, find_numbers
from ucjlib.read.passages import Passage
from ucjlib.read.phrase_tables import SEGMENT
from ucjlib.read.phrases import Bound, bind, heading
from ucjlib.read.places import PlaceFound
from ucjlib.read.relations import relations
from ucjlib.read.segment_features import LONG_AGO
from ucjlib.read.settings import NOWHERE, Setting, Story, Where, around_of, scheme_at, speaker_of
from ucjlib.read.story_features import last_state
from ucjlib.read.tagger import Asked
from ucjlib.read.trails import Trail
from ucjlib.read.wheres import place_options

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪▫◦●○+>]|\(?[a-z0-9]{1,2}[.)])\s")
_QUOTES = set("\"“‘'(”’")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s*$")
_SHORT_LINE = 12  # tokens: a line without a number that is no longer may head a list
_NOT_OURS = {
    "health": "it is a figure of the health insurer",
    "": "the text names no employment social security",
}


class Found:
    """What was found in the whole story, cut to one sentence at a time."""

    def __init__(self, shown: str, lexemes: list[Lexeme], day: str, places: list[PlaceFound]) -> None:
        self.text, self.lexemes, self.places = shown, lexemes, places
        self.dates = find_dates(shown, day, lexemes)
        numbers = find_numbers(shown, lexemes)
        self.numbers = [number for number in numbers if not _is_of_date(number, self.dates)]
        self.relations = relations([number for number in self.numbers if isinstance(number, Number)])

    def sentence(self, passage: Passage) -> Sentence:
        """A sentence with its numbers, dates and places; a range counts once."""
        numbers, dates, places = (_cut(found, passage) for found in (self.numbers, self.dates, self.places))
        read = [number for number in numbers if isinstance(number, Number)]
        firsts = [next(group) for _, group in groupby(read, key=lambda number: number.start)]
        return as_tokens(self.text, passage.start, passage.end, self.lexemes, firsts, dates, places)

    def numbers_of(self, sentence: Sentence) -> tuple[dict[int, list[Number]], list[Refusal]]:
        """Start -> the number there, both ends of a range; and what must not be guessed."""
        ends: dict[int, list[Number]] = defaultdict(list)
        refused: list[Refusal] = []
        for number in _cut(self.numbers, sentence):
            if isinstance(number, Number):
                ends[number.start].append(number)
            else:
                refused.append(number)
        return ends, refused


class Walk:
    """Reads paragraphs in order; `said` holds every number with what was told of it."""

    def __init__(self, setting: Setting, found: Found, story: Story, ask: Asked) -> None:
        self.setting, self.found, self.ask = setting, found, ask
        self.said: list[Said] = []
        self.carried: Bound | None = None  # what a list goes on with
        self.told: list[Told] = []  # dates
        self.dated = Last()  # of the last number
        self.target = LastYear()  # of the last target
        self.trail = Trail()  # places
        self.last = self.state = ""  # the last meaning, and the last word of a state
        self.around = around_of(story)
        self.scheme, self.speaker = setting.scheme, ""
        self.is_item = self.is_headline = False  # of the paragraph

    def read_paragraph(self, paragraph: list[Sentence]) -> None:
        """Binds the numbers of a paragraph."""
        first, last = paragraph[0], paragraph[-1]
        self.is_item = _is_item(first)
        self.is_headline = len(paragraph) == 1 and not _SENTENCE_END.search(last.text, last.start, last.end)
        if not (self.is_item or _continues(first)):
            self.carried, self.scheme = None, self.setting.scheme
            self.told = next_paragraph(self.told)
            self.dated = replace(self.dated, back="p" if self.dated.back else "")
            self.trail.next_paragraph()
        for sentence in paragraph:
            self.speaker = speaker_of(sentence) or self.speaker
            bound = self._bind(sentence) if sentence.slots else []
            self._tell(sentence, bound)
            self._remember(sentence, bound)

    def _bind(self, sentence: Sentence) -> list[Bound]:
        ruled = bind(sentence, self.carried, self.is_item or _continues(sentence))
        scheme = scheme_at(sentence.start, sentence, self.scheme)
        told = self.last, self.is_headline, scheme, self.around
        near = Surroundings(*told, self.found.relations, self.setting.day, self.state)
        return meanings(sentence, ruled, near, self.ask)

    def _tell(self, sentence: Sentence, bound: list[Bound]) -> None:
        ends, refused = self.found.numbers_of(sentence)
        speaker = HEADLINE if self.is_headline else self.speaker or "unattributed"
        place, shown = NOWHERE, sentence.shown()
        for one in bound:
            when = self._when(one, sentence)
            place = self._where(one, sentence, place)
            reason = _reason(one, scheme_at(one.number.start, sentence, self.scheme), place)
            numbers = ends[one.number.start]
            self.said += [Said(number, one, when, place, speaker, shown, reason) for number in numbers]
        if place.place:
            self.trail.tell(place)
        self.said += [Said(number, None, None, NOWHERE, speaker, shown, number.reason) for number in refused]

    def _when(self, bound: Bound, sentence: Sentence) -> Moment:
        if not bound.indicator:
            return moment(None, self.setting.day, "")
        options = moment_options(bound, sentence, self.told, self.dated, self.setting.day)
        date = self.ask.pick("moment", options, bound.number)
        self.dated = Last(date, "n")
        return moment(date, self.setting.day, bound.indicator, self._target_year(bound, options))

    def _target_year(self, bound: Bound, options: list[Option]) -> int:
        if bound.indicator not in TARGETS:
            return 0
        date = self.ask.pick("target_year", target_options(options, self.target), bound.number)
        self.target = LastYear(date.as_of[:4]) if date else self.target
        return int(date.as_of[:4]) if date else 0

    def _where(self, bound: Bound, sentence: Sentence, previous: Where) -> Where:
        options = place_options(bound, sentence, self.setting, self.trail, previous, self.speaker)
        return self.ask.pick("place", options, bound.number) if options and bound.indicator else previous

    def _remember(self, sentence: Sentence, bound: list[Bound]) -> None:
        self.told = next_told(self.told, sentence)
        self.target = replace(self.target, since=self.target.since + 1)
        self.dated = replace(self.dated, back=self.dated.back.replace("n", "s"))
        self.trail.follow(sentence)
        self.state = last_state(sentence, len(sentence.tokens)) or self.state
        self.scheme = scheme_at(sentence.end, sentence, self.scheme)
        self.carried = _subject(bound) if bound else (_heading(sentence) or self.carried)
        self.last = bound[-1].indicator if bound else self.last
        self._remember_segments(sentence, bound)

    def _remember_segments(self, sentence: Sentence, bound: list[Bound]) -> None:
        named = [mark.phrase.means for mark in sentence.all(SEGMENT)]
        covered = [one.segment for one in bound if one.indicator]
        last = named[-1] if named else self.around.last
        number = covered[-1] if covered else self.around.number
        first = named[0] if named else self.around.first
        ago = 0 if named else min(self.around.ago + 1, LONG_AGO)
        self.around = self.around._replace(last=last, number=number, first=first, ago=ago)


def _heading(sentence: Sentence) -> Bound | None:
    colon = sentence.shown().rstrip().endswith(":")
    return heading(sentence) if colon or len(sentence.tokens) < _SHORT_LINE else None


def _is_item(sentence: Sentence) -> bool:
    return _BULLET.match(sentence.text, sentence.start) is not None


def _continues(sentence: Sentence) -> bool:
    """Whether a sentence begins with "sementara", "rinciannya" and their like, quotation marks aside."""
    first = next((i for i, token in enumerate(sentence.tokens) if token.key not in _QUOTES), 0)
    return any(mark.first == first for mark in sentence.all("continues"))


def _cut(found: list, passage: Passage | Sentence) -> list:
    """Those of `found`, in order of their start, that start inside a passage."""
    first = bisect_left(found, passage.start, key=lambda one: one.start)
    return found[first : bisect_left(found, passage.end, lo=first, key=lambda one: one.start)]


def _subject(bound: list[Bound]) -> Bound | None:
    """What a next sentence may go on with; nothing after numbers of two meanings."""
    told = [one for one in bound if one.indicator]
    told = [one for one in told if one.window.slot.family in ("people", "bare")] or told
    return told[0] if len({(one.indicator, one.unit) for one in told}) == 1 else None


def _reason(bound: Bound, scheme: str, where: Where) -> str:
    """Why a number is no claim, '' for a claim."""
    if not bound.indicator:
        return bound.reason
    if scheme in _NOT_OURS:
        return _NOT_OURS[scheme]
    return "" if where.place else "no place is told"


def _is_of_date(number: Number | Refusal, dates: list[DateFound]) -> bool:
    year = _YEAR.fullmatch(number.printed) and not getattr(number, "unit", "")
    k = bisect_left(dates, number.end, key=lambda date: date.start)
    return bool(year) or (k > 0 and number.start < dates[k - 1].end)
