"""Rules on figures of a year: beside a month of that year, beside another year, beside another base.

Musi Banyuasin, 2024: 54 percent in one report, 41.65 in December by another.

>>> apart(Print(54.0, 53.0, 55.0), Print(41.65, 41.64, 41.66))
11.34
"""

from typing import Any

import pandas as pd

from ucjlib.judge.comparing import COARSE_POINTS, findings
from ucjlib.judge.prints import Print, of_claim
from ucjlib.judge.rulebook.breaks import jumped, rate_jumped, to_december
from ucjlib.judge.rulebook.steps import reports, stepped
from ucjlib.judge.rulebook.twice import all_told
from ucjlib.judge.together import HEADCOUNTS, grouped

SERIES = ("coverage_rate", *HEADCOUNTS)


def year_against_month(claims: pd.DataFrame) -> pd.DataFrame:
    """A rate or count of a year beside the month of that year, of another source, that comes nearest to it.

    Silent up to an eighth, and of rates up to five points; of one that is stated and higher than its month,
    up to what it may grow by until December.
    """
    told = claims[
        claims["indicator"].isin(SERIES) & claims["segment"].eq("total") & claims["region_code"].ne("")
    ]
    told = told.assign(year=told["as_of"].str.slice(0, 4)).sort_values("claim_id", kind="stable")
    months = grouped(reports(told, SERIES), "region_code", "indicator", "year")
    yearly = told[told["as_of"].str.len().eq(4)]
    by_value = grouped(yearly, "region_code", "indicator", "year", "value")
    rows = [_beside(rows, months.get(key[:3], [])) for key, rows in by_value.items()]
    return findings(pd.DataFrame([row for row in rows if row]), "year_against_month")


def apart(one: Print, two: Print) -> float:
    """The distance of two ranges, negative where they overlap."""
    return round(max(one.low - two.high, two.low - one.high), 9)


def _beside(yearly: list, months: list) -> dict:
    one, sources = yearly[0], {claim.source_id for claim in yearly}
    others = [month for month in months if month.source_id not in sources]
    if not others:
        return {}
    nearest = min(others, key=lambda month: (apart(of_claim(one), of_claim(month)), month.claim_id))
    rate = one.unit == "percent" and apart(of_claim(one), of_claim(nearest)) <= COARSE_POINTS
    if rate or not stepped(one, nearest) or _grown(nearest, one):
        return {}
    same = [month for month in others if month.value == nearest.value]
    dates = {"left_of": f"@{one.as_of}", "right_of": f"@{nearest.month}"}
    return all_told(same, yearly) | dates | {"as_of": one.as_of, "outcome": "disagree", "cause": ""}


def _grown(month: Any, year: Any) -> bool:
    """Whether a figure that is stated for a whole year is that of one of its months, grown until December.

    month, year : claims; the first with `month`.
    """
    far = rate_jumped if year.unit == "percent" else jumped
    stated = year.as_of_basis == "stated"
    return stated and year.low > month.high and not far(month, year, to_december(month.month))
