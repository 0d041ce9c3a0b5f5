"""Dates from which the rates of a place stand on another base, as the rules found them.

A projection starts the level anew there and keeps the drift (`ucjlib.reckon.series.pools`).

>>> found = pd.DataFrame({"rule": "base_changes_between_reports", "outcome": ["disagree", "agree"],
...     "region_code": ["62", "35.05"], "as_of": ["2026-02", "2025-04"]})
>>> of_base(found).values.tolist()
[['62', '2026-02']]
"""

import pandas as pd

RULE = "base_changes_between_reports"


def of_base(findings: pd.DataFrame) -> pd.DataFrame:
    """`region_code`, `as_of` (text) of the first report on each new base, from the findings table."""
    found = findings[(findings["rule"] == RULE) & (findings["outcome"] == "disagree")]
    return found[["region_code", "as_of"]].drop_duplicates().reset_index(drop=True)
