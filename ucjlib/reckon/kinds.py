"""Which like-for-like comparisons the figures of a province allow: one row per kind of rate.

A kind is a denominator and a kind of member. `ucjlib.reckon.compare.compare` takes a row's `denominator=`,
`numerator=` and, split at the blanks, its `regions=`: the places whose figures lie near enough in time.

Not for choosing the figures that look best: the kinds that tell their base come first, then by places.

>>> estimates = pd.DataFrame({"estimate_id": ["e1", "e2", "e3"], "region_code": ["35.05", "35.21", "35.02"],
...     "indicator": "coverage_rate", "segment": "total", "numerator": "active", "denominator": "employed",
...     "as_of": ["2025-04-14", "2025-12-19", "2022-06"], "value": 17.6, "low": 17.0, "high": 25.0})
>>> kinds(estimates, "35")[["places", "newest", "alike", "region_codes"]].values.tolist()
[[3, '2025-12-19', 2, '35.05 35.21']]
"""

import pandas as pd

from ucjlib.core.errors import NotEnoughData
from ucjlib.core.period import decimal_year
from ucjlib.reckon.compare import latest
from ucjlib.reckon.like_for_like import BASIS, WINDOW_MONTHS, guard

COLUMNS = [*BASIS, "places", "newest", "alike", "region_codes"]


def kinds(
    estimates: pd.DataFrame, province: str = "", *, window_months: float = WINDOW_MONTHS
) -> pd.DataFrame:
    """The kinds of rate that two places or more have, those that tell their base first, then by places.

    estimates : the estimates table. province : code; blank for all regencies. window_months : as `guard`.

    Returns `denominator`, `numerator`, `places` (with such a figure), `newest` (date), `alike` (how
    many places lie within the window of it), `region_codes` (theirs, separated by blanks).
    """
    rates = estimates[(estimates["indicator"] == "coverage_rate") & (estimates["segment"] == "total")]
    rows = []
    for denominator, numerator in rates.groupby(BASIS).size().index:
        try:
            own = latest(rates, province, denominator=denominator, numerator=numerator)
        except NotEnoughData:
            continue
        rows.append((denominator, numerator, *_window(own, window_months)))
    told = pd.DataFrame(rows, columns=COLUMNS)
    untold = told[BASIS].eq("unknown").sum(axis=1)
    order = told.assign(_untold=untold, _few=told["alike"] < 2).sort_values(
        ["_few", "_untold", "alike", *BASIS], ascending=[True, True, False, True, True], kind="stable"
    )
    return order[COLUMNS].reset_index(drop=True)


def _window(own: pd.DataFrame, window_months: float) -> tuple[int, str, int, str]:
    near = guard(own, window_months=window_months, label_unlike=True)["unlike"] == ""
    newest = own.loc[own["as_of"].map(decimal_year).idxmax(), "as_of"]
    return len(own), str(newest), int(near.sum()), " ".join(own.loc[near, "region_code"])
