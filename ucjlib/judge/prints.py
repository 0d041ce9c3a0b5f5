"""How far a printed number reaches beyond its own range: open words, printed ranges, round counts.

The range of a claim (`low`, `high`) allows for cutting off and rounding. Here is what that
range does not know: "kurang dari 50 persen" is no statement about 40, "600-700 ribu" is one
number, and 472.000 beside 472.010 is the same count in round figures.

>>> under_half, ratio = Print(50.0, 40.0, 50.0, "less_than"), Print(30.63, 30.5, 30.8)
>>> overlap(under_half, ratio), one_truth(under_half, ratio)
(False, True)
>>> one_truth(Print(472000.0, 471999.0, 472001.0), Print(472010.0, 472009.0, 472011.0))
True
"""

from collections.abc import Callable
from math import inf
from typing import Any, NamedTuple

import pandas as pd

from ucjlib.judge.together import KEYS

OPEN_BELOW = ("less_than",)
OPEN_ABOVE = ("more_than", "at_least")
ENDS = ("range_low", "range_high")
# a round figure that lies further from another count than this share is another count
ROUNDED_SHARE = 0.01
LEAST_SLACK = 500.0


class Print(NamedTuple):
    """A printed number with its range and qualifier."""

    value: float
    low: float
    high: float
    qualifier: str = ""


def of_claim(claim: Any) -> Print:
    """The print of a claim (a named tuple of the claims table)."""
    return Print(claim.value, claim.low, claim.high, claim.qualifier)


def of_side(row: Any, name: str) -> Print:
    """The print of one side of a comparison (columns `name`, `name_low`, `name_high`, `name_qualifier`)."""
    return Print(*(getattr(row, name + end) for end in ("", "_low", "_high", "_qualifier")))


def faced(left: Print, right: Print) -> dict[str, Any]:
    """The two prints as the columns left_* and right_* of a comparison."""
    ends = ("", "_low", "_high", "_qualifier")
    return {
        f"{name}{end}": cell
        for name, told in (("left", left), ("right", right))
        for end, cell in zip(ends, told, strict=True)
    }


def overlap(one: Print, two: Print) -> bool:
    """Whether the two ranges have a number in common."""
    return one.low <= two.high and two.low <= one.high


def one_truth(one: Print, two: Print) -> bool:
    """Whether one number can stand behind both prints."""
    return (
        overlap(opened(one), opened(two)) or _rounded(one.value, two.value) or _rounded(two.value, one.value)
    )


def opened(told: Print) -> Print:
    """`told` without the end that its word leaves open: 0 below, infinity above."""
    if told.qualifier in OPEN_BELOW:
        return told._replace(low=0.0)
    return told._replace(high=inf) if told.qualifier in OPEN_ABOVE else told


def freed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """`frame` with the range of side `name` opened."""
    return _ranged(frame, name, opened)


def loosened(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """`frame` with the range of side `name` opened, and widened where its count ends in 000."""
    return _ranged(frame, name, _loose)


def _ranged(frame: pd.DataFrame, name: str, range_of: Callable[[Print], Print]) -> pd.DataFrame:
    columns = (frame[name + end] for end in ("", "_low", "_high", "_qualifier"))
    loose = [range_of(Print(*told)) for told in zip(*columns, strict=True)]
    low, high = (pd.Series([getattr(p, end) for p in loose], frame.index, float) for end in ("low", "high"))
    return frame.assign(**{f"{name}_low": low, f"{name}_high": high})


def apart(one: Print, two: Print, share: float) -> bool:
    """Whether the greater of two lies above the lesser by more than `share` of it.

    >>> apart(Print(100.0, 99.0, 101.0), Print(120.0, 119.0, 121.0), 0.1)
    True
    """
    least, most = sorted((one, two))
    return least.high < most.low * (1 - share)


def spoken(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, those printed in words ("satu juta") with the range that digits would have ("1 juta").

    Counts and percentages; all of something ("seluruh", 100 percent) is exact.
    """
    words = (
        claims["printed"].ne("") & ~claims["printed"].str.contains(r"\d") & claims["low"].eq(claims["high"])
    )
    words &= claims["unit"].isin(["workers", "percent"]) & ~(
        claims["unit"].eq("percent") & claims["value"].eq(100)
    )
    unit = claims["value"].map(_word_unit, na_action="ignore").where(words, 0.0)
    return claims.assign(low=claims["low"] - unit, high=claims["high"] + unit)


def joined_ranges(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, both ends of a printed range with the low and high of the whole range."""
    ends = claims[claims["qualifier"].isin(ENDS)].groupby([*KEYS, "indicator", "as_of", "printed"])
    low, high = ends["low"].transform("min"), ends["high"].transform("max")
    return claims.assign(
        low=low.reindex(claims.index).fillna(claims["low"]),
        high=high.reindex(claims.index).fillna(claims["high"]),
    )


def ranges_once(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, a printed range as its lower end with the low and high of the whole range."""
    joined = joined_ranges(claims)
    keys = [*KEYS, "indicator", "as_of", "printed"]
    ends = joined["qualifier"].isin(ENDS)
    return joined[~(ends & joined.assign(end=ends).duplicated([*keys, "end"]))]


def last_unit(value: float) -> float:
    """The unit of the last digit of a count that is not zero.

    >>> last_unit(472000.0), last_unit(472010.0)
    (1000.0, 10.0)
    """
    digits = f"{value:.0f}"
    return float(10 ** (len(digits) - len(digits.rstrip("0")))) if value else 1.0


def _word_unit(value: float) -> float:
    """The unit of the last word of a number in words: of "empat puluh ribu" a thousand."""
    return float(1000 ** ((len(f"{last_unit(value):.0f}") - 1) // 3))


def _rounded(round_: float, exact: float) -> bool:
    if not (round_.is_integer() and exact.is_integer()) or min(round_, exact) < 1000:
        return False
    unit = last_unit(round_)
    return unit > 1 and abs(round_ - exact) <= min(unit / 2, ROUNDED_SHARE * round_)


def _loose(told: Print) -> Print:
    free = opened(told)
    if not told.value or told.value % 1000:
        return free
    slack = max(last_unit(told.value) / 2, LEAST_SLACK)
    return free._replace(low=min(free.low, told.value - slack), high=max(free.high, told.value + slack))
