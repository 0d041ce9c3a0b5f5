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
from ucjlib.read.dates import DateFound
from ucjlib.read.first_look import FirstLook, Look
from ucjlib.read.guesses import of_guesses
from ucjlib.read.lexemes import Lexeme
from ucjlib.read.meanings import meanings
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
from ucjlib.read.phrases import Bound
from ucjlib.read.places import PlaceFound
from ucjlib.read.relations import relations
from ucjlib.read.segment_features import LONG_AGO
from ucjlib.read.settings import NOWHERE, Setting, Story, Where, around_of, scheme_at, speaker_of
from ucjlib.read.tagger import Asked
from ucjlib.read.trails import Trail
from ucjlib.read.wheres import place_options

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_NOT_OURS = {
    "health": "it is a figure of the health insurer",
    "": "the text names no employment social security",
}


class Found:
    """What was found in the whole story, cut to one sentence at a time."""

    def __init__(
        self, shown: str, lexemes: list[Lexeme], dates: list[DateFound], places: list[PlaceFound]
    ) -> None:
        self.text, self.lexemes, self.dates, self.places = shown, lexemes, dates, places
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
    """Reads a story; `said` holds every number with what was told of it."""

    def __init__(self, setting: Setting, found: Found, story: Story, ask: Asked) -> None:
        self.setting, self.found, self.ask = setting, found, ask
        self.said: list[Said] = []
        self.told: list[Told] = []  # dates
        self.dated = Last()  # of the last number
        self.target = LastYear()  # of the last target
        self.trail = Trail()  # places
        self.around = around_of(story)
        self.speaker = ""

    def read(self, story: Story) -> list[Said]:
        """Every number of a story with what was told of it."""
        first = FirstLook(self.setting, self.found.relations, self.ask)
        looks = [first.look(paragraph) for paragraph in story]
        near = of_guesses(looks)
        for paragraph in looks:
            self._read_paragraph(paragraph, near)
        return self.said

    def _read_paragraph(self, paragraph: list[Look], near: dict[int, list[str]]) -> None:
        if not paragraph[0].goes_on:
            self.told = next_paragraph(self.told)
            self.dated = replace(self.dated, back="p" if self.dated.back else "")
            self.trail.next_paragraph()
        for look in paragraph:
            self.speaker = speaker_of(look.sentence) or self.speaker
            bound = meanings(look, near, self.around, self.ask)
            self._tell(look, bound)
            self._remember(look.sentence, bound)

    def _tell(self, look: Look, bound: list[Bound]) -> None:
        sentence = look.sentence
        ends, refused = self.found.numbers_of(sentence)
        speaker = HEADLINE if look.headline else self.speaker or "unattributed"
        place, shown = NOWHERE, sentence.shown()
        for one in bound:
            when = self._when(one, sentence)
            place = self._where(one, sentence, place)
            reason = _reason(one, scheme_at(one.number.start, sentence, look.scheme), place)
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
        self._remember_segments(sentence, bound)

    def _remember_segments(self, sentence: Sentence, bound: list[Bound]) -> None:
        named = [mark.phrase.means for mark in sentence.all(SEGMENT)]
        covered = [one.segment for one in bound if one.indicator]
        last = named[-1] if named else self.around.last
        number = covered[-1] if covered else self.around.number
        first = named[0] if named else self.around.first
        ago = 0 if named else min(self.around.ago + 1, LONG_AGO)
        self.around = self.around._replace(last=last, number=number, first=first, ago=ago)


def _cut(found: list, passage: Passage | Sentence) -> list:
    """Those of `found`, in order of their start, that start inside a passage."""
    first = bisect_left(found, passage.start, key=lambda one: one.start)
    return found[first : bisect_left(found, passage.end, lo=first, key=lambda one: one.start)]


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
