"""The number that a claim's printed token stands for, given the claim's unit and qualifier.

A range printed as one token makes two claims, told apart by the qualifier.

>>> claim_number("31,94%", "percent", "").low
Decimal('31.93')
>>> claim_number("65 sampai 68 persen", "percent", "range_high").value
Decimal('68')
"""

from ucjlib.core.errors import CannotRead
from ucjlib.read.numbers import Number, read_number, read_range

ENDS = ("range_low", "range_high")


def claim_number(printed: str, unit: str, qualifier: str) -> Number:
    """Read one token. Raises CannotRead where it must be refused rather than guessed."""
    if qualifier not in ENDS:
        return read_number(printed, unit, qualifier)
    try:
        return read_range(printed, unit)[ENDS.index(qualifier)]
    except CannotRead:
        return read_number(printed, unit)  # the two ends may be printed apart
