"""The way through a story that gives its numbers dates and places, sentence by sentence.

What a sentence does not tell may be told by the one before, the paragraph or the story; what ends a paragraph
ends most of it. Places are chosen twice (`ucjlib.read.first_choices`), dates the second time.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ucjlib.read.clauses import Sentence
from ucjlib.read.first_choices import First, Near, near, of_near
from ucjlib.read.first_look import Look
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
from ucjlib.read.phrases import Bound
from ucjlib.read.settings import NOWHERE, Setting, Where, speaker_of
from ucjlib.read.tagger import Asked
from ucjlib.read.trails import Trail
from ucjlib.read.wheres import place_options

Meant = list[list[tuple[Look, list[Bound]]]]  # by paragraph


class Chosen(NamedTuple):
    """A number with its date and place; `speaker`: the office of who was quoted last, or ''."""

    look: Look
    bound: Bound
    when: Moment
    where: Where
    speaker: str
    paragraph: int


def choose(story: Meant, setting: Setting, ask: Asked) -> list[Chosen]:
    """Every number of a story with date and place, in reading order."""
    first = [one for one in Way(setting, ask).go(story) if one.bound.indicator]
    return list(Way(setting, ask, near([_first(one) for one in first])).go(story))


def _first(one: Chosen) -> First:
    number, sentence = one.bound.number, one.look.sentence.start
    return First(number.start, number.value, one.bound.indicator, sentence, one.paragraph, one.where[:2])


class Way:
    """Goes through a story once. `near`: the first choices around each number, by start; None at first."""

    def __init__(self, setting: Setting, ask: Asked, near: dict[int, Near] | None = None) -> None:
        self.setting, self.ask, self.near = setting, ask, near
        self.told: list[Told] = []  # dates
        self.dated = Last()  # of the last number
        self.target = LastYear()  # of the last target
        self.trail = Trail()  # places
        self.speaker = ""

    def go(self, story: Meant) -> Iterator[Chosen]:
        """Every number with date and place, in reading order."""
        for k, paragraph in enumerate(story):
            if not paragraph[0][0].goes_on:
                self.told = next_paragraph(self.told)
                self.dated = replace(self.dated, back="p" if self.dated.back else "")
                self.trail.next_paragraph()
            for look, bound in paragraph:
                self.speaker = speaker_of(look.sentence) or self.speaker
                yield from self._tell(look, bound, k)
                self._remember(look.sentence)

    def _tell(self, look: Look, bound: list[Bound], paragraph: int) -> Iterator[Chosen]:
        place = NOWHERE
        for one in bound:
            when = self._when(one, look.sentence)
            place = self._where(one, look.sentence, place)
            yield Chosen(look, one, when, place, self.speaker, paragraph)
        if place.place:
            self.trail.tell(place)

    def _when(self, bound: Bound, sentence: Sentence) -> Moment:
        if not bound.indicator or self.near is None:
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
        if not options or not bound.indicator:
            return previous
        if self.near is None:
            return self.ask.pick("place_guess", options, bound.number)
        around = self.near[bound.number.start]
        seen = [(place, [*told, *of_near(around, place[:2], told[0])]) for place, told in options]
        return self.ask.pick("place", seen, bound.number)

    def _remember(self, sentence: Sentence) -> None:
        self.told = next_told(self.told, sentence)
        self.target = replace(self.target, since=self.target.since + 1)
        self.dated = replace(self.dated, back=self.dated.back.replace("n", "s"))
        self.trail.follow(sentence)
