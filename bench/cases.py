"""Cases of the back-test: rolling origins through the public panels, few figures shown, five years asked.

    from bench.cases import SETS, cases, score_case
    [score_case(case, forecast) for case in cases("A8", seed=0)]

Each unit shows its last figure and k - 1 random earlier ones of ten years, k = 1, 2, 3, 5 with probability
0.35, 0.30, 0.20, 0.15; 40 % of the shown are rounded to whole percents. E shows and asks all that was
printed. The same seed makes the same cases.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bench.panels import articles, panel
from ucjlib.reckon import backtest
from ucjlib.reckon.backtest import Case, mean_scores, run_case

__all__ = ["SETS", "Case", "cases", "run_case", "score_case"]

SURVEYS = ("skilled_birth", "electricity_surveys")
SHOWN = ([1, 2, 3, 5], [0.35, 0.30, 0.20, 0.15])
ROUGH = 0.4


@dataclass(frozen=True)
class Plan:
    """How cases are cut from a panel: years between origins, units in a pool (0 all), pools an origin, upper
    end of the last figure.
    """

    panel: str
    what: str
    every: int = 2
    pool: int = 0
    pools: int = 1
    top: float = 90.0


SETS = {
    "A": Plan("A", "coverage panels of many countries"),
    "A20": Plan("A", "the same, pools of 20", pool=20, pools=2),
    "A8": Plan("A", "the same, pools of 8", pool=8, pools=4),
    "stress": Plan("stress", "series whose definitions break"),
    "B": Plan("B", "vaccination, four antigens"),
    "C": Plan("C", "access to electricity", every=3),
    "D8": Plan("D", "US counties around a reform, pools of 8", 1, 8, 8, 95.0),
    "D20": Plan("D", "the same, pools of 20", 1, 20, 4, 95.0),
    "D514": Plan("D", "the same, pools of 514", 1, 514, 1, 95.0),
    "E": Plan("E", "coverage printed in the news"),
}


def cases(name: str, seed: int = 0, every: int = 0) -> Iterator[Case]:
    """The cases of a set, oldest origin first; `every` overrides the years between origins.

    A case needs 8 asked units (4 in pools of 20 or fewer) and 3 units with two figures.
    """
    plan = SETS[name]
    if plan.panel == "E":
        yield from backtest.cases(articles())
        return
    for series, rows in panel(plan.panel).groupby("series", sort=True):
        rows = rows.sort_values(["unit", "year"], kind="stable")
        for origin in np.arange(rows["year"].min() + 2, rows["year"].max(), every or plan.every):
            for draw in range(plan.pools):
                luck = [seed, int(origin), len(rows), *([plan.pool, draw] if plan.pool else [])]
                case = one_case(str(series), float(origin), rows, np.random.default_rng(luck), plan)
                asked, shown = case.query["unit"].nunique(), case.train["unit"].value_counts()
                if asked >= (4 if 0 < plan.pool <= 20 else 8) and (shown > 1).sum() >= 3:
                    yield case


def score_case(
    case: Case, method: Any, n_draws: int = 500, seed: int = 0, given: bool = False
) -> dict[str, float]:
    """Mean scores of one method on one case, and `ms_per_unit`: wall time of fit and forecast.

    given : tell the method the true mean over the asked units of each year, as a scenario.
    """
    began = time.perf_counter()
    worlds = run_case(case, method, n_draws, seed, given)
    taken = time.perf_counter() - began
    return mean_scores(case, worlds) | {"ms_per_unit": 1000 * taken / case.train["unit"].nunique()}


def one_case(series: str, origin: float, rows: pd.DataFrame, rng: np.random.Generator, plan: Plan) -> Case:
    """One origin: units that enter, their shown figures, what is asked, the mean over all units so far."""
    past = rows[(rows["year"] <= origin) & (rows["year"] > origin - 10)]
    last = past.groupby("unit").tail(1)
    oldest = origin - (4 if series in SURVEYS else 1)
    units = last.loc[(last["year"] >= oldest) & last["value"].between(2, plan.top), "unit"].to_numpy()
    if 0 < plan.pool < len(units):
        units = np.sort(rng.choice(units, plan.pool, replace=False))
    train = roughened(some_shown(past[past["unit"].isin(units)], units, rng), rng)
    future = rows[(rows["year"] > origin) & (rows["year"] <= origin + 5) & rows["unit"].isin(units)]
    national = rows[rows["year"] <= origin].groupby("year", as_index=False)["value"].mean()
    return Case(series, origin, train.reset_index(drop=True), national, future.reset_index(drop=True))


def some_shown(past: pd.DataFrame, units: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Of each unit the last figure and k - 1 random earlier ones."""
    is_last = ~past.duplicated("unit", keep="last")
    luck = past.assign(luck=np.where(is_last, -1.0, rng.random(len(past))))
    rank = luck.groupby("unit")["luck"].rank(method="first")
    wanted = pd.Series(rng.choice(SHOWN[0], p=SHOWN[1], size=len(units)), index=units)
    return past[rank <= past["unit"].map(wanted).astype(float)]


def roughened(train: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """40 % of the figures rounded to whole percents, with the range that the print allows."""
    rough = rng.random(len(train)) < ROUGH
    value = np.where(rough, train["value"].round(), train["value"])
    half = np.where(rough, 0.5, 0.005)
    low, high = np.maximum(value - half, 0), np.minimum(value + half, 100)
    return train.assign(value=value, lo=low, hi=high, precision=half)
