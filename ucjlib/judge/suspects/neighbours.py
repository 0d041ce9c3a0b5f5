"""Which numbers one slip of the pen away from a printed one would fit.

Not for deciding: among many neighbours one fits by chance now and then, so the narrower the range
that it has to hit, the more it says.

>>> [(word, value) for word, value in neighbours("130.363") if 130262 <= value <= 130264]
[('single_digit_slip', 130263.0)]
>>> [(word, value) for word, value in neighbours("5,37", rate=True) if 50 <= value <= 56]
[('separator', 53.7)]

Method: the edits of Scholtus (2009): one digit replaced, two exchanged, one lost, one added; and the
separators of two number styles.
"""

from collections.abc import Iterator

from ucjlib.judge.causes import LEAST_DIGITS

RATE_SCALES = (10.0, 100.0, 0.1, 0.01)
COUNT_SCALES = (1000.0, 0.001)


def neighbours(text: str, rate: bool = False) -> Iterator[tuple[str, float]]:
    """Slip and value for every number one slip away from `text` (digits and Indonesian separators).

    rate : a percentage, whose comma may be anywhere; of a count only thousands are lost.
    """
    whole, _, fraction = text.replace(".", "").partition(",")
    digits, decimals = whole + fraction, len(fraction)
    if not digits.isdigit():
        return
    printed = _value(digits, decimals)
    if sum(map(str.isdigit, text)) >= LEAST_DIGITS:
        yield from _edits(digits, decimals)
    for scale in RATE_SCALES if rate else COUNT_SCALES:
        yield "separator" if rate else "lost_scale", float(f"{printed * scale:.10g}")


def english(text: str) -> float | None:
    """The value of a token read the English way, where that is another number."""
    marks = [mark for mark in text if mark in ".,"]
    if len(marks) != 1 or not text.replace(marks[0], "").isdigit():
        return None
    whole, _, rest = text.partition(marks[0])
    if len(rest) != 3:
        return None
    return float(f"{whole}.{rest}") if marks[0] == "." else float(whole + rest)


def _edits(digits: str, decimals: int) -> Iterator[tuple[str, float]]:
    for at in range(len(digits)):
        before, digit, after = digits[:at], digits[at], digits[at + 1 :]
        for other in "0123456789":
            if other != digit:
                yield "single_digit_slip", _value(before + other + after, decimals)
            yield "lost_digit", _value(before + other + digits[at:], decimals)
        if after and after[0] != digit:
            yield "swapped_digits", _value(before + after[0] + digit + after[1:], decimals)
        yield "added_digit", _value(before + after, decimals)


def _value(digits: str, decimals: int) -> float:
    return int(digits or "0") / 10**decimals
