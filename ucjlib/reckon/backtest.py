"""Back-test on the collected figures themselves: what would have been said, and what was printed later.

At each origin everything dated so far is shown and every later figure of the places shown is asked. The
projection stands beside rivals that cost nothing; a row where a rival does as well stays in the table,
because it says how far the projection may be trusted.

Not for choosing priors: these figures are few and overlap from origin to origin. Bases are mixed here, as
most places print none; pools of one base are too small to score.
Source of the method: rolling origins (Tashman 2000); scores in `ucjlib.reckon.score`.

>>> claims = pd.DataFrame({"region_code": ["35.05", "00"], "indicator": "coverage_rate", "segment": "total",
...     "unit": "percent", "as_of": "2025-04", "target_year": None, "value": [17.6, 35.7],
...     "low": [17.59, 35.6], "high": [17.61, 35.8]})
>>> figures(claims)[["unit", "value"]].values.tolist()
[['35.05', 17.6]]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.period import decimal_year
from ucjlib.reckon.entry import forecast
from ucjlib.reckon.score import (
    RIVALS,
    aggregate_cover,
    by_unit,
    last_value_empirical,
    pairwise_brier,
    score,
    target_brier,
)
from ucjlib.reference import schemas

SINCE = "2018"
ORIGINS = (2023.0, 2024.0, 2024.5, 2025.0, 2025.3, 2025.55, 2025.7)
"""Dates at which enough had been printed before and after; quarters follow as figures are collected."""
LEAST_ASKED = 8
OURS = "ucjlib"
METHODS: dict[str, Any] = {OURS: forecast, **RIVALS, "last_value": last_value_empirical}
"""Gaps between news figures are often days, so the last value moves by the changes ever seen."""
POINTS = ("crps", "wis", "error", "bias", "width_80")
N_DRAWS = 500


@dataclass(frozen=True)
class Case:
    """What is shown and what is asked at one origin of one series.

    train : `unit`, `year`, `value`, `lo`, `hi`, `precision` (percent). national : `year`, `value`, mean over
    units up to the origin. query : `unit`, `year`, and the `value` that was published.
    """

    series: str
    origin: float
    train: pd.DataFrame
    national: pd.DataFrame
    query: pd.DataFrame

    @property
    def path(self) -> pd.Series:
        """The true mean over the asked units of each year, as a scenario."""
        return self.query.groupby("year")["value"].mean()


def run_case(case: Case, method: Any, n_draws: int = 500, seed: int = 0, given: bool = False) -> NDArray:
    """Draws of one method for what the case asks; `given` tells it the true path of the mean."""
    more = {"scenario": case.path} if given else {}
    return method(case.train, case.national, case.query[["unit", "year"]], n_draws, seed, **more)


def score_rows(case: Case, worlds: NDArray) -> pd.DataFrame:
    """A row per forecast: `unit`, `year`, what `ucjlib.reckon.score.score` returns, `brier` of targets."""
    last = case.train.sort_values("year", kind="stable").groupby("unit")[["year", "value"]].last()
    shown = last.loc[case.query["unit"]]
    lead = case.query["year"].to_numpy(dtype=float) - shown["year"].to_numpy()
    brier = target_brier(worlds, case.query["value"], shown["value"], lead)
    rows = score(worlds, case.query["value"]).assign(brier=brier)
    return pd.concat([case.query[["unit", "year"]].reset_index(drop=True), rows], axis=1)


def mean_scores(case: Case, worlds: NDArray) -> dict[str, float]:
    """Means of `score_rows`, and what is scored over units together: `aggregate_80` (NaN where no year asks
    15 units), `pairwise`.
    """
    means = score_rows(case, worlds).drop(columns=["unit", "year"]).mean().to_dict()
    asked = (worlds, case.query["value"], case.query["year"])
    together = {"aggregate_80": aggregate_cover(*asked)["inside"].mean()}
    return means | together | {"pairwise": pairwise_brier(*asked).mean()}


def figures(claims: pd.DataFrame) -> pd.DataFrame:
    """Dated coverage of regencies, cities and provinces since 2018, one figure per region and month.

    claims : what decisions leave of the claims table; several of one region and month are one: median value,
        least low, greatest high. Returns `unit` (region code), `year`, `value`, `lo`, `hi`, `precision`.
    """
    rate = (claims["indicator"] == "coverage_rate") & (claims["segment"] == "total")
    share = (claims["unit"] == "percent") & claims["value"].between(0, 100) & claims["target_year"].isna()
    place = ~claims["region_code"].isin(["", "00"]) & (claims["as_of"] >= SINCE)
    rows = claims[rate & share & place]
    lo, hi = rows["low"].clip(0, 100), rows["high"].clip(0, 100)
    return monthly(rows.assign(unit=rows["region_code"], lo=lo, hi=hi))


def monthly(rows: pd.DataFrame) -> pd.DataFrame:
    """One figure per `unit` and month of `as_of`: median of the values, the range of all of them."""
    year = np.array([decimal_year(date) for date in rows["as_of"]], dtype=float)
    dated = rows.assign(year=year, month=rows["as_of"].str[:7])
    merged = dated.groupby(["unit", "month"], sort=True, as_index=False).agg(
        year=("year", "mean"), value=("value", "median"), lo=("lo", "min"), hi=("hi", "max")
    )
    merged = merged.assign(precision=(merged["hi"] - merged["lo"]) / 2).drop(columns="month")
    return merged.sort_values(["unit", "year"], kind="stable").reset_index(drop=True)


def cases(rows: pd.DataFrame, series: str = "figures") -> Iterator[Case]:
    """A case per origin: all figures up to it shown, all later ones of the same units asked, 8 at least.

    Origins are those of the protocol, then every quarter of a year up to the newest figure.
    """
    newest = rows["year"].max() if len(rows) else 0.0
    for origin in (*ORIGINS, *np.arange(2026.0, newest, 0.25).tolist()):
        train = rows[rows["year"] <= origin].reset_index(drop=True)
        later = rows[(rows["year"] > origin) & rows["unit"].isin(train["unit"])].reset_index(drop=True)
        if len(later) >= LEAST_ASKED:
            national = train.groupby("year", as_index=False)["value"].mean()
            yield Case(series, origin, train, national, later)


def back_test(claims: pd.DataFrame) -> pd.DataFrame:
    """How the projection and its rivals did on the collected figures: the `backtest` table.

    claims : what decisions leave of the claims table. Returns the columns of `score_table`, points rounded
        to two decimals and shares to three; the projection's row has no skill against itself. No row where
        too little was printed.
    """
    table = score_table(figures(claims))
    if table.empty:
        return schemas.empty("backtest")
    skills = ["skill", "skill_low", "skill_high"]
    table[skills] = table[skills].where(table["method"] != OURS)
    digits = {name: 2 if name in POINTS else 3 for name in table.select_dtypes("number")}
    return table.round(digits)[list(schemas.columns("backtest")["column"])]


def score_table(
    rows: pd.DataFrame, methods: dict[str, Any] | None = None, n_draws: int = N_DRAWS, seed: int = 0
) -> pd.DataFrame:
    """Every method on every case of dated figures: a row per method, best CRPS first.

    rows : from `figures`. methods : name -> call like `forecast`; default the projection and four rivals.
    Returns `method`; `crps`, `wis`, `error`, `bias`, `width_80` (points), `in_50`, `in_80`, `in_95` (shares),
    `brier`, means over the forecasts of an origin, then over origins; `skill`, `skill_low`, `skill_high`:
    the projection's against this method, with its 95 % range over regions; `forecasts`, `origins`,
    `regions`. No row where no origin asks eight figures.
    """
    held = list(cases(rows))
    if not held:
        return pd.DataFrame(columns=["method"])
    found = {name: _all_rows(held, method, n_draws, seed) for name, method in (methods or METHODS).items()}
    table = pd.DataFrame([_row(name, scored, found[OURS]) for name, scored in found.items()])
    return table.sort_values(["crps", "method"], kind="stable", ignore_index=True)


def _all_rows(held: list[Case], method: Any, n_draws: int, seed: int) -> pd.DataFrame:
    scored = [
        score_rows(case, run_case(case, method, n_draws, seed)).assign(origin=case.origin) for case in held
    ]
    return pd.concat(scored, ignore_index=True)


def _row(name: str, scored: pd.DataFrame, ours: pd.DataFrame) -> dict[str, Any]:
    means = scored.drop(columns=["unit", "year"]).groupby("origin").mean().mean().to_dict()
    both = scored[["origin", "unit"]].assign(ours=ours["crps"], rival=scored["crps"])
    skills = dict(zip(("skill", "skill_low", "skill_high"), by_unit(both), strict=True))
    counts = {
        "forecasts": len(scored),
        "origins": scored["origin"].nunique(),
        "regions": scored["unit"].nunique(),
    }
    return {"method": name, **means, **skills, **counts}
