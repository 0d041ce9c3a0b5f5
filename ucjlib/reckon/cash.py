"""When the money of a plan is due: workers, contribution and rupiah, month by month.

A payer who is asked for a year's sum pays it in months, and the contribution may change between two of them.
`ucjlib.reckon.cost` is this table summed by calendar year, so the two agree to the rupiah.

Not for when a contribution falls behind or is paid in advance. Kabupaten Blitar's programme:

>>> from ucjlib.reckon.contribution import EXAMPLE_RULES
>>> plan = pd.DataFrame({"region_code": ["35.05"], "scenario": "signed", "payer": "budget", "group": "bpu",
...     "item": "jkk+jkm", "workers_low": 8125, "workers_high": 8125, "start_month": "2025-03", "months": 10,
...     "estimate_ids": "e1"})
>>> cash(plan, EXAMPLE_RULES)[["month", "rupiah_low", "cumulative_low"]].values.tolist()[-1]
['2025-12', 136500000.0, 1365000000.0]

Source of the method: workers times the contribution in force (`ucjlib.reckon.contribution`).
"""

import numpy as np
import pandas as pd

from ucjlib.core.errors import BadTable
from ucjlib.reckon.bands import contribution_of_income
from ucjlib.reckon.compare_words import need
from ucjlib.reckon.contribution import contribution_range
from ucjlib.reckon.given import months, numbers, ranged
from ucjlib.reckon.payers import as_ruled

COLUMNS = [
    "plan", "region_code", "scenario", "payer", "group", "item", "month", "workers_low", "workers_high",
    "contribution_low", "contribution_high", "rupiah_low", "rupiah_high", "cumulative_low", "cumulative_high",
    "regulation_ids", "estimate_ids",
]  # fmt: skip
PLAN = [
    "region_code", "scenario", "payer", "group", "item", "workers_low", "workers_high", "start_month",
    "months", "estimate_ids",
]  # fmt: skip
RULES = [
    "regulation_id", "kind", "group", "item", "amount", "unit", "valid_from", "valid_to", "excluded_payer",
]  # fmt: skip
_RULED = ["group", "item", "payer", "month", "income_low", "income_high"]
_NOT_TOLD = -1.0


def cash(plans: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """One row for each plan and month paid.

    plans, regulations : as `ucjlib.reckon.cost.cost`.

    Returns `plan` (0, 1, ... in the order of `plans`), what names it, `month`, `workers_low`,
    `workers_high`, `contribution_low`, `contribution_high` (rupiah a month for one worker), `rupiah_low`,
    `rupiah_high`, `cumulative_low`, `cumulative_high` (rupiah of the plan so far), `regulation_ids`,
    `estimate_ids`.
    Raises NotEnoughData (no contribution in force), UnknownTerm (payer), BadDate (start_month), BadTable (a
    column, workers, months, income).
    """
    check_plans(plans)
    need(regulations, RULES, "regulations", blanks=True)
    numbers(regulations, ["amount"], "regulations", blanks=True)
    if plans.empty:
        return pd.DataFrame(columns=COLUMNS)
    plans = plans.reset_index(drop=True)
    incomes = {c: _column(plans, c) for c in ("income_low", "income_high")}
    paid = plans.assign(**incomes).loc[plans.index.repeat(plans["months"].astype(int))]
    paid = paid.reset_index(names="plan")
    start = pd.PeriodIndex(paid["start_month"], freq="M")
    paid = paid.assign(month=(start + paid.groupby("plan").cumcount().to_numpy()).astype(str))
    paid = paid.merge(_amounts(paid, regulations), on=_RULED, how="left")
    ends = ("low", "high")
    paid = paid.assign(**{f"rupiah_{e}": paid[f"workers_{e}"] * paid[f"contribution_{e}"] for e in ends})
    sums = {f"cumulative_{e}": paid.groupby("plan")[f"rupiah_{e}"].cumsum() for e in ends}
    return paid.assign(**sums)[COLUMNS]


def check_plans(plans: pd.DataFrame) -> None:
    """Raises UnknownTerm for a payer, BadDate for a start, BadTable for columns, workers or months."""
    need(plans, PLAN, "plans")
    for payer in dict.fromkeys(plans["payer"]):
        as_ruled(payer)
    months(plans["start_month"], "plans, column start_month")
    numbers(plans, ["months"], "plans", 1, whole=True)
    numbers(plans, ["workers_low", "workers_high"], "plans", 0)
    ranged(plans, "workers_low", "workers_high", "plans")
    told = [name for name in ("income_low", "income_high") if name in plans]
    numbers(plans, told, "plans", 0, blanks=True)


def _column(plans: pd.DataFrame, name: str) -> pd.Series:
    """An income, or that none is told; never blank, since blanks do not meet in a merge."""
    if name not in plans:
        return pd.Series(_NOT_TOLD, index=plans.index)
    return plans[name].astype(float).fillna(_NOT_TOLD)


def _amounts(paid: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """Contribution of every payer, group, item, month and income that occurs."""
    rules = regulations[regulations["kind"].isin(["contribution", "relief"])]
    distinct = paid[_RULED].drop_duplicates()
    distinct = distinct.assign(since=_since(distinct["month"], rules))
    alike = distinct.drop_duplicates([*_RULED[:3], *_RULED[4:], "since"])
    found = [_amount(rules, *row) for row in alike[_RULED].itertuples(index=False, name=None)]
    names = ["contribution_low", "contribution_high", "regulation_ids"]
    amounts = alike.drop(columns="month").assign(
        **{n: [row[i] for row in found] for i, n in enumerate(names)}
    )
    return distinct.merge(amounts, how="left").drop(columns="since")


def _since(months: pd.Series, rules: pd.DataFrame) -> pd.Series:
    """Number of the span in which the rules of each month stay the same: months alike are looked up once."""
    ended = rules.loc[rules["valid_to"] != "", "valid_to"].str[:7]
    after = (pd.PeriodIndex(ended, freq="M") + 1).astype(str)
    changes = np.unique(np.array([*rules["valid_from"].str[:7], *after], dtype=str))
    return pd.Series(np.searchsorted(changes, months.to_numpy(dtype=str), side="right"), index=months.index)


def _amount(
    regulations: pd.DataFrame, group: str, item: str, payer: str, month: str, least: float, most: float
) -> tuple[float, float, str]:
    if least == most == _NOT_TOLD:
        return contribution_range(regulations, month, payer, group, item)
    if not 0 <= least <= most:
        raise BadTable(
            f"income {least:g} to {most:g} is no range", where="plans, columns income_low and income_high",
            fix="give both, the least first, or leave both blank",
        )  # fmt: skip
    low, _, low_ids = contribution_of_income(regulations, month, least, payer, group, item)
    _, high, high_ids = contribution_of_income(regulations, month, most, payer, group, item)
    return low, high, " ".join(dict.fromkeys(f"{low_ids} {high_ids}".split()))
