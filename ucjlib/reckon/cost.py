"""What a plan costs: workers x months x the contribution in force, for each payer, group and month.

Contributions and reliefs are dated rows of the regulations table; a relief does not hold for a payer it
names as excluded, so half-price contributions of 2026 never halve what a public budget pays. Kabupaten
Blitar, 8,125 vulnerable workers, March to December 2025, the budget pays:

>>> plan = pd.DataFrame({"region_code": ["35.05"], "scenario": "signed", "payer": "budget", "group": "bpu",
...     "item": "jkk+jkm", "workers_low": 8125, "workers_high": 8125, "start_month": "2025-03", "months": 10,
...     "estimate_ids": "e1"})
>>> cost(plan, EXAMPLE_RULES)["rupiah_low"].item()
1365000000.0

Not for wage earners, whose contribution is a share of a wage, nor for collection and administration.
Source of the method: PP 44/2015 (contributions), PP 50/2025 (relief of 2026-2027), as rows of the
regulations table.
"""

import pandas as pd

from ucjlib.core.period import begun, decimal_year, last_day
from ucjlib.reckon.budgets import MOST_MONTHS, afforded_months, afforded_workers
from ucjlib.reckon.cash import cash
from ucjlib.reckon.contribution import EXAMPLE_RULES, contribution
from ucjlib.reckon.series import beside_printed, by_date
from ucjlib.reference import schemas

__all__ = [
    "EXAMPLE_RULES",
    "affordable_months",
    "affordable_workers",
    "cash",
    "contribution",
    "cost",
    "costs_to_target",
    "plan",
]

COLUMNS = schemas.columns("costs")["column"].tolist()
KEPT = ["region_code", "scenario", "payer", "group", "workers_low", "workers_high", "estimate_ids"]
LEAST = {"group": "bpu", "item": "jkk+jkm"}
"""The least a covered worker can be enrolled for: work accident and death, lowest income band."""


def plan(
    region_code: str, workers: float, start_month: str, months: int, payer: str = "budget"
) -> pd.DataFrame:
    """One plan for `cost`: the least contribution of own-account workers, paid for some months.

    >>> cost(plan("35.05", 8_125, "2025-03", 10), EXAMPLE_RULES)["rupiah_high"].item()
    1365000000.0
    """
    row = {"region_code": region_code, "scenario": "programme", "payer": payer, **LEAST, "estimate_ids": ""}
    counts = {"workers_low": workers, "workers_high": workers}
    return pd.DataFrame([row | counts | {"start_month": start_month, "months": months}])


def cost(plans: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """Rupiah for each plan and calendar year, low and high.

    plans : frame `region_code`, `scenario`, `payer` (see `ucjlib.reckon.payers`), `group`, `item` (such as
        jkk+jkm), `workers_low`, `workers_high`, `start_month` ("2025-03"), `months`, `estimate_ids`; and
        `income_low`, `income_high` (rupiah a month) where the income of the workers is known.
    regulations : frame `regulation_id`, `kind`, `group`, `item`, `amount`, `unit`, `valid_from`,
        `valid_to`, `excluded_payer`.

    Returns one row per plan and calendar year: `cost_id`, `region_code`, `scenario`, `payer`, `group`,
    `workers_low`, `workers_high`, `months`, `start_month` (of the year's part), `rupiah_low`,
    `rupiah_high`, `regulation_ids`, `estimate_ids`. Ids are unique: what is not the least item is named in
    them, and plans alike in all that they name are numbered from the second on. No plan, no row.
    Raises NotEnoughData (no contribution in force), UnknownTerm (payer), BadDate (start_month), BadTable (a
    column, workers or months).
    """
    paid = cash(plans, regulations)
    if paid.empty:
        return schemas.empty("costs")
    paid = paid.assign(year=paid["month"].str[:4])
    table = paid.groupby(["plan", "year"], sort=True).agg(
        **{column: (column, "first") for column in [*KEPT, "item"]},
        months=("month", "size"), start_month=("month", "first"), rupiah_low=("rupiah_low", "sum"),
        rupiah_high=("rupiah_high", "sum"), regulation_ids=("regulation_ids", _all_ids),
    ).reset_index()  # fmt: skip
    return table.assign(cost_id=_ids(table))[COLUMNS]


def affordable_workers(
    budget: float, start_month: str, months: int, regulations: pd.DataFrame, payer: str = "budget"
) -> int:
    """Workers whose least contribution a budget (rupiah) pays for `months`.

    >>> affordable_workers(1_365_000_000, "2025-03", 10, EXAMPLE_RULES)
    8125
    """
    asked = _one_budget(budget, start_month, payer).assign(months=months)
    return int(afforded_workers(asked, regulations)["workers_low"].item())


def affordable_months(
    budget: float, workers: int, start_month: str, regulations: pd.DataFrame, payer: str = "budget"
) -> int:
    """Whole months for which a budget (rupiah) pays the least contribution of `workers`; at most 120.

    >>> affordable_months(1_365_000_000, 8_125, "2025-03", EXAMPLE_RULES)
    10
    """
    if workers == 0:
        return MOST_MONTHS
    asked = _one_budget(budget, start_month, payer).assign(workers_low=workers, workers_high=workers)
    return int(afforded_months(asked, regulations)["months_low"].item())


def costs_to_target(
    estimates: pd.DataFrame, targets: pd.DataFrame, regulations: pd.DataFrame, as_of: str
) -> pd.DataFrame:
    """What the workers still missing would cost at the least contribution, on a straight line to each target.

    estimates : coverage rates and `universe` (or BPS `employed`, for rates over it) of all workers; the
        latest of each region up to `as_of` are used, on the same denominator. targets : as in
        `ucjlib.reckon.project.chances`. The first year paid is the one after `as_of`; in year k of K the
        k-th part of the missing workers is paid for, all year.

    Returns the costs table (see `cost`), scenario "reach-<target_id>", paid by a public budget
    (for self-payers a relief may hold: `cost`). Regions without a universe, and targets already reached for
    certain, have no row.
    """
    dated = estimates[estimates["as_of"] != ""]
    known = dated[[begun(date, as_of) for date in dated["as_of"]]]
    gap = _missing_workers(known, targets, last_day(as_of).year)
    if gap.empty:
        return schemas.empty("costs")
    steps = gap.loc[gap.index.repeat(gap["years"])].reset_index(names="_gap")
    part = steps.groupby("_gap").cumcount() + 1
    plans = steps.assign(
        scenario="reach-" + steps["target_id"] + ":" + steps["denominator"], months=12, **LEAST,
        start_month=(last_day(as_of).year + part).astype(str) + "-01",
        workers_low=(steps["missing_low"] * part / steps["years"]).round(),
        workers_high=(steps["missing_high"] * part / steps["years"]).round(),
    )  # fmt: skip
    return cost(plans.assign(payer="budget"), regulations)


# The indicator that counts what a rate divides by; of an untold base nobody knows how many are missing.
_BASE = {"eligible": "universe", "employed": "employed", "labour_force": "labour_force"}
_FURTHEST_YEARS = 10
_MOST_YEARS_APART = 2.0
"""A rate and the count of what it divides by that lie further apart than this make no cost."""


def _missing_workers(estimates: pd.DataFrame, targets: pd.DataFrame, now: int) -> pd.DataFrame:
    """Per region and target the workers missing, low and high, by interval arithmetic."""
    total = estimates[(estimates["segment"] == "total") & (estimates["region_code"] != "")]
    rates = total[(total["indicator"] == "coverage_rate") & total["denominator"].isin(list(_BASE))]
    rates = rates[~beside_printed(rates)]
    rates = _latest(rates.assign(base=rates["denominator"].map(_BASE)), ["region_code", "base"])
    bases = _latest(total[total["indicator"].isin(list(_BASE.values()))], ["region_code", "indicator"])
    both = rates.merge(
        bases[["region_code", "indicator", "low", "high", "estimate_id", "as_of"]],
        left_on=["region_code", "base"], right_on=["region_code", "indicator"], suffixes=("", "_base"),
    )  # fmt: skip
    both = both[
        (both["as_of"].map(decimal_year) - both["as_of_base"].map(decimal_year)).abs() <= _MOST_YEARS_APART
    ]
    wanted = targets[["target_id", "region_code", "target_year", "target_pct", "scale"]]
    pairs = both.merge(wanted, how="cross", suffixes=("", "_target"))
    own = (pairs["region_code_target"] == "00") | (pairs["region_code_target"] == pairs["region_code"])
    pairs = pairs[own & ((pairs["scale"] == "unknown") | (pairs["scale"] == pairs["denominator"]))]
    gap = pairs.assign(
        years=pairs["target_year"].astype(int) - now,
        missing_low=(pairs["target_pct"] - pairs["high"]).clip(lower=0) / 100 * pairs["low_base"],
        missing_high=(pairs["target_pct"] - pairs["low"]).clip(lower=0) / 100 * pairs["high_base"],
        estimate_ids=pairs["estimate_id"] + " " + pairs["estimate_id_base"],
    )
    near = gap["years"].between(1, _FURTHEST_YEARS) & (gap["missing_high"] > 0)
    return gap[near].sort_values(["region_code", "target_id", "denominator"]).reset_index(drop=True)


def _latest(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return by_date(rows).groupby(by, as_index=False).tail(1)


def _one_budget(budget: float, start_month: str, payer: str) -> pd.DataFrame:
    row = {"payer": payer, **LEAST, "start_month": start_month, "budget_low": budget, "budget_high": budget}
    return pd.DataFrame([row])


def _ids(table: pd.DataFrame) -> pd.Series:
    key = table[["region_code", "scenario", "payer", "group", "start_month"]].agg(":".join, axis=1)
    key += (":" + table["item"]).where(table["item"] != LEAST["item"], "")
    again = key.groupby(key).cumcount() + 1
    return key + (":" + again.astype(str)).where(again > 1, "")


def _all_ids(column: pd.Series) -> str:
    return " ".join(dict.fromkeys(" ".join(column).split()))
