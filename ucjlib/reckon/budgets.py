"""What a budget buys, and what a point of coverage costs: tables of budgets, plans and places.

The least a budget (low) buys is at the greatest contribution, the most (high) at the least; both are the same
where the contribution is certain and the budget is one number. `workers_low` at the greatest contribution
stay within the least budget, `workers_high` at the least contribution within the greatest. `cost` of both
ends at once takes the most workers at the greatest contribution: where the contribution or the budget is a
range (payer donor while a relief holds) its high end may pass the budget.

Not for a single number: `ucjlib.reckon.cost.affordable_workers`. Kabupaten Blitar's 1.365 billion:

>>> from ucjlib.reckon.contribution import EXAMPLE_RULES
>>> asked = pd.DataFrame({"payer": ["budget"], "group": "bpu", "item": "jkk+jkm", "start_month": "2025-03",
...     "months": 10, "budget_low": 1_365_000_000, "budget_high": 1_365_000_000})
>>> afforded_workers(asked, EXAMPLE_RULES)[["workers_low", "workers_high"]].values.tolist()
[[8125, 8125]]

Source of the method: division of a sum by the contributions in force in its months.
"""

import numpy as np
import pandas as pd

from ucjlib.core.errors import BadTable
from ucjlib.reckon.cash import cash
from ucjlib.reckon.given import months as check_months
from ucjlib.reckon.given import numbers, ranged
from ucjlib.reckon.programme import Programme, programme_of

MOST_MONTHS = 120
_ONE_WORKER = {"region_code": "", "scenario": "", "estimate_ids": "", "workers_low": 1, "workers_high": 1}
_BPU = {"group": "bpu", "item": "jkk+jkm"}


def afforded_workers(budgets: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """How many workers each budget pays for.

    budgets : frame `payer`, `group`, `item`, `start_month`, `months`, `budget_low`, `budget_high` (rupiah),
        and `income_low`, `income_high` as in `ucjlib.reckon.cost.cost`. regulations : as there.

    Returns `budgets` with `workers_low`, `workers_high` (whole workers).
    Raises BadTable (budget, months), UnknownTerm (payer), NotEnoughData (no contribution in force).
    """
    budgets = _checked(budgets)
    each = (
        cash(budgets.assign(**_ONE_WORKER), regulations).groupby("plan")[["rupiah_low", "rupiah_high"]].sum()
    )
    return budgets.assign(
        workers_low=(budgets["budget_low"] // each["rupiah_high"]).astype("int64"),
        workers_high=(budgets["budget_high"] // each["rupiah_low"]).astype("int64"),
    )


def afforded_months(budgets: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """For how many whole months each budget pays its workers; at most 120.

    budgets : as `afforded_workers`, with `workers_low`, `workers_high` (> 0) in place of `months`.

    Returns `budgets` with `months_low` (most workers, greatest contribution, least budget), `months_high`.

    >>> from ucjlib.reckon.contribution import EXAMPLE_RULES
    >>> asked = pd.DataFrame({"payer": ["budget"], **_BPU, "start_month": "2025-03",
    ...     "budget_low": 1_300_000_000, "budget_high": 1_400_000_000, "workers_low": 8125,
    ...     "workers_high": 8125})
    >>> afforded_months(asked, EXAMPLE_RULES)[["months_low", "months_high"]].values.tolist()
    [[9, 10]]
    """
    budgets = _checked(budgets.assign(months=MOST_MONTHS))
    numbers(budgets, ["workers_low", "workers_high"], "budgets", 1)
    ranged(budgets, "workers_low", "workers_high", "budgets")
    paid = cash(budgets.assign(**_ONE_WORKER), regulations)
    spent = {
        "months_low": ("budget_low", "workers_high", "cumulative_high"),
        "months_high": ("budget_high", "workers_low", "cumulative_low"),
    }
    months = {
        name: _within(paid, budgets[budget], budgets[workers], total)
        for name, (budget, workers, total) in spent.items()
    }
    return budgets.drop(columns="months").assign(**months)


def cost_per_point(plans: pd.DataFrame, universe: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """What a percentage point of coverage, held for a year, costs in each plan.

    plans : as `ucjlib.reckon.cost.cost`, and `overlap` (share of the workers who are covered already; 0 where
        the column is missing). universe : frame `region_code`, `low`, `high` (workers, > 0).

    Returns one row per plan: `region_code`, `scenario`, `payer`, `months`, `points_low`, `points_high` (added
        while it is paid, percentage points), `rupiah_low`, `rupiah_high` (of the plan),
        `rupiah_per_point_year_low`, `rupiah_per_point_year_high`.
    The number of workers cancels: what is left is the contribution of a year times a hundredth of the
    universe, over the share who are new; blank where nobody is. Raises BadTable without a universe, and as
    `cost`.

    >>> from ucjlib.reckon.contribution import EXAMPLE_RULES
    >>> plan = pd.DataFrame({"region_code": ["35.05"], "scenario": "signed", "payer": "budget", **_BPU,
    ...     "workers_low": 8125, "workers_high": 8125, "start_month": "2025-03", "months": 10,
    ...     "estimate_ids": "e1"})
    >>> known = pd.DataFrame({"region_code": ["35.05"], "low": 698431.0, "high": 698431.0})
    >>> cost_per_point(plan, known, EXAMPLE_RULES)["rupiah_per_point_year_low"].round(-6).item()
    1408000000.0
    """
    plans = plans.reset_index(drop=True)
    if "overlap" in plans:
        numbers(plans, ["overlap"], "plans", 0, 1, blanks=True)
    base = plans[["region_code"]].merge(
        universe[["region_code", "low", "high"]], on="region_code", how="left"
    )
    if len(base) != len(plans) or not ((base["low"] > 0) & (base["low"] <= base["high"])).all():
        raise BadTable("a plan's region has no universe, or two", where="universe", fix="give it one row")
    ends = ["contribution_low", "contribution_high", "rupiah_low", "rupiah_high"]
    paid = cash(plans, regulations).groupby("plan")[ends].sum()
    overlap = plans["overlap"].fillna(0) if "overlap" in plans else pd.Series(0.0, index=plans.index)
    new = (1 - overlap).where(overlap < 1)
    yearly = {
        e: 12 * paid[f"contribution_{e}"] / plans["months"] * base[e] / 100 / new for e in ("low", "high")
    }
    return plans[["region_code", "scenario", "payer", "months"]].assign(
        points_low=100 * plans["workers_low"] * new / base["high"],
        points_high=100 * plans["workers_high"] * new / base["low"],
        rupiah_low=paid["rupiah_low"],
        rupiah_high=paid["rupiah_high"],
        rupiah_per_point_year_low=yearly["low"],
        rupiah_per_point_year_high=yearly["high"],
    )


def plans_of(table: pd.DataFrame, group: str = "bpu", item: str = "jkk+jkm") -> pd.DataFrame:
    """The programmes of a scenario table as plans for `ucjlib.reckon.cost.cost`, a renewal a row.

    table : from `ucjlib.reckon.scenario_table`. Returns the columns of a plan, and `overlap`.

    >>> from ucjlib.reckon.scenario_table import scenario_table
    >>> twice = scenario_table([{"scenario": "signed", "kind": "programme", "region_code": "35.05",
    ...     "workers": 8125, "start": "2025-03", "months": 10, "payer": "budget", "renewals": 1, "pause": 2}])
    >>> plans_of(twice)["start_month"].tolist()
    ['2025-03', '2026-03']
    """
    rows = [
        _plan(row, programme_of(row), time) | {"group": group, "item": item}
        for _, row in table[table["kind"] == "programme"].iterrows()
        for time in range(programme_of(row).renewals + 1)
    ]
    names = ["region_code", "scenario", "payer", "workers_low", "workers_high", "start_month", "months"]
    return pd.DataFrame(rows, columns=[*names, "overlap", "estimate_ids", "group", "item"])


def _plan(row: pd.Series, programme: Programme, time: int) -> dict:
    start = pd.Period(programme.start, "M") + time * (programme.months + programme.pause)
    return {
        "region_code": row["region_code"], "scenario": row["scenario"], "payer": programme.payer,
        "workers_low": programme.workers, "workers_high": programme.workers, "start_month": str(start),
        "months": programme.months, "overlap": programme.overlap, "estimate_ids": "",
    }  # fmt: skip


def _checked(budgets: pd.DataFrame) -> pd.DataFrame:
    numbers(budgets, ["budget_low", "budget_high", "months"], "budgets", 0)
    ranged(budgets, "budget_low", "budget_high", "budgets")
    check_months(budgets["start_month"], "budgets, column start_month")
    return budgets.reset_index(drop=True)


def _within(paid: pd.DataFrame, budget: pd.Series, workers: pd.Series, total: str) -> pd.Series:
    plan = paid["plan"].to_numpy()
    fits = paid[total].to_numpy() * workers.to_numpy()[plan] <= budget.to_numpy()[plan]
    counted = np.bincount(plan, weights=fits, minlength=len(budget)).astype("int64")
    return pd.Series(counted, index=budget.index)
