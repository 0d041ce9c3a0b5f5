"""A sentence as tokens: its words, its numbers as one token each, and the phrases of the tables in it.

Everything that binds a number to its meaning, place and time asks this one object. A comma, a bracket or
a word such as "sedangkan" is a break: what stands beyond it is weaker evidence. Nothing is understood here.

>>> from ucjlib.read.lexemes import lex
>>> from ucjlib.read.numbers import find_numbers
>>> text = "Cakupan baru 24 persen, target 45 persen"
>>> sentence = as_tokens(text, 0, len(text), lex(text), find_numbers(text))
>>> [token.key for token in sentence.tokens]
['cakupan', 'baru', '#percent', ',', 'target', '#percent']
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from ucjlib.read.dates import DateFound
from ucjlib.read.lexemes import Lexeme
from ucjlib.read.numbers import Number
from ucjlib.read.parts import PART
from ucjlib.read.phrase_tables import Mark, find_marks
from ucjlib.read.places import PlaceFound

NAME = "#name"
BREAKS = frozenset(",;:()–—")
_BLANKS = ("space", "hidden")
_PEOPLE = ("workers", "persons")
_UNIT_REACH = 12  # lexemes within which "per bulan" follows its amount


class Slot(NamedTuple):
    """A number of the sentence: the kind of thing it counts and the place of its token."""

    number: Number
    family: str
    at: int


class Spot(NamedTuple):
    """Where something stands, seen from a number: its side, and the `tokens[first:last]` between them."""

    side: str  # before or after
    between: tuple[int, int]

    def reach(self, touch: int, near: int) -> str:
        """`touch` or `near` where fewer tokens than these lie between, else `far`."""
        gap = self.between[1] - self.between[0]
        return "touch" if gap < touch else "near" if gap < near else "far"


def spot(at: int, first: int, last: int) -> Spot:
    """Where `tokens[first:last]` stands, seen from the number at `at`.

    >>> spot(5, 2, 4), spot(5, 9, 10).reach(touch=3, near=7)
    (Spot(side='before', between=(4, 5)), 'near')
    """
    return Spot("before", (last, at)) if last <= at else Spot("after", (at + 1, first))


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the story as tokens; places in it are places of `tokens`.

    `marks`: role -> the phrases of the tables. `breaks_before`: how many breaks stand before each token, and
    last how many in all. `named`: whether a token belongs to a region or a date. `words`: the keys of the
    tokens, those of a region or date "#name". `starts`: the characters where the tokens begin.
    """

    text: str
    start: int
    end: int
    tokens: list[Lexeme]
    marks: dict[str, list[Mark]]
    slots: list[Slot]
    breaks_before: list[int]
    dates: list[DateFound]
    places: list[PlaceFound]
    named: list[bool]
    words: list[str]
    starts: list[int]

    def shown(self) -> str:
        """The sentence as printed."""
        return self.text[self.start : self.end]

    def key_at(self, place: int) -> str:
        """The key of a token, '' outside the sentence."""
        return self.tokens[place].key if 0 <= place < len(self.tokens) else ""

    def told(self, role: str, first: int, last: int) -> list[Mark]:
        """The phrases of `role` that stand wholly in `tokens[first:last]`."""
        return [m for m in self.marks.get(role, ()) if first <= m.first and m.last <= last]

    def all(self, role: str) -> list[Mark]:
        """The phrases of `role` in the sentence."""
        return self.marks.get(role, [])

    def covered(self, roles: Sequence[str], first: int, last: int) -> set[int]:
        """The places in `tokens[first:last]` that phrases of `roles` take up."""
        marks = (mark for role in roles for mark in self.told(role, first, last))
        return {i for mark in marks for i in range(mark.first, mark.last)}

    def breaks(self, first: int, last: int) -> int:
        """How many breaks stand in `tokens[first:last]`."""
        return self.breaks_before[last] - self.breaks_before[first] if first < last else 0

    def numbers(self, first: int, last: int) -> int:
        """How many numbers stand in `tokens[first:last]`."""
        return sum(first <= slot.at < last for slot in self.slots)

    def next_number(self, at: int) -> int:
        """The place of the first number after `at`; past the last token for none."""
        return next((slot.at for slot in self.slots if slot.at > at), len(self.tokens))

    def token_at(self, position: int) -> int:
        """The place of the first token that starts at or after a character of the story."""
        return bisect_left(self.starts, position)


def as_tokens(
    text: str,
    start: int,
    end: int,
    lexemes: list[Lexeme],
    numbers: list[Number],
    dates: Sequence[DateFound] = (),
    places: Sequence[PlaceFound] = (),
) -> Sentence:
    """The sentence `text[start:end]`.

    lexemes : those of the whole story.
    numbers, dates, places : those of the sentence alone, in order; a range is one number.
    """
    first = bisect_left(lexemes, start, key=_start)
    own = lexemes[first : bisect_left(lexemes, end, lo=first, key=_start)]
    tokens, slots = _with_numbers(own, numbers)
    marks: dict[str, list[Mark]] = {}
    for mark in find_marks(tokens):
        marks.setdefault(mark.phrase.role, []).append(mark)
    names = [one for place in places for one in (place.inside if place.status == PART else (place,))]
    starts = [token.start for token in tokens]
    named = _named(starts, [*dates, *(name for name in names if name.status != "office")])
    words = [NAME if is_name else token.key for token, is_name in zip(tokens, named, strict=True)]
    breaks = _breaks(tokens, marks)
    return Sentence(
        text, start, end, tokens, marks, slots, breaks, list(dates), list(places), named, words, starts
    )


def _with_numbers(lexemes: list[Lexeme], numbers: list[Number]) -> tuple[list[Lexeme], list[Slot]]:
    """`lexemes` without blanks, the lexemes of each number made one token; and where these tokens are."""
    if not numbers:
        return [one for one in lexemes if one.kind not in _BLANKS], []
    tokens: list[Lexeme] = []
    slots: list[Slot] = []
    following = iter(numbers)
    number = next(following, None)
    for lexeme in lexemes:
        if number and lexeme.start >= number.end:
            number = next(following, None)
        if number and number.start == lexeme.start:
            slots.append(Slot(number, family(number, lexemes), len(tokens)))
            tokens.append(Lexeme("number", number.printed, f"#{slots[-1].family}", number.start, number.end))
        elif not (number and number.start < lexeme.start) and lexeme.kind not in _BLANKS:
            tokens.append(lexeme)
    return tokens, slots


def family(number: Number, lexemes: list[Lexeme]) -> str:
    """What kind of thing a number counts: a unit, `people`, or `bare` where the print does not tell.

    >>> from ucjlib.read.lexemes import lex
    >>> from ucjlib.read.numbers import read_number
    >>> family(read_number("Rp16.800"), lex("Rp16.800 per bulan"))
    'rupiah_per_month'
    """
    if number.unit in _PEOPLE:
        return "people"
    if number.unit == "rupiah":
        return _how_often(lexemes[bisect_left(lexemes, number.end, key=_start) :][:_UNIT_REACH])
    if not number.unit and number.value <= 100 and number.value % 1:
        return "percent"  # Kudus 61 persen, Jepara 43,5: nothing that is counted has a fraction
    return number.unit or "bare"


def _how_often(after: list[Lexeme]) -> str:
    """The unit of an amount of rupiah with these lexemes after it: "per bulan" makes it one a month."""
    near = [x for x in after if x.kind != "space"]
    told = [mark for mark in find_marks(near) if mark.phrase.role == "per" and mark.first == 0]
    return max(told, key=lambda mark: mark.last).phrase.means if told else "rupiah"


def _named(starts: list[int], spans: Sequence[DateFound | PlaceFound]) -> list[bool]:
    flags = [False] * len(starts)
    for span in spans:
        first = bisect_left(starts, span.start)
        for k in range(first, bisect_left(starts, span.end, lo=first)):
            flags[k] = True
    return flags


def _breaks(tokens: list[Lexeme], marks: dict[str, list[Mark]]) -> list[int]:
    """How many breaks stand before each token, and in all."""
    flags = [token.key in BREAKS for token in tokens]
    for mark in marks.get("contrast", ()):
        flags[mark.first] = True
    return list(accumulate(flags, initial=0))


def _start(lexeme: Lexeme) -> int:
    return lexeme.start
