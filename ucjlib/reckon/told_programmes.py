"""Programmes that sources tell in full: for how many workers, from which month, for how many months.

As rows of a scenario table (`ucjlib.reckon.scenario_table`), so that figures dated inside a programme can be
looked at without it (`ucjlib.reckon.programme_figures`). A source that names several groups of workers or
several spans is left out: which goes with which it does not say.

Not for what a programme costs, nor for whether a rate counts the workers it pays for: no source says that.

>>> claims = pd.DataFrame({"source_id": "kabar", "region_code": "35.05", "segment": "rentan",
...     "indicator": ["new_enrolment", "programme_months"], "value": [8125.0, 10.0],
...     "as_of": ["2025-04-14", "2025-12"], "period_start": ["", "2025-03"]})
>>> told_programmes(claims)[["region_code", "workers", "start", "months", "payer"]].values.tolist()
[['35.05', 8125.0, '2025-03', 10.0, 'budget']]
"""

import pandas as pd

from ucjlib.core.errors import BadTable
from ucjlib.reckon.scenario_table import scenario_table

SAME = ["source_id", "region_code", "segment"]
MONTH = 7


def told_programmes(claims: pd.DataFrame) -> pd.DataFrame:
    """One row a programme, each told by one source, the same one of several sources once.

    claims : frame `source_id`, `region_code`, `segment`, `indicator`, `value`, `as_of`, `period_start`; used
        are `programme_months` with the month they start in and `new_enrolment`.

    Returns a checked scenario table, kind programme, paid by a budget; `scenario` is "told by <source_id>".
    Raises BadTable for a column that is missing.
    """
    needed = [*SAME, "indicator", "value", "as_of", "period_start"]
    if lacking := [name for name in needed if name not in claims]:
        raise BadTable(f"no column {', '.join(lacking)}", where="claims")
    placed = claims[claims["region_code"] != ""]
    spans = _only(placed[placed["indicator"] == "programme_months"])
    workers = _only(placed[placed["indicator"] == "new_enrolment"])
    told = spans.merge(workers[[*SAME, "value"]], on=SAME, suffixes=("_months", ""))
    told = told[(told["period_start"].str.len() >= MONTH) & (told["value_months"] >= 1)]
    rows = pd.DataFrame({
        "scenario": "told by " + told["source_id"], "kind": "programme", "region_code": told["region_code"],
        "workers": told["value"], "start": told["period_start"].str[:MONTH],
        "months": told["value_months"].round(), "payer": "budget",
    })  # fmt: skip
    return scenario_table(rows.drop_duplicates(["region_code", "workers", "start", "months"]))


def _only(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of those sources that tell one number of the kind."""
    return rows[~rows.duplicated(SAME, keep=False)]
