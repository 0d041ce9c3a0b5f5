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
from ucjlib.judge.ranges import computed
from ucjlib.judge.together import HEADCOUNTS, KEYS, bases, grouped, pair, same_time, side

# outside of a turn of the year stocks move by a tenth at most in a season
LARGEST_STEP = 0.12


def reports(
    claims: pd.DataFrame, indicators: Sequence[str], segments: Sequence[str] = ("total",)
) -> pd.DataFrame:
    """The claims of these indicators that are dated to a month, with columns `month` and `area`.

    `area`: the region, or the name of an area that is none, a branch office's.
    """
    told = claims[
        claims["indicator"].isin(indicators)
        & claims["segment"].isin(segments)
        & claims["place"].ne("")
        & claims["as_of"].str.len().ge(7)
    ]
    return told.assign(month=told["as_of"].str.slice(0, 7), area=areas(told))


def areas(claims: pd.DataFrame) -> pd.Series:
    """What tells the places of claims apart: the region, or the name of an area that is none."""
    return claims["region_code"].where(claims["region_code"].ne(""), claims["place"])


def with_implied_rates(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, and the coverage that each report's members over its base come to where it prints none.

    An implied rate has the ids of both its figures as `claim_id`, and the date of the members.
    """
    totals = claims[claims["segment"].eq("total") & claims["region_code"].ne("")]
    both = pair(side(totals, "part", *HEADCOUNTS), bases(totals))
    both = both[same_time(both, "part", "whole") & both["whole_low"].gt(0)]
    printed = totals.loc[totals["indicator"].eq("coverage_rate"), KEYS].drop_duplicates().assign(told=True)
    both = both.merge(printed, on=KEYS, how="left")
    both = both[both["told"].isna()].reset_index(drop=True)
    rates = computed("100 * part / whole", both).columns("value")
    named = {"value": rates["value"], "low": rates["value_low"], "high": rates["value_high"]}
    ids = (both["part_id"] + " " + both["whole_ids"]).astype(str)
    implied = both[KEYS].assign(
        **named, claim_id=ids, as_of=both["part_as_of"], as_of_basis=both["part_basis"], qualifier=""
    )
    implied = implied.assign(indicator="coverage_rate", unit="percent")
    return pd.concat([claims, implied[implied["value"].le(100)]], ignore_index=True)


def steps(group: list) -> list[tuple[Any, Any, float]]:
    """One report a month, the middle one, beside the next, and the years between them; needs `month`."""
    return [
        (first, second, decimal_year(second.month) - decimal_year(first.month))
        for first, second in pairwise(middles(group))
    ]


def middles(group: list) -> list[Any]:
    """One report of each month, the middle one of those that tell of it; needs `month`."""
    return [rows[(len(rows) - 1) // 2] for rows in grouped(group, "month").values()]


def stepped(first: Any, second: Any) -> bool:
    """Whether the greater of two claims lies above the lesser by more than a season moves it."""
    least, most = sorted((of_claim(first), of_claim(second)))
    return least.high < most.low * (1 - LARGEST_STEP)
