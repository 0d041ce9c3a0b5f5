"""How good were the forecasts: scores for draws and quantiles, and the simple rivals to beat.

A forecast is a row of draws (percent), scored against the figure that was published later. Scores are in
percentage points, lower is better; *cover* should equal its nominal share; *skill* is 1 - score / score of
a rival. The rivals are cheap and honest: a projection that does not beat them has nothing to tell.

Not for choosing a model on the figures it is then praised for: origins and pools are the caller's to set.
Source of the method: Gneiting and Raftery (2007) for CRPS; Bracher and others (2021, doi
10.1371/journal.pcbi.1008618) for WIS.

>>> crps(np.array([[20.0, 24.0]]), [22.0]).tolist()
[1.0]
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

WIS_LEVELS = np.array([0.01, 0.025, *np.arange(1, 20) / 20, 0.975, 0.99])
"""The 23 levels of the forecast hubs."""

Method = Callable[[pd.DataFrame, pd.DataFrame | None, pd.DataFrame, int, int], NDArray]
"""(train, national, query, n_draws, seed) -> draws (len(query), n_draws)."""


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
    values = np.quantile(
        draws, np.concatenate([WIS_LEVELS, [0.25, 0.75, 0.1, 0.9, 0.025, 0.975, 0.5]]), axis=1
    ).T
    tails, median = values[:, len(WIS_LEVELS) : -1], values[:, -1]
    inside = (tails[:, ::2] <= y[:, None]) & (y[:, None] <= tails[:, 1::2])
    columns = {"crps": crps(draws, y), "wis": wis(values[:, : len(WIS_LEVELS)], y)}
    columns |= {"error": np.abs(median - y), "bias": median - y}
    columns |= {"in_50": inside[:, 0], "in_80": inside[:, 1], "in_95": inside[:, 2]}
    return pd.DataFrame(columns | {"width_80": tails[:, 3] - tails[:, 2]})


def skill(ours: ArrayLike, rival: ArrayLike) -> float:
    """1 - exp(mean ln(ours / rival)) over series: the share by which a score is cut, the geometric mean of
    it.

    >>> round(skill([4.0, 5.0], [5.0, 5.0]), 3)
    0.106
    """
    return float(1 - np.exp(np.mean(np.log(np.asarray(ours, dtype=float) / np.asarray(rival, dtype=float)))))


def last_value(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """Rival: the last figure, spread by the pool's changes: normal, variance s^2 times lead."""
    shown = _shown(train, query)
    return _normal(shown["last"], _changes(train)[1] * np.sqrt(shown["lead"]), n_draws, seed)


def pooled_drift(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """Rival: the last figure moved by the pool's drift, all changes over all gaps, in points."""
    shown, (drift, spread) = _shown(train, query), _changes(train)
    return _normal(shown["last"] + drift * shown["lead"], spread * np.sqrt(shown["lead"]), n_draws, seed)


def unit_drift(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """Rival: the unit's own line from first to last figure; the pool's drift where it has one figure."""
    shown, (drift, spread) = _shown(train, query), _changes(train)
    several = shown["span"] > 0
    span = shown["span"].where(several, shown["span"][several].mean() if several.any() else 1.0)
    slope = ((shown["last"] - shown["first"]) / span).where(several, drift)
    wide = spread * np.sqrt(shown["lead"] + shown["lead"] ** 2 / span)
    return _normal(shown["last"] + slope * shown["lead"], wide, n_draws, seed)


def plain_shrink(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """Rival: no trend, the unit's mean drawn to the pool's mean as far as within-unit scatter asks for it."""
    by_unit = train.groupby("unit")["value"].agg(["mean", "count", "var"])
    several = by_unit[by_unit["count"] > 1]
    within = (several["var"] * (several["count"] - 1)).sum() / max((several["count"] - 1).sum(), 1)
    between = (
        max(by_unit["mean"].var() - (within / by_unit["count"]).mean(), 1e-9) if len(by_unit) > 1 else 1e-9
    )
    weight = between / (between + within / by_unit["count"])
    centre = by_unit["mean"].mean()
    middle = query["unit"].map(weight * by_unit["mean"] + (1 - weight) * centre).fillna(centre)
    variance = query["unit"].map(between * (1 - weight)).fillna(between) + within
    return _normal(middle, np.sqrt(variance), n_draws, seed)


RIVALS: dict[str, Method] = {
    "unit_drift": unit_drift,
    "last_value": last_value,
    "pooled_drift": pooled_drift,
    "plain_shrink": plain_shrink,
}


def _shown(train: pd.DataFrame, query: pd.DataFrame) -> pd.DataFrame:
    """First and last figure of each asked unit, the span between, and the lead of the asked year."""
    by_unit = train.sort_values("year", kind="stable").groupby("unit")
    ends = pd.DataFrame({
        "first": by_unit["value"].first(), "last": by_unit["value"].last(),
        "start": by_unit["year"].first(), "end": by_unit["year"].last(),
    })  # fmt: skip
    asked = ends.reindex(query["unit"]).reset_index(drop=True)
    return asked.assign(
        span=asked["end"] - asked["start"], lead=query["year"].to_numpy(dtype=float) - asked["end"]
    )


def _changes(train: pd.DataFrame) -> tuple[float, float]:
    """The pool's drift (points a year) and the SD of what it leaves of a yearly change."""
    ordered = train.sort_values(["unit", "year"], kind="stable")
    step = ordered.groupby("unit")[["value", "year"]].diff().dropna()
    step = step[step["year"] > 0]
    if step.empty:
        return 0.0, 5.0
    drift = step["value"].sum() / step["year"].sum()
    left = (step["value"] - drift * step["year"]) ** 2 / step["year"]
    return float(drift), float(np.sqrt(left.mean()))


def _normal(middle: pd.Series, spread: pd.Series, n_draws: int, seed: int) -> NDArray:
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((len(middle), n_draws))
    return np.clip(np.asarray(middle)[:, None] + np.asarray(spread)[:, None] * noise, 0, 100)
