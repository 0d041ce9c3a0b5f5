"""The way through a story that gives its numbers dates and places, sentence by sentence.

What a sentence does not tell may be told by the one before, the paragraph or the story; what ends a paragraph
ends most of it. Places are chosen twice (`ucjlib.read.first_choices`), dates the second time.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from ucjlib.read.claims import Other
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
from ucjlib.read.relations import Tie
from ucjlib.read.settings import NOWHERE, Setting, Where, speaker_of
from ucjlib.read.tagger import Asked
from ucjlib.read.trails import Trail
from ucjlib.read.wheres import place_options

T = TypeVar("T")
Ranked = list[tuple[T, float]]  # the best first, each with its log odds behind it
Ties = dict[int, list[Tie]]
Meant = list[list[tuple[Look, list[Bound]]]]  # by paragraph
CLOSE = 3.0  # log odds behind the best: what lies further behind is no other choice


class Chosen(NamedTuple):
    """A number with its date and place; `speaker`: the office of who was quoted last, or ''.

    `others`: what else one of the three may be.
    """

    look: Look
    bound: Bound
    when: Moment
    where: Where
    speaker: str
    paragraph: int
    others: tuple[Other, ...] = ()


def choose(story: Meant, setting: Setting, ties: Ties, ask: Asked) -> list[Chosen]:
    """Every number of a story with date and place, in reading order; `ties`: those of each number's start."""
    first = [one for one in Way(setting, ties, ask).go(story) if one.bound.indicator]
    return list(Way(setting, ties, ask, near([_first(one, ties) for one in first])).go(story))


def _first(one: Chosen, ties: Ties) -> First:
    number, sentence, choice = one.bound.number, one.look.sentence.start, one.where[:2]
    tied = frozenset(tie.other for tie in ties.get(number.start, ()))
    return First(number.start, number.value, one.bound.indicator, sentence, one.paragraph, choice, tied)


def _others(part: str, ranked: Iterable[tuple[object, float]]) -> Iterator[Other]:
    return (Other(part, one, lag) for one, lag in ranked if lag <= CLOSE)


class Way:
    """Goes through a story once. `near`: the first choices around each number, by start; None at first."""

    def __init__(self, setting: Setting, ties: Ties, ask: Asked, near: dict[int, Near] | None = None) -> None:
        self.setting, self.ties, self.ask, self.near = setting, ties, ask, near
        self.given: dict[int, str] = {}  # start of a number -> its date
        self.told: list[Told] = []  # dates
        self.dated = Last()  # of the last number
        self.target = LastYear()  # of the last target
        self.years: dict[int, int] = {}  # start of a target -> its year
        self.trail = Trail()  # places
        self.speaker = ""

    def go(self, story: Meant) -> Iterator[Chosen]:
        """Every number with date and place, in reading order."""
        for k, paragraph in enumerate(story):
            if not paragraph[0][0].goes_on:
                self.told = next_paragraph(self.told)
                self.dated = Last(self.dated.date, "p" if self.dated.back else "")
                self.trail.next_paragraph()
            for look, bound in paragraph:
                self.speaker = speaker_of(look.sentence) or self.speaker
                if bound:
                    yield from self._tell(look, bound, k)
                self._remember(look.sentence)

    def _tell(self, look: Look, bound: list[Bound], paragraph: int) -> Iterator[Chosen]:
        place = NOWHERE
        for one in bound:
            whens = self._when(one, look.sentence)
            wheres = self._where(one, look.sentence, place)
            when, place = whens[0][0], wheres[0][0]
            others = (
                *_others("bound", one.others),
                *_others("when", whens[1:]),
                *_others("where", wheres[1:]),
            )
            yield Chosen(look, one, when, place, self.speaker, paragraph, others)
        if place.place:
            self.trail.tell(place)

    def _when(self, bound: Bound, sentence: Sentence) -> Ranked[Moment]:
        day, indicator = self.setting.day, bound.indicator
        if not indicator or self.near is None:
            return [(moment(None, day, ""), 0.0)]
        start = bound.number.start
        tied = {self.given[tie.other] for tie in self.ties.get(start, ()) if tie.other in self.given}
        options = moment_options(bound, sentence, self.told, self.dated, tied, day)
        dates = self.ask.rank("moment", options, bound.number)
        date = dates[0][0]
        self.dated, self.given[start] = Last(date, "n"), date.as_of if date else ""
        years = self._target_year(bound, options)
        dated = [(moment(other, day, indicator, years[0][0]), lag) for other, lag in dates]
        return [*dated, *((moment(date, day, indicator, year), lag) for year, lag in years[1:])]

    def _target_year(self, bound: Bound, options: list[Option]) -> Ranked[int]:
        if bound.indicator not in TARGETS:
            return [(0, 0.0)]
        dates = self.ask.rank("target_year", target_options(options, self.target), bound.number)
        years = [(int(date.as_of[:4]) if date else 0, lag) for date, lag in dates]
        year = self._year_of_sum(bound) or years[0][0]
        if year:
            self.target, self.years[bound.number.start] = LastYear(str(year)), year
        return [(year, 0.0), *(one for one in years if one[0] != year)]

    def _year_of_sum(self, bound: Bound) -> int:
        """Of a gap the year of the one target which it makes a sum with, 0 for none."""
        ties = self.ties.get(bound.number.start, ())
        years = {self.years[tie.other] for tie in ties if tie.other in self.years}
        return years.pop() if bound.indicator == "coverage_gap" and len(years) == 1 else 0

    def _where(self, bound: Bound, sentence: Sentence, previous: Where) -> Ranked[Where]:
        if not bound.indicator:
            return [(previous, 0.0)]
        options = place_options(bound, sentence, self.setting, self.trail, previous, self.speaker)
        if not options:
            return [(previous, 0.0)]
        if self.near is None:
            return self.ask.rank("place_guess", options, bound.number)
        around = self.near[bound.number.start]
        seen = [(place, [*told, *of_near(around, place[:2], told[0])]) for place, told in options]
        return self.ask.rank("place", seen, bound.number)

    def _remember(self, sentence: Sentence) -> None:
        self.trail.follow(sentence)
        if self.near is not None:  # dates are not chosen at first
            self.told = next_told(self.told, sentence)
            self.target = self.target.later()
            self.dated = self.dated.later()
