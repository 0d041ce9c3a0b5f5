"""Skill: the share by which a score is cut against a rival's, and how sure that is.

Skill is 1 - exp(mean over series of ln(ours / rival)); a series' score is the mean over its cases, a case's
the mean over its forecasts. Forecasts of one origin share their future, and figures of one region their
habits, so the range comes from drawing whole origins (or whole regions) anew, not single forecasts.

Not for a claim about years to come: origins overlap, and the range knows only those that were tried.
Source of the method: cluster bootstrap, percentile range (Efron and Tibshirani 1993).

>>> round(skill([4.0, 5.0], [5.0, 5.0]), 3)
0.106
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

REPEATS = 2000
RANGE = (0.025, 0.975)


def skill(ours: ArrayLike, rival: ArrayLike) -> float:
    """1 - exp(mean ln(ours / rival)) over series: the share by which a score is cut, the geometric mean of
    it.

    >>> round(skill([2.0], [4.0]), 3)
    0.5
    """
    return float(1 - np.exp(np.mean(np.log(np.asarray(ours, dtype=float) / np.asarray(rival, dtype=float)))))


def scenario_ratio(given: ArrayLike, without: ArrayLike) -> float:
    """Mean score with the true future mean over units given, over the mean score without it.

    >>> scenario_ratio([1.0, 2.0], [3.0, 3.0])
    0.5
    """
    return float(np.asarray(given, dtype=float).mean() / np.asarray(without, dtype=float).mean())


def by_origin(cases: pd.DataFrame, seed: int = 0, repeats: int = REPEATS) -> tuple[float, float, float]:
    """Skill with its 95 % range, drawing origins anew within each series.

    cases : a row per case; `series`, `origin`, `ours`, `rival` (mean scores of the case). Several cases of
        one origin (other seeds, other pools) are drawn together.
    Returns skill, low, high.
    """
    logs = np.zeros(repeats + 1)
    rng = np.random.default_rng(seed)
    for _, rows in cases.groupby("series", sort=True):
        sums = rows.groupby("origin", sort=True)[["ours", "rival"]].sum().to_numpy()
        ours, rival = (_times(len(sums), repeats, rng) @ sums).T
        logs += np.log(ours / rival)
    return _told(1 - np.exp(logs / cases["series"].nunique()))


def by_unit(forecasts: pd.DataFrame, seed: int = 0, repeats: int = REPEATS) -> tuple[float, float, float]:
    """Skill with its 95 % range, drawing units anew: for one series whose origins share their units.

    forecasts : a row per forecast; `origin`, `unit`, `ours`, `rival` (scores).
    Returns skill, low, high.
    """
    table = forecasts.assign(count=1.0).pivot_table(
        index="unit", columns="origin", values=["ours", "rival", "count"], aggfunc="sum", fill_value=0.0
    )
    times = _times(len(table), repeats, np.random.default_rng(seed))
    asked = times @ table["count"].to_numpy()
    with np.errstate(invalid="ignore"):
        ours, rival = (np.nanmean(times @ table[k].to_numpy() / asked, axis=1) for k in ("ours", "rival"))
    return _told(1 - ours / rival)


def _times(clusters: int, repeats: int, rng: np.random.Generator) -> NDArray:
    """How often each cluster is drawn (1 + repeats, clusters); the first row is the clusters as they are."""
    drawn = rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=repeats)
    return np.vstack([np.ones(clusters), drawn])


def _told(skills: NDArray) -> tuple[float, float, float]:
    low, high = np.quantile(skills[1:], RANGE)
    return float(skills[0]), float(low), float(high)
