"""Which numbers one slip of the pen away from a printed one would fit.

Not for deciding: among many neighbours one fits by chance now and then, so the narrower the range
that it has to hit, the more it says.

>>> [one for one in neighbours("130.363") if 130262 <= one.value <= 130264]
[Neighbour(word='single_digit_slip', value=130263.0, step=1.0)]
>>> [(one.word, one.value) for one in neighbours("5,37", rate=True) if 53.6 <= one.value <= 54]
[('separator', 53.7)]
>>> [(one.word, one.step) for one in neighbours("31,6", rate=True) if one.value == 31.36]
[('lost_digit', 0.01)]

Method: the edits of Scholtus (2009): one digit replaced, two exchanged, one lost, one added; and the
separators of two number styles.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ucjlib.judge.causes import LEAST_DIGITS

RATE_SCALES = (10.0, 100.0, 0.1, 0.01)
COUNT_SCALES = (1000.0, 0.001)
# percentages are printed with two decimals at the most
MOST_DECIMALS = 2


class Neighbour(NamedTuple):
    """A number one slip away: the slip, its value, and the unit of its last digit."""

    word: str
    value: float
    step: float


def neighbours(text: str, rate: bool = False) -> Iterator[Neighbour]:
    """Every number one slip away from `text` (digits and Indonesian separators).

    rate : a percentage, whose comma may be anywhere; of a count only thousands are lost.
    """
    whole, _, fraction = text.replace(".", "").partition(",")
    digits, decimals = whole + fraction, len(fraction)
    if not digits.isdigit():
        return
    told = telling(text, rate)
    if len(told) >= LEAST_DIGITS:
        yield from _edits(digits, decimals)
    elif len(told) == LEAST_DIGITS - 1:
        # the last of three digits hits all that is near
        yield from _replaced(told[:-1], digits[len(told) - 1 :], decimals)
        yield from _exchanged(told, digits[len(told) :], decimals)
    if len(digits) >= LEAST_DIGITS - 1:
        yield from _longer(whole, fraction)
    step, printed = 10.0**-decimals, _value(digits, decimals)
    for scale in RATE_SCALES if rate else COUNT_SCALES:
        word = "separator" if rate else "lost_scale"
        yield Neighbour(word, float(f"{printed * scale:.10g}"), float(f"{step * scale:.10g}"))


def telling(text: str, rate: bool = False) -> str:
    """The digits of `text` that tell: the zeros of a round count do not, one edit of it hits anything.

    >>> telling("2.090.000"), telling("2,09"), telling("40", rate=True)
    ('209', '209', '40')
    """
    digits = text.replace(".", "").replace(",", "")
    return digits if rate or "," in text else digits.rstrip("0")


def english(text: str) -> float | None:
    """The value of a token read the English way, where that is another number."""
    marks = [mark for mark in text if mark in ".,"]
    if len(marks) != 1 or not text.replace(marks[0], "").isdigit():
        return None
    whole, _, rest = text.partition(marks[0])
    if len(rest) != 3:
        return None
    return float(f"{whole}.{rest}") if marks[0] == "." else float(whole + rest)


def _edits(digits: str, decimals: int) -> Iterator[Neighbour]:
    """One digit replaced, two exchanged, one left out."""
    yield from _replaced(digits, "", decimals)
    yield from _exchanged(digits, "", decimals)
    for at in range(len(digits)):
        before, after = digits[:at], digits[at + 1 :]
        shorter = decimals - (at >= len(digits) - decimals)
        yield Neighbour("added_digit", _value(before + after, shorter), 10.0**-shorter)


def _replaced(digits: str, rest: str, decimals: int) -> Iterator[Neighbour]:
    """One digit replaced, none of `rest`."""
    for at, digit in enumerate(digits):
        for other in "0123456789".replace(digit, ""):
            changed = digits[:at] + other + digits[at + 1 :] + rest
            yield Neighbour("single_digit_slip", _value(changed, decimals), 10.0**-decimals)


def _exchanged(digits: str, rest: str, decimals: int) -> Iterator[Neighbour]:
    """Two digits that stand beside each other exchanged, none of `rest`."""
    for at, (one, two) in enumerate(pairwise(digits)):
        if one != two:
            swapped = digits[:at] + two + one + digits[at + 2 :] + rest
            yield Neighbour("swapped_digits", _value(swapped, decimals), 10.0**-decimals)


def _longer(whole: str, fraction: str) -> Iterator[Neighbour]:
    """One digit put in, before the comma or behind it."""
    for other in "0123456789":
        for at in range(len(whole) + 1):
            longer = whole[:at] + other + whole[at:]
            yield Neighbour("lost_digit", _value(longer + fraction, len(fraction)), 10.0 ** -len(fraction))
        for at in range(len(fraction) + 1) if 0 < len(fraction) < MOST_DECIMALS else ():
            finer = fraction[:at] + other + fraction[at:]
            yield Neighbour("lost_digit", _value(whole + finer, len(finer)), 10.0 ** -len(finer))


def _value(digits: str, decimals: int) -> float:
    return int(digits or "0") / 10**decimals
