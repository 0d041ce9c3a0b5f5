"""The ways to explain a printed budget: which workers, which months, which contribution.

For `ucjlib.reckon.printed_budgets`, which weighs them.
"""

from functools import cache

import numpy as np
import pandas as pd

from ucjlib.core.period import decimal_year
from ucjlib.reckon.contribution import contribution

ENROLMENTS = ("new_enrolment", "planned_enrolment")
FEE_OFF, FEE_STEP = 0.05, 100
"""A misprint of the tariff (16,200 for 16,800) lies within five percent and is a round hundred."""
MOST_YEARS_APART = 1.0
UNDATED = "2025"
"""Year whose contribution an undated budget is worked out with; most of the collected ones are of it."""
WHOLE_MONTHS = np.arange(1.0, 13.0)


def tries_of(claims: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """Every budget with every number of workers, months and contribution that might explain it.

    claims, regulations : as `ucjlib.reckon.printed_budgets.recomputed`.

    Returns one row a try: the budget, the workers (`_other_year` where they are dated in another), `months`
    (`printed`; `told` where the source prints any), `contribution` with its `contribution_basis` (in force,
    with old-age savings, printed, misprint), `recomputed` with `_low`, `_high`, `difference`, `_order`.
    """
    names = ["source_id", "region_code", "place"]
    budgets = _of(claims, "budget", "budget", "claim_id").assign(_order=lambda rows: np.arange(len(rows)))
    workers = _of(claims, ENROLMENTS, "workers", "workers_id")
    pairs = budgets.merge(workers[workers["workers"] > 0], on=names, suffixes=("", "_workers"))
    apart = (pairs["as_of"].map(_year) - pairs["as_of_workers"].map(_year)).abs()
    pairs = pairs.assign(_other_year=apart > MOST_YEARS_APART / 2)[~(apart > MOST_YEARS_APART)]
    pairs = pairs.merge(_months(claims, budgets[[*names, "claim_id", "as_of"]]), on="claim_id")
    pairs = pairs.merge(_fees(claims, budgets, regulations), on=["claim_id"])
    own = pairs["budget"] / pairs["workers"] / pairs["months"]
    misprint = pairs["contribution_basis"] == "misprint"
    pairs = pairs.assign(contribution=pairs["contribution"].mask(misprint, own))
    pairs = pairs[~misprint | _is_misprint(own, pairs["tariff"])]
    each = pairs["months"] * pairs["contribution"]
    need = {f"recomputed{end}": pairs[f"workers{end}"] * each for end in ("", "_low", "_high")}
    return pairs.assign(**need, difference=pairs["budget"] - need["recomputed"]).reset_index(drop=True)


def _of(claims: pd.DataFrame, indicators: str | tuple[str, ...], name: str, key: str) -> pd.DataFrame:
    wanted = [indicators] if isinstance(indicators, str) else list(indicators)
    rows = claims[claims["indicator"].isin(wanted) & (claims["value"] > 0)]
    new = {"value": name, "low": f"{name}_low", "high": f"{name}_high", "claim_id": key}
    return rows[["source_id", "region_code", "place", "as_of", *new]].rename(columns=new)


def _year(date: str) -> float:
    return decimal_year(date) if date else np.nan


def _months(claims: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """The months to try for each budget: those its source prints for the place, and all whole ones."""
    begun = claims.get("period_start", pd.Series("", index=claims.index))
    dated = claims.assign(as_of=begun.where(begun != "", claims["as_of"]))
    printed = _of(dated, "programme_months", "months", "_id").merge(
        budgets, on=["source_id", "region_code", "place"], suffixes=("", "_budget")
    )
    apart = (printed["as_of"].map(_year) - printed["as_of_budget"].map(_year)).abs()
    printed = printed[~(apart >= MOST_YEARS_APART)]
    printed = printed[["claim_id", "months"]].drop_duplicates().assign(printed=True)
    whole = budgets[["claim_id"]].merge(pd.DataFrame({"months": WHOLE_MONTHS, "printed": False}), how="cross")
    both = pd.concat([printed, whole], ignore_index=True)
    return both.assign(told=both["claim_id"].isin(printed["claim_id"]))


def _fees(claims: pd.DataFrame, budgets: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """The contributions to try for each budget (`contribution`, `contribution_basis`), and the `tariff`."""

    @cache
    def fee(date: str, item: str) -> float:
        month = date[:7] if len(date) >= 7 else f"{date or UNDATED}-07"
        return contribution(regulations, month, "budget", "bpu", item)[0]

    rules = {"in force": "jkk+jkm", "with old-age savings": "jkk+jkm+jht"}
    known = regulations.loc[regulations["kind"] == "contribution", "item"]
    frames = [
        budgets[["claim_id", "source_id"]].assign(
            contribution=[fee(date, item) for date in budgets["as_of"]], contribution_basis=basis
        )
        for basis, item in rules.items()
        if "jht" not in item or known.str.contains("jht").any()
    ]  # fmt: skip
    tariff = frames[0].set_index("claim_id")["contribution"]
    monthly = _of(claims, "contribution", "contribution", "_id")[["source_id", "contribution"]]
    yearly = _of(claims, "contribution_yearly", "contribution", "_id")[["source_id", "contribution"]]
    printed = pd.concat([monthly, yearly.assign(contribution=yearly["contribution"] / 12)]).drop_duplicates()
    told = (
        budgets[["claim_id", "source_id"]].merge(printed, on="source_id").assign(contribution_basis="printed")
    )
    told = told[(told["contribution"] - told["claim_id"].map(tariff)).abs() > 1]
    off = frames[0].assign(contribution_basis="misprint")
    fees = pd.concat([*frames, told, off], ignore_index=True).drop(columns="source_id")
    return fees.assign(tariff=fees["claim_id"].map(tariff))


def _is_misprint(own: pd.Series, tariff: pd.Series) -> pd.Series:
    hundreds = own / FEE_STEP
    whole = (hundreds - hundreds.round()).abs() < 1e-6
    return whole & ((own / tariff - 1).abs() <= FEE_OFF) & (own != tariff)
