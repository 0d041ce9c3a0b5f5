"""How good were the forecasts: scores of draws and quantiles against the figures published later.

A forecast is a row of draws (percent). Scores are in percentage points, lower is better; *cover* should
equal its nominal share. Rows score alone (`score`, `target_brier`) or together, where dependence between
units counts (`aggregate_cover`, `pairwise_brier`). The rivals to beat are in `ucjlib.reckon.rivals`, skill
against them with its range in `ucjlib.reckon.skill`; both are named here too.

Not for choosing a model on the figures it is then praised for: origins and pools are the caller's to set.
Source of the method: Gneiting and Raftery (2007) for CRPS; Bracher and others (2021, doi
10.1371/journal.pcbi.1008618) for WIS.

>>> crps(np.array([[20.0, 24.0]]), [22.0]).tolist()
[1.0]
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ucjlib.reckon.rivals import (
    RIVALS,
    Method,
    last_value,
    last_value_empirical,
    plain_shrink,
    pooled_drift,
    unit_drift,
)
from ucjlib.reckon.skill import by_origin, by_unit, scenario_ratio, skill

__all__ = [
    "RIVALS",
    "WIS_LEVELS",
    "Method",
    "aggregate_cover",
    "by_origin",
    "by_unit",
    "crps",
    "last_value",
    "last_value_empirical",
    "pairwise_brier",
    "plain_shrink",
    "pooled_drift",
    "scenario_ratio",
    "score",
    "skill",
    "target_brier",
    "unit_drift",
    "wis",
]

WIS_LEVELS = np.array([0.01, 0.025, *np.arange(1, 20) / 20, 0.975, 0.99])
"""The 23 levels of the forecast hubs."""
LEAST_UNITS = 15
"""Fewer units than this have no mean worth a score of its own."""


def crps(draws: NDArray, truth: ArrayLike) -> NDArray:
    """Continuous ranked probability score of each row of draws (rows, n_draws): mean |x - y| - mean |x -
    x'| / 2.

    >>> crps(np.array([[10.0, 10.0]]), [13.0]).tolist()
    [3.0]
    """
    ordered, n = np.sort(draws, axis=1).astype(float), draws.shape[1]
    apart = ordered @ (2 * np.arange(1, n + 1) - n - 1) / n**2
    return np.abs(ordered - np.asarray(truth, dtype=float)[:, None]).mean(axis=1) - apart


def wis(values: NDArray, truth: ArrayLike, levels: ArrayLike = WIS_LEVELS) -> NDArray:
    """Weighted interval score of each row of quantiles (rows, levels): mean pinball loss, doubled.

    >>> wis(np.array([[10.0, 20.0, 30.0]]), [20.0], [0.1, 0.5, 0.9]).round(3).tolist()
    [1.333]
    """
    missed = np.asarray(truth, dtype=float)[:, None] - values
    level = np.asarray(levels, dtype=float)
    return 2 * np.maximum(level * missed, (level - 1) * missed).mean(axis=1)


def target_brier(draws: NDArray, truth: ArrayLike, last: ArrayLike, lead: ArrayLike) -> NDArray:
    """Mean squared error of P(target) for three targets: the last figure plus 1, 2, 4 points a year of
    lead, at most 99.

    >>> target_brier(np.array([[30.0, 50.0]]), [40.0], [20.0], [5.0]).round(3).tolist()
    [0.083]
    """
    pace = np.array([1.0, 2.0, 4.0])
    target = np.minimum(
        np.asarray(last, dtype=float)[:, None] + pace * np.asarray(lead, dtype=float)[:, None], 99
    )
    reach = (draws[:, None, :] >= target[:, :, None]).mean(axis=2)
    return ((reach - (np.asarray(truth, dtype=float)[:, None] >= target)) ** 2).mean(axis=1)


def score(draws: NDArray, truth: ArrayLike) -> pd.DataFrame:
    """All scores of one method, a row per forecast.

    draws : (rows, n_draws), percent. truth : (rows,), percent, the figures published later.
    Returns `crps`, `wis`, `error` (absolute, of the median), `bias` (median less truth), `in_50`, `in_80`,
    `in_95`, `width_80`.

    >>> score(np.array([[20.0, 22.0, 24.0]]), [22.0])[["error", "in_80"]].values.tolist()
    [[0.0, True]]
    """
    y = np.asarray(truth, dtype=float)
    levels = np.concatenate([WIS_LEVELS, [0.25, 0.75, 0.1, 0.9, 0.025, 0.975, 0.5]])
    values = np.quantile(np.sort(draws, axis=1), levels, axis=1).T  # sorted first: five times as fast
    tails, median = values[:, len(WIS_LEVELS) : -1], values[:, -1]
    inside = (tails[:, ::2] <= y[:, None]) & (y[:, None] <= tails[:, 1::2])
    columns = {"crps": crps(draws, y), "wis": wis(values[:, : len(WIS_LEVELS)], y)}
    columns |= {"error": np.abs(median - y), "bias": median - y}
    columns |= {"in_50": inside[:, 0], "in_80": inside[:, 1], "in_95": inside[:, 2]}
    return pd.DataFrame(columns | {"width_80": tails[:, 3] - tails[:, 2]})


def aggregate_cover(
    draws: NDArray, truth: ArrayLike, year: ArrayLike, weights: ArrayLike | None = None, share: float = 0.8
) -> pd.DataFrame:
    """Whether the range of the mean over units of one year holds the mean of the published figures.

    draws : (rows, n_draws) with joint columns: column j is one possible world. weights : of the rows, e.g.
        workers; default equal. Years with fewer than 15 rows are left out.
    Returns `year`, `units`, `inside`, `width`, a row per year.

    >>> worlds = np.tile([20.0, 30.0, 40.0], (15, 1))
    >>> aggregate_cover(worlds, [31.0] * 15, [2026.0] * 15)[["units", "inside"]].values.tolist()
    [[15, True]]
    """
    y, when = np.asarray(truth, dtype=float), np.asarray(year)
    weight = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=float)
    rows = []
    for one in np.unique(when):
        here = when == one
        if here.sum() < LEAST_UNITS:
            continue
        part = weight[here] / weight[here].sum()
        low, high = np.quantile(part @ draws[here].astype(float), [(1 - share) / 2, (1 + share) / 2])
        rows.append((one, int(here.sum()), bool(low <= part @ y[here] <= high), high - low))
    return pd.DataFrame(rows, columns=["year", "units", "inside", "width"])


def pairwise_brier(draws: NDArray, truth: ArrayLike, year: ArrayLike, seed: int = 0) -> NDArray:
    """Squared error of P(one unit is above another) over random pairs of one year; ties of the truth dropped.

    Each row meets two others of its year, chosen with `seed`; two rows of a year are one pair. Returns a
    score per pair.

    >>> pairwise_brier(np.array([[30.0, 10.0], [20.0, 20.0]]), [40.0, 50.0], [2026, 2026]).tolist()
    [0.25]
    """
    y, when, rng = np.asarray(truth, dtype=float), np.asarray(year), np.random.default_rng(seed)
    rings = [rng.permutation(np.flatnonzero(when == one)) for one in np.unique(when)]
    i, j = np.concatenate([_neighbours(ring) for ring in rings]).T
    i, j = i[y[i] != y[j]], j[y[i] != y[j]]
    return ((draws[i] > draws[j]).mean(axis=1) - (y[i] > y[j])) ** 2


def _neighbours(ring: NDArray) -> NDArray:
    """Each row with the one before it in the ring; two rows are one pair, one row is none."""
    return np.column_stack([ring, np.roll(ring, 1)])[: len(ring) if len(ring) > 2 else len(ring) - 1]
