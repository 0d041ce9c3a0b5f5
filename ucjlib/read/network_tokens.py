"""A story as the network reads it: one word after the other, places, dates and numbers by what they are.

The name of a place, a date and a number are one token each, so that nothing is learnt of Blitar or of 8.125.
Each paragraph begins with a mark, a headline and any other line that is no sentence with one of its own.
`ucjlib.read.network` makes numbers of them, `tools/train_network.py` learns from them.
"""

from collections.abc import Iterator
from math import log10
from typing import NamedTuple, Protocol

import numpy as np

from ucjlib.read.dates import DateFound
from ucjlib.read.endings import is_ended
from ucjlib.read.lexemes import Lexeme
from ucjlib.read.numbers import Number, Refusal
from ucjlib.read.passages import Passage
from ucjlib.read.places import PlaceFound

HEAD, PARAGRAPH, LINE, NUMBER = "<H>", "<P>", "<L>", "<NUM>"
EMBEDDED = ("word", "begins", "ends", "unit", "size", "known", "standing")
UNSEEN = 1  # of a word that has no embedding; 0 where there is none
# values that tell themselves: contributions, targets, benefits
KNOWN = (16800, 36800, 20000, 10000, 8400, 6800, 201600, 45, 99.5, 42e6, 70e6, 174e6, 100)
LARGEST, FRACTION = 14, 16
# how a place or date stands in the story: the first place named, the second, ...; the day of the story, or a
# year from two before that to two after
PLACES, DAY, YEAR = 7, 8, 11
NATION = "00"
Thing = PlaceFound | DateFound | Number


class Found(Protocol):
    """What is found in a story before anything is chosen."""

    lexemes: list[Lexeme]
    dates: list[DateFound]
    places: list[PlaceFound]
    numbers: list[Number | Refusal]


class Tokens(NamedTuple):
    """A story's tokens: `words`, and in the same places `numbers` and `standing`, None and 0 for most.

    `at`: start of a number -> its token. `places`, `dates`: the token and the key of each that is named.
    """

    words: list[str]
    numbers: list[Number | None]
    standing: list[int]
    at: dict[int, int]
    places: list[tuple[int, str]]
    dates: list[tuple[int, str]]


def tokens_of(found: Found, paragraphs: list[Passage], day: str) -> Tokens:
    """The tokens of a story; `day`: when it was said, 'YYYY-MM-DD' or ''."""
    told = list(_words(found, {one.start: _mark(one, k) for k, one in enumerate(paragraphs)}))
    words, named = [word for word, _ in told], dict[str, int]()
    tokens = Tokens(words, [None] * len(words), [0] * len(words), {}, [], [])
    for here, thing in ((k, thing) for k, (_, thing) in enumerate(told) if thing):
        if isinstance(thing, Number):
            tokens.at[thing.start] = here
            tokens.numbers[here] = thing
        elif isinstance(thing, PlaceFound):
            tokens.standing[here] = min(named.setdefault(place_key(thing), len(named) + 1), PLACES)
            tokens.places.append((here, place_key(thing)))
        else:
            tokens.standing[here] = _beside(thing.as_of, day)
            tokens.dates.append((here, thing.as_of))
    return tokens


def _beside(date: str, day: str) -> int:
    """How a date stands to the day of the story, 0 where that has none."""
    if not day:
        return 0
    return DAY if date == day else YEAR + max(-2, min(2, int(date[:4]) - int(day[:4])))


def place_key(place: PlaceFound) -> str:
    """What tells one place from another: its code, or the name of an area that has none."""
    return place.region_code or place.place


def _mark(paragraph: Passage, place: int) -> str:
    """What stands before a paragraph; one that does not end as a sentence is a headline or, later, a line."""
    return PARAGRAPH if is_ended(paragraph.text) else LINE if place else HEAD


def _words(found: Found, marks: dict[int, str]) -> Iterator[tuple[str, Thing | None]]:
    things: dict[int, Thing] = {place.start: place for place in found.places}
    things |= {date.start: date for date in found.dates}
    numbers = [number for number in found.numbers if isinstance(number, Number)]
    # of both ends of a range the first, and what is part of a date or name is no number
    things = {number.start: number for number in reversed(numbers)} | things
    end = -1
    for lexeme in found.lexemes:
        if lexeme.start in marks:
            yield marks[lexeme.start], None
        if lexeme.start < end or lexeme.kind == "space":
            continue
        thing = things.get(lexeme.start)
        end = thing.end if thing else end
        yield (_kind(thing) if thing else lexeme.key), thing


def _kind(thing: Thing) -> str:
    if isinstance(thing, Number):
        return NUMBER
    if isinstance(thing, DateFound):
        return f"<DATE{len(thing.as_of)}>"
    aside = "a" if thing.aside else ""
    return f"<PLACE:{_level(thing)}{aside}>"


def _level(place: PlaceFound) -> str:
    if not place.region_code:
        return place.status
    return "nation" if place.region_code == NATION else "prov" if len(place.region_code) == 2 else "reg"


def ids_of(tokens: Tokens, part: slice, known: dict[str, dict[str, int]]) -> np.ndarray:
    """A row for each token of a part, a column for each of `EMBEDDED`; `known`: the words of each."""
    columns = (tokens.words[part], tokens.numbers[part], tokens.standing[part])
    spellings = {word: _ids(word, known) for word in set(tokens.words[part])}
    rows = [
        (*spellings[word], *_of_number(number, known["unit"]), stands)
        for word, number, stands in zip(*columns, strict=True)
    ]
    return np.array(rows, dtype=np.int32).reshape(-1, len(EMBEDDED))


def _ids(word: str, known: dict[str, dict[str, int]]) -> tuple[int, ...]:
    return tuple(known[name].get(text, UNSEEN) for name, text in spelt(word).items())


def spelt(word: str) -> dict[str, str]:
    """A word, how it begins and how it ends; a mark is the same in all three.

    >>> spelt("kepesertaan")
    {'word': 'kepesertaan', 'begins': 'kepe', 'ends': 'aan'}
    """
    if word.startswith("<"):
        return dict.fromkeys(EMBEDDED[:3], word)
    return {"word": word, "begins": word[:4], "ends": word[-3:]}


def _of_number(number: Number | None, units: dict[str, int]) -> tuple[int, int, int]:
    """Unit, size and known value of a number, zeros where a token is none."""
    if number is None:
        return 0, 0, 0
    value = float(number.value)
    digits = min(int(log10(abs(value))) + 1 if abs(value) >= 1 else 0, LARGEST)
    known = KNOWN.index(value) + 1 if value in KNOWN else 0
    return units.get(number.unit or "none", UNSEEN), 1 + digits + FRACTION * bool(value % 1), known
