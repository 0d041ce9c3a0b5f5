"""What is seen of a date that a number may hold for, as features for the tagger, and what kind of date it is.

Features are short texts as in `ucjlib.read.features`: where the date stands, what stands between, what was
told before, where "kini" stands. Nothing is decided here.

>>> of_told(Told(DateFound("2025-05", "", "month", None, "Mei 2025", 4, 12), "s", heads=True))[:2]
['back=s', 'back=s|heads=True']
"""

import re
from dataclasses import dataclass

from ucjlib.read.clauses import Sentence, Spot, spot
from ucjlib.read.dates import DateFound
from ucjlib.read.phrase_tables import has
from ucjlib.read.phrases import Bound

_DATA_REACH = 40  # characters within which "data" makes a date that of the figures
_LINE_START = 40  # characters before the day of a dateline
_WORDS = 4  # before a number that may tell of today
_DATELINE = re.compile(r"\)?\s*(?:[-–—|:]+\s|\.\s)")  # Barru, 14 Agustus 2024 -
_AFTER_PLACE = re.compile(r"[^\W\d_],\s\Z")  # di Pendopo Si Panji, 17 Desember 2025


@dataclass(frozen=True, slots=True)
class Told:
    """A date that an earlier sentence told. `back`: 's' the last of this paragraph, 'p' of an earlier one.

    `heads`: its sentence ends with a colon. `since`: how many sentences ended after it. `now`: whether "kini"
    was said after it.
    """

    date: DateFound
    back: str
    heads: bool = False
    since: int = 0
    now: bool = False


@dataclass(frozen=True, slots=True)
class Last:
    """The date of the last number. `back`: 'n' the same sentence, 's' the paragraph, 'p' before it, '' none.

    `date` is None for the day it was said.
    """

    date: DateFound | None = None
    back: str = ""

    def later(self) -> "Last":
        """The same after a sentence."""
        return Last(self.date, "s") if self.back == "n" else self


@dataclass(frozen=True, slots=True)
class LastYear:
    """The year of the last target, '' for none, and how many sentences ended after it."""

    year: str = ""
    since: int = 0

    def later(self) -> "LastYear":
        """The same after a sentence."""
        return LastYear(self.year, self.since + 1)


def is_event(date: DateFound, text: str) -> bool:
    """Whether a date tells when something was said or done: in brackets, under a weekday, in a dateline."""
    bracketed = text[date.start - 1 : date.start] == "(" and text[date.end : date.end + 1] == ")"
    line = text.rfind("\n", 0, date.start) + 1
    dateline = date.start - line < _LINE_START and _DATELINE.match(text, date.end)
    after_place = _AFTER_PLACE.search(text, max(0, date.start - 3), date.start)
    told = date.weekday_ok is not None or bracketed or bool(dateline) or bool(after_place)
    return date.kind == "day" and told and not is_relative(date)


def is_now(date: DateFound) -> bool:
    """saat ini, kini: the day it was said."""
    return date.kind == "day" and is_relative(date)


def is_relative(date: DateFound) -> bool:
    """tahun ini, bulan lalu: printed without a digit."""
    return not any(letter.isdigit() for letter in date.printed)


def tells_now(sentence: Sentence) -> bool:
    return any(map(is_now, sentence.dates))


def is_data(date: DateFound, text: str) -> bool:
    """data BPS per Desember 2024: the date of the figures themselves."""
    before = re.split(r"[\d.]", text[max(0, date.start - _DATA_REACH) : date.start])[-1]
    return has(before, "data") is not None


def of_last(date: DateFound | None, last: Last, spot: str) -> list[str]:
    """Whether a date is that of the last number."""
    same = (date.as_of if date else "") == (last.date.as_of if last.date else "")
    told = f"last={last.back}|{'same' if same else 'other'}"
    return [told, f"{spot}|{told}"]


def of_tied(date: DateFound | None, tied: set[str], spot: str) -> list[str]:
    """Whether a date is that of a number that makes a sum with this one; nothing where none was given."""
    told = f"tied={(date.as_of if date else '') in tied}"
    return [told, f"{spot}|{told}"] if tied else []


def of_last_year(date: DateFound | None, last: LastYear) -> list[str]:
    """Whether an option is the year of the last target."""
    same = (date.as_of[:4] if date else "") == last.year
    told = f"{'same' if same else 'other'}|{date is None}"
    return [f"year={told}|{bool(last.year)}", f"year={told}|{bool(last.year)}|{min(last.since, 2)}"]


def of_date_beside(bound: Bound, date: DateFound, sentence: Sentence, count: int, day: str) -> list[str]:
    """What is seen of a date of the same sentence; `count`: how many such dates there are."""
    first, last = sentence.token_at(date.start), sentence.token_at(date.end)
    seen = spot(bound.window.slot.at, first, last)
    intro = [token.key for token in sentence.tokens[max(0, first - 2) : first]]
    word = sentence.key_at(bound.window.slot.at - 1)  # naik dari 41 pada 2024 menjadi 45
    return [
        *_of_spot(seen, sentence, first, last),
        *_of_nearer(seen, date, sentence),
        f"{seen.side}|dates={min(count, 3)}|{min(sentence.numbers(*seen.between), 2)}",
        f"intro={intro[-1] if intro else ''}",
        f"{seen.side}|intro={' '.join(intro)}",
        f"data={is_data(date, sentence.text)}",
        f"now={tells_now(sentence)}|{seen.side}",
        *of_date(date, day),
        f"{seen.side}|word={word}|{min(sentence.numbers(*seen.between), 2)}",
    ]


def of_told(one: Told) -> list[str]:
    """What is seen of a date that was told before."""
    back = f"back={one.back}"
    return [back, f"{back}|heads={one.heads}", f"{back}|since={min(one.since, 3)}", f"{back}|now={one.now}"]


def of_now(bound: Bound, sentence: Sentence) -> list[str]:
    """Where the "kini" stands that is nearest to the number."""
    at = bound.window.slot.at
    seen = [_spot_of(at, date, sentence) for date in sentence.dates if is_now(date)]
    if not seen:
        return []
    near = min(seen, key=lambda one: one.between[1] - one.between[0])
    numbers, breaks = sentence.numbers(*near.between), sentence.breaks(*near.between)
    first, last = near.between
    dates = sum(first <= sentence.token_at(date.start) < last for date in sentence.dates)
    return [
        f"kini={near.side}|{min(numbers, 2)}|{min(dates, 1)}",
        f"kini={near.side}|{min(breaks, 2)}|{near.reach(3, 7)}",
    ]


def of_words(bound: Bound, sentence: Sentence) -> list[str]:
    """The words right before the number: "masih" and "sudah" tell of today; a place tells nothing."""
    at = bound.window.slot.at
    near = range(max(bound.window.left, at - _WORDS), at)
    words = [sentence.key_at(k) for k in near if not sentence.named[k] and len(sentence.key_at(k)) > 2]
    return [f"day|word={word}" for word in words]


def _spot_of(at: int, date: DateFound, sentence: Sentence) -> Spot:
    return spot(at, sentence.token_at(date.start), sentence.token_at(date.end))


def _of_spot(seen: Spot, sentence: Sentence, first: int, last: int) -> list[str]:
    """Where the date at `tokens[first:last]` stands, seen from the number and from the sentence."""
    breaks, numbers = sentence.breaks(*seen.between), sentence.numbers(*seen.between)
    opens = all(slot.at >= last for slot in sentence.slots)
    closes = all(slot.at < first for slot in sentence.slots)
    place = f"{seen.side}|{min(breaks, 2)}|{min(numbers, 2)}"
    return [f"place={place}", f"{place}|{seen.reach(3, 7)}", f"{place}|opens={opens}|closes={closes}"]


def _of_nearer(seen: Spot, date: DateFound, sentence: Sentence) -> list[str]:
    """How many other dates stand between the number and the date."""
    first, last = seen.between
    others = (other for other in sentence.dates if other is not date)
    nearer = sum(first <= sentence.token_at(other.start) < last for other in others)
    come = f"spot={seen.side}|{min(nearer, 2)}|{min(sentence.numbers(first, last), 2)}"
    return [f"{come}|{date.kind}", f"{come}|{min(sentence.breaks(first, last), 2)}"]


def of_date(date: DateFound, day: str) -> list[str]:
    year, today = date.as_of[:4], day[:4]
    when = "?" if not today else "same" if year == today else "later" if year > today else "earlier"
    kind = f"kind={date.kind}"
    return [kind, f"when={when}", f"{kind}|when={when}", f"relative={is_relative(date)}"]


def with_indicator(features: list[str], indicator: str) -> list[str]:
    return [*features, *(f"{indicator}|{feature}" for feature in features)]
