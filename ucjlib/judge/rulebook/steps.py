"""Reports of one place in the order of their months, and the steps from one to the next.

>>> from collections import namedtuple
>>> Report = namedtuple("Report", "month value")
>>> told = [Report("2025-03", 10), Report("2025-03", 11), Report("2025-03", 40), Report("2025-06", 12)]
>>> [(first.value, second.value, round(apart, 2)) for first, second, apart in steps(told)]
[(11, 12, 0.25)]
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from ucjlib.core.period import decimal_year
from ucjlib.judge.prints import of_claim
from ucjlib.judge.together import grouped

# outside of a turn of the year stocks move by a tenth at most in a season
LARGEST_STEP = 0.12


def reports(
    claims: pd.DataFrame, indicators: Sequence[str], segments: Sequence[str] = ("total",)
) -> pd.DataFrame:
    """The claims of these indicators about a place that are dated to a month, with column `month`."""
    told = claims[
        claims["indicator"].isin(indicators)
        & claims["segment"].isin(segments)
        & claims["region_code"].ne("")
        & claims["as_of"].str.len().ge(7)
    ]
    return told.assign(month=told["as_of"].str.slice(0, 7))


def steps(group: list) -> list[tuple[Any, Any, float]]:
    """One report a month, the middle one, beside the next, and the years between them; needs `month`."""
    middle = [rows[(len(rows) - 1) // 2] for rows in grouped(group, "month").values()]
    return [
        (first, second, decimal_year(second.month) - decimal_year(first.month))
        for first, second in pairwise(middle)
    ]


def stepped(first: Any, second: Any) -> bool:
    """Whether the greater of two claims lies above the lesser by more than a season moves it."""
    least, most = sorted((of_claim(first), of_claim(second)))
    return least.high < most.low * (1 - LARGEST_STEP)
