"""What a hypothesis about a disagreement returns: a word, its arithmetic, and how narrow a range it hit.

>>> round(Suspect("swapped_digits", "35.68 as 35.86", 0.0001).strength(2.0), 1)
6.0
"""

from math import log10
from typing import Any, NamedTuple

from ucjlib.judge.causes import LEAST_DIGITS, digit_slip
from ucjlib.judge.prints import Print
from ucjlib.judge.together import one_moment
from ucjlib.judge.wording import plain

LEAST_TOLERANCE = 1e-6
# two counts that are one number lie this near
ONE_NUMBER = 0.003
# what a universe is of the employed of its place, and participants at the most
SCALE = (0.3, 1.1)
# a slip that another statement confirms, and an explanation that always fits
CONFIRMED, ALWAYS = 1e-6, 1.0


class Suspect(NamedTuple):
    """A likely cause: a word of `causes.csv`, its arithmetic, relative width of the range that it hit.

    claim : ids of the claims that it holds for misprinted or mislabelled; '' where none in particular.
    meant : what that claim should say, 0 where no number tells.
    """

    word: str
    working: str
    tolerance: float
    claim: str = ""
    meant: float = 0.0

    def strength(self, weight: float) -> float:
        """How much speaks for it: the weight of its word, and a unit for each digit that fits."""
        return weight - log10(max(self.tolerance, LEAST_TOLERANCE))


def within(value: float, low: float, high: float) -> bool:
    """Whether `value` lies in [low, high], to a rounding of the machine."""
    slack = 1e-9 * max(abs(low), abs(high), 1.0)
    return low - slack <= value <= high + slack


def width(low: float, high: float) -> float:
    """The width of a range over its middle; 1 around zero."""
    middle = abs(low + high) / 2
    return min((high - low) / middle, 1.0) if middle else 1.0


def hit(one: Any, two: Any) -> float:
    """The tolerance of two prints or claims that meet: the widths of both."""
    return width(one.low, one.high) + width(two.low, two.high)


def over(part: Print, whole: Print) -> Print:
    """`part` in percent of `whole`; 0 of a whole that may be 0."""
    if whole.low <= 0:
        return Print(0.0, 0.0, 0.0)
    return Print(100 * part.value / whole.value, 100 * part.low / whole.high, 100 * part.high / whole.low)


def less(one: Any, two: Any) -> Print:
    """The difference of two prints or claims."""
    return Print(one.value - two.value, one.low - two.high, one.high - two.low)


def one_number(one: Any, two: Any) -> bool:
    """Whether two claims print one number in one unit, but for rounding."""
    return one.unit == two.unit and abs(one.value - two.value) <= ONE_NUMBER * max(one.value, two.value)


def other_moment(one: Any, two: Any) -> bool:
    """Whether two claims speak of dates that cannot be one: no month is another than its year."""
    return not one_moment(one.as_of, two.as_of)


def one_label(one: Any, two: Any) -> bool:
    """Whether one number of two claims may be one fact: of one place and about a year, and telling.

    In one source any number tells, and any rate of two groups; else one of four digits but for zeros.
    """
    if one.source_id == two.source_id:
        return True
    groups = one.indicator == two.indicator and one.unit == "percent"
    digits = plain(one.value).replace(".", "").strip("0")
    years = [int(claim.as_of[:4] or 0) for claim in (one, two)]
    near = one.place == two.place and abs(years[0] - years[1]) <= 1
    return near and (groups or len(digits) >= LEAST_DIGITS)


def confirmed(printed: Any, other: Any) -> Suspect | None:
    """The slip between a figure and one that another statement prints: nothing else need be sought."""
    word = digit_slip(plain(printed.value), plain(other.value))
    said = f"{plain(other.value)}, printed {plain(printed.value)}, {named(other)}"
    return Suspect(word, said, CONFIRMED, printed.claim_id, other.value) if word else None


def named(claim: Any) -> str:
    """The indicator of a claim and its date."""
    return f"{claim.indicator} @{claim.as_of}" if claim.as_of else claim.indicator
