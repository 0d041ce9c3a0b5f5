"""What a hypothesis about a disagreement returns: a word, its arithmetic, and how narrow a range it hit.

>>> round(Suspect("swapped_digits", "35.68 as 35.86", 0.0001).strength(2.0), 1)
6.0
"""

from math import log10
from typing import NamedTuple

LEAST_TOLERANCE = 1e-6


class Suspect(NamedTuple):
    """A likely cause: a word of `causes.csv`, its arithmetic, relative width of the range that it hit."""

    word: str
    working: str
    tolerance: float

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
