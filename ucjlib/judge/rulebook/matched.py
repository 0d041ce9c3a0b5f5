"""Rule on programmes told in two reports: what is left when the figures that both print are set aside.

Figures of groups and programmes stand side by side in a report, so that two of them need not be one fact.
West Kalimantan, October 2025: two reports print 63 percent of village councils; of village staff one
prints 30.41 and the other 84.

>>> sorted(left_over([1.0, 2.0], [2.0, 3.0]))
[1.0, 3.0]
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import of_claim, one_truth
from ucjlib.judge.rulebook.twice import WHOLE_SEGMENTS, all_told
from ucjlib.judge.together import grouped

AMOUNTS = ("planned_enrolment", "new_enrolment", "budget")
# amounts further apart are two programmes, but for a word for thousand; nearer ones of several left over, and
# of those enrolled, whom a place counts programme by programme
LARGEST_RATIO, OF_SEVERAL, THOUSAND_OFF = 2.5, 1.25, 0.1
MOST = 3


def one_programme_two_sources(claims: pd.DataFrame) -> pd.DataFrame:
    """Plans, budgets and rates of a group that two reports tell of one moment, each one that fits no other.

    What two reports leave is paired in order. Silent where one leaves more than the other, and of amounts
    that are too far apart to be one.
    """
    rates = claims["indicator"].eq("coverage_rate") & ~claims["segment"].isin(WHOLE_SEGMENTS)
    told = claims[(rates | claims["indicator"].isin(AMOUNTS)) & claims["region_code"].ne("")]
    told = told[told["as_of"].ne("") & told["segment"].ne("other")].sort_values("claim_id", kind="stable")
    told = told.assign(month=_moment(told))
    keys = ["region_code", "indicator", "segment", "month"]
    told = told[told.groupby(keys)["source_id"].transform("nunique").gt(1)]
    rows = {
        row["claim_ids"]: row
        for group in grouped(told, *keys).values()
        for one, two in combinations(grouped(group, "source_id").values(), 2)
        for row in _compared(one, two, group)
    }
    return findings(pd.DataFrame(list(rows.values())), "one_programme_two_sources")


def left_over(one: Iterable[float], two: Iterable[float]) -> set[float]:
    """The values that only one of two reports prints."""
    return set(one) ^ set(two)


def _moment(told: pd.DataFrame) -> pd.Series:
    """The month of a rate; the year of an amount, or the one that it is planned for."""
    year = told["target_year"].astype("Float64").map("{:.0f}".format, na_action="ignore")
    amounts = year.astype(object).fillna(told["as_of"].str.slice(0, 4))
    return told["as_of"].str.slice(0, 7).where(~told["indicator"].isin(AMOUNTS), amounts)


def _compared(one: list, two: list, group: list) -> list[dict]:
    left = left_over((claim.value for claim in one), (claim.value for claim in two))
    first, second = (
        sorted({claim.value: claim for claim in told if claim.value in left}.values(), key=lambda c: c.value)
        for told in (one, two)
    )
    ratio = OF_SEVERAL if len(first) > 1 or one[0].indicator == "new_enrolment" else LARGEST_RATIO
    if len(first) != len(second) or not 0 < len(first) <= MOST:
        return []
    pairs = list(zip(first, second, strict=True))
    if not all(_one_programme(*pair, ratio) for pair in pairs):
        return []
    return [_row(*pair, group) for pair in pairs if _apart(*pair)]


def _apart(one: Any, two: Any) -> bool:
    return not one_truth(of_claim(one), of_claim(two))


def _row(one: Any, two: Any, group: list) -> dict:
    told = [[claim for claim in group if claim.value == pair.value] for pair in (one, two)]
    other, usual = sorted(told, key=lambda same: (len(same), same[0].value))
    lost = causes.lost_scale(one.value, two.value, THOUSAND_OFF)
    return all_told(usual, other) | {"outcome": "disagree", "cause": lost}


def _one_programme(one: Any, two: Any, ratio: float) -> bool:
    if one.indicator not in AMOUNTS:
        return True
    least, most = sorted((one.value, two.value))
    return least * ratio >= most or bool(causes.lost_scale(least, most, THOUSAND_OFF))
