"""The budgets that articles print, worked out anew: workers x months x contribution beside the printed sum.

Each budget is set beside the workers its own source tells for the same place, for the months the source
prints, or, where it prints none, for every whole number of months from one to twelve; and one word says what
explains the sum (EXPLANATIONS, the first that holds):

    exact               equal to the rupiah at the contribution in force
    rounded budget      equal within what the print allows, or to one percent
    other months        so for a whole number of months other than the printed one
    other contribution  so for another contribution: printed beside it, with old-age savings, or a misprint
    pays for more       more than the printed months (or twelve) cost: other people or other things are in it
    cannot tell         the print is too wide, or none of these; `reason` says which

Not a rule on claims (`ucjlib.judge.rulebook.programmes`); no claim is judged here and none is corrected.

>>> claims = pd.DataFrame({"claim_id": ["a#1", "a#2"], "source_id": "a", "region_code": "33.16",
...     "place": "Kabupaten Blora", "indicator": ["budget", "new_enrolment"], "as_of": "2025",
...     "value": [302_400_000.0, 1500.0], "low": [302_399_999.0, 1499.0], "high": [302_400_001.0, 1501.0]})
>>> recomputed(claims, EXAMPLE_RULES)[["workers", "months", "recomputed", "explanation"]].values.tolist()
[[1500.0, 12.0, 302400000.0, 'exact']]

Source of the method: PP 44/2015 by way of `ucjlib.reckon.contribution`.
"""

import numpy as np
import pandas as pd

from ucjlib.reckon.budget_tries import WHOLE_MONTHS, tries_of
from ucjlib.reckon.contribution import EXAMPLE_RULES

EXPLANATIONS = (
    "exact", "rounded budget", "other months", "other contribution", "pays for more", "cannot tell",
)  # fmt: skip
COLUMNS = [
    "claim_id", "source_id", "region_code", "place", "budget", "budget_low", "budget_high", "workers",
    "workers_id", "months", "months_basis", "contribution", "contribution_basis", "recomputed",
    "recomputed_low", "recomputed_high", "difference", "difference_pct", "explanation", "reason",
]  # fmt: skip
SAME = 0.01
"""Budgets are rounded: equal to one percent is equal."""
OFF_SCALE = 20
"""A sum so many times off is a slip of separators or of "juta" and "miliar"."""
MONTHS_WIDE, PART_WIDE = 1.0, 0.25
"""A print that leaves more than one month (or a quarter of the printed months) open tells nothing."""


def recomputed(claims: pd.DataFrame, regulations: pd.DataFrame) -> pd.DataFrame:
    """One row for each budget claim whose source tells workers for the same place, in the order of `claims`.

    claims : frame `claim_id`, `source_id`, `region_code`, `place`, `indicator`, `as_of`, `value`, `low`,
        `high`; `period_start` where months have one. regulations : as `ucjlib.reckon.cost.cost`.

    Returns COLUMNS: `months_basis` is printed, found (whole months that explain the sum) or nearest;
    `contribution_basis` is in force, printed, with old-age savings or misprint; `difference` is the budget
    less `recomputed` (rupiah), `difference_pct` in percent of the budget; `reason` only where it cannot be
    told: print too wide, another scale, pays for less, no whole months.
    Raises NotEnoughData for a budget older than the rules.
    """
    tries = tries_of(claims, regulations)
    tries = tries.assign(_rank=_rank(tries), _off=tries["difference"].abs())
    tries = tries[tries["_rank"] < len(EXPLANATIONS)].assign(_told=lambda rows: rows["_rank"].clip(upper=4))
    order = ["_told", "_other_year", "_off", "_rank", "workers_id", "months"]
    best = tries.sort_values(order, kind="stable").drop_duplicates("claim_id").sort_values("_order")
    named = best.assign(
        explanation=[EXPLANATIONS[rank] for rank in best["_rank"]],
        difference_pct=100 * best["difference"] / best["budget"],
        months_basis=np.where(best["printed"], "printed", np.where(best["_rank"] < 4, "found", "nearest")),
    )
    return named.assign(reason=_reason(named))[COLUMNS].reset_index(drop=True)


def counts(table: pd.DataFrame) -> pd.DataFrame:
    """How many budgets each word explains, in the order of EXPLANATIONS, and their share in percent."""
    number = table["explanation"].value_counts().reindex(EXPLANATIONS, fill_value=0)
    share = 100 * number / max(len(table), 1)
    return (
        pd.DataFrame({"budgets": number, "percent": share.round(1)}).rename_axis("explanation").reset_index()
    )


def by_chance(claims: pd.DataFrame, regulations: pd.DataFrame, factors: int = 40) -> pd.DataFrame:
    """How often each word comes up for budgets that were moved off their true sum: what luck explains.

    Every budget is multiplied by `factors` factors between 0.8 and 1.25, evenly on the log scale and none
    within one percent of 1. Returns `explanation`, `percent` (of all moved budgets).
    """
    moved = [f for f in np.geomspace(0.8, 1.25, factors) if abs(f - 1) > SAME]
    columns, paid = ["value", "low", "high"], claims["indicator"] == "budget"
    tables = []
    for factor in moved:
        other = claims[columns].astype(float).mul(np.where(paid, factor, 1.0), axis=0).round()
        tables.append(recomputed(claims.assign(**other), regulations))
    return counts(pd.concat(tables))[["explanation", "percent"]]


def _rank(tries: pd.DataFrame) -> pd.Series:
    """Which of EXPLANATIONS each try would be."""
    in_force = tries["contribution_basis"] == "in force"
    own_months = tries["printed"] == tries["told"]
    exact = tries["difference"].abs() < 1
    fits = exact | _fits(tries)
    savings = tries["contribution_basis"] == "with old-age savings"
    more = tries["budget_low"].gt(tries["recomputed_high"]) & ~_off_scale(tries)
    last = tries["printed"] | (~tries["told"] & (tries["months"] == WHOLE_MONTHS[-1]))
    holds = [
        in_force & own_months & exact,
        in_force & own_months & fits,
        in_force & ~tries["printed"] & fits,
        ~in_force & own_months & fits & (tries["told"] | ~savings),
        in_force & last & more,
        in_force & own_months,
    ]
    return pd.Series(np.select(holds, range(len(holds)), len(holds)), index=tries.index)


def _wide(tries: pd.DataFrame) -> pd.Series:
    """How many months the print leaves open."""
    least = tries["budget_low"] / tries["workers_high"] / tries["contribution"]
    return tries["budget_high"] / tries["workers_low"] / tries["contribution"] - least


def _fits(tries: pd.DataFrame) -> pd.Series:
    """Within the print or to one percent, where the print is narrow enough to tell."""
    allowed = np.where(tries["printed"], np.maximum(PART_WIDE * tries["months"], MONTHS_WIDE), MONTHS_WIDE)
    meets = (tries["recomputed_low"] <= tries["budget_high"]) & (
        tries["recomputed_high"] >= tries["budget_low"]
    )
    near = tries["difference"].abs() <= SAME * tries["budget"]
    return (meets | near) & (_wide(tries) <= allowed)


def _off_scale(tries: pd.DataFrame) -> pd.Series:
    times = tries["recomputed"] / tries["budget"]
    return (times < 1 / OFF_SCALE) | (times > OFF_SCALE)


def _reason(best: pd.DataFrame) -> pd.Series:
    """Why it cannot be told; blank where it can."""
    why = [
        best["explanation"] != "cannot tell", _off_scale(best), _wide(best) > MONTHS_WIDE,
        best["told"] & (best["budget_high"] < best["recomputed_low"]),
    ]  # fmt: skip
    words = ["", "another scale", "print too wide", "pays for less"]
    return pd.Series(np.select(why, words, "no whole months"), index=best.index)


__all__ = ["EXAMPLE_RULES", "EXPLANATIONS", "by_chance", "counts", "recomputed"]
