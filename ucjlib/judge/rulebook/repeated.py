"""Rule on one figure that two reports print for two dates: no count or fine rate stays the same so long.

West Sumatra: 700,552 registered participants in October 2023, and again as the count of November 2024.

>>> days_apart("2023-10", "2024-11-22"), days_apart("2024-11-22", "2024"), days_apart("2024", "2025")
(388, 0, 1)
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import last_unit
from ucjlib.judge.rulebook.twice import all_told
from ucjlib.judge.together import HEADCOUNTS, exact_counts, grouped
from ucjlib.judge.wording import plain

# a base is set once a year and a plan holds until it is carried out: these count people at a date
COUNTED = (*HEADCOUNTS, "new_enrolment", "uncovered_workers", "participants_inactive")
# a count of fewer units of its last digit may return by chance, and one of last month may stand for today
LEAST_UNITS, A_SEASON = 1000, 92
# a rate printed to two decimals
FINE = 0.02


def one_figure_two_dates(claims: pd.DataFrame) -> pd.DataFrame:
    """An exact count or fine rate of a place that two reports date a season apart. Silent otherwise."""
    rates = claims[
        claims["indicator"].eq("coverage_rate") & (claims["high"] - claims["low"]).round(9).le(FINE)
    ]
    counts = exact_counts(claims[claims["indicator"].isin(COUNTED)])
    counts = counts[counts["value"].ge(LEAST_UNITS * counts["value"].map(last_unit))]
    told = pd.concat([rates[rates["value"].lt(100) & rates["value"].gt(0)], counts])
    told = told[told["region_code"].ne("") & told["as_of"].ne("")].assign(month=told["as_of"])
    keys = ["region_code", "indicator", "segment", "value"]
    told = told[told.groupby(keys)["source_id"].transform("nunique").gt(1)].sort_values(["as_of", "claim_id"])
    rows = [row for group in grouped(told, *keys).values() for row in _dates(group)]
    return findings(pd.DataFrame(rows), "one_figure_two_dates")


def days_apart(one: str, two: str) -> int:
    """Days from the end of the earlier date to the start of the later; 0 where one is part of the other."""
    earlier, later = sorted((one, two), key=period.last_day)
    return max((period.first_day(later) - period.last_day(earlier)).days, 0)


def _dates(group: list) -> Iterator[dict[str, Any]]:
    """The first two dates of one figure that lie a season apart, with all reports of each."""
    by_date = grouped(group, "as_of")
    for (first,), (second,) in combinations(by_date, 2):
        before, after = by_date[first,], by_date[second,]
        tellers = [{claim.source_id for claim in told} for told in (before, after)]
        start = min(claim.period_start or second for claim in after)
        if min(days_apart(first, second), days_apart(first, start)) > A_SEASON and tellers[0] != tellers[1]:
            said = f"{plain(after[0].value)} of @{first}"
            yield all_told(before, after) | {
                "outcome": "disagree",
                "working": f"{after[0].indicator}, @{first} and @{second}",
                "cause": causes.shown("other_date", said),
            }
            return
