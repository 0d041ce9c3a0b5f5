"""How many people work in each place: the latest count of people employed, with its range.

What points of coverage are points of, where a scenario adds members or a programme is taken off a figure.
Not for rates over another base (`ucjlib.reckon.cost` picks the base of a rate).

>>> rows = pd.DataFrame({"estimate_id": ["a", "b"], "region_code": "35.05", "indicator": "employed",
...     "segment": "total", "as_of": ["2024-08", "2025-08"], "value": [695845.0, 738733.0],
...     "low": [695844.0, 738732.0], "high": [695846.0, 738734.0]})
>>> workforce(rows, "2026-05-31")[["region_code", "value"]].values.tolist()
[['35.05', 738733.0]]
"""

import pandas as pd

from ucjlib.core.period import begun
from ucjlib.reckon.series import by_date


def workforce(estimates: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """One row per region that has a dated count: `region_code`, `value`, `low`, `high` (workers), `as_of`,
    `estimate_id`, by code.

    estimates : `estimate_id`, `region_code`, `indicator`, `segment`, `as_of`, `value`, `low`, `high`; counts
        dated after `as_of` are left out.
    """
    counted = (estimates["indicator"] == "employed") & (estimates["segment"] == "total")
    rows = estimates[counted & (estimates["as_of"] != "") & (estimates["value"] > 0)]
    known = rows[[begun(date, as_of) for date in rows["as_of"]]]
    last = by_date(known).groupby("region_code", as_index=False).tail(1).sort_values("region_code")
    return last[["region_code", "value", "low", "high", "as_of", "estimate_id"]].reset_index(drop=True)
