"""Joint draws of future coverage: sums, ranks, paths and scenarios that hold together.

Each draw is one possible world: one common yearly shock and one mean drift for all regions, and for each
region one volatility, one level and drift, and one random walk through the years. So regions move together
as real ones do, and a region's years hang together. A scenario bends every world until the pool's mean is
the given path.

Not for a single region's quantile: the closed form (`ucjlib.reckon.ahead`) is exact and free of chance.
Source of the method: posterior simulation of the model in `ucjlib.reckon.likelihood`; benchmarking on the
link scale (Okonek and Wakefield 2024, doi 10.1177/0282423X241244670).

>>> figures = pd.DataFrame({"unit": ["35.05", "35.21"], "year": [2025.3, 2025.9], "value": [17.6, 24.0],
...                         "low": [17.59, 23.0], "high": [17.61, 25.0]})
>>> worlds = draws(fit(figures), [2028.0, 2030.0], n_draws=200, seed=1)
>>> worlds.shape
(2, 2, 200)
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.ahead import horizons
from ucjlib.reckon.pool import Pool, fit, with_units
from ucjlib.reckon.scale import TOP, from_scale

SHOCK_DF = 4
"""Tail of the common shock: 2020 took the nation two standard deviations below its mean change."""
BISECTIONS = 20
"""Halvings of the shift that meets a scenario: to 1e-5 on the scale, 0.0003 points."""


def draws(
    pool: Pool,
    years: Sequence[float],
    n_draws: int,
    seed: int,
    scenario: pd.Series | None = None,
    *,
    units: Sequence[str] | None = None,
    weights: NDArray | None = None,
    reported: bool = False,
    allow_far: bool = False,
) -> NDArray:
    """Joint draws of coverage in percent: float32 array (units, years, n_draws).

    years : decimal, in any order. units : default those of the pool, in the order of `pool.units`.
    scenario : Series, year -> mean coverage of the units (percent); years it does not name stay on trend.
        The same seed with and without a scenario uses the same random numbers, so their difference has its
        own range.
    weights : of the units in that mean, (units,) or (units, years), e.g. workers; default equal.

    A year before a unit's last figure is answered with the spread of as many years after it.
    Raises TooFarAhead as `quantiles`; BadTable for a scenario outside 0-100.
    """
    table = pool.units if units is None else with_units(pool, [str(u) for u in units])
    asked = np.asarray(years, dtype=float)
    order = np.argsort(asked, kind="stable")
    worlds = _worlds(pool, table, asked[order], n_draws, np.random.default_rng(seed), reported, allow_far)
    worlds = worlds[np.argsort(order)]
    if scenario is not None:
        worlds = worlds + _shifts(worlds, asked, scenario, weights)
    return np.moveaxis(from_scale(worlds), 0, 1)


def forecast(
    train: pd.DataFrame,
    national: pd.DataFrame | None,
    query: pd.DataFrame,
    n_draws: int = 500,
    seed: int = 0,
    scenario: pd.Series | None = None,
    *,
    reported: bool = True,
    allow_far: bool = False,
) -> NDArray:
    """Fit and draw for exactly the asked unit-years: array (len(query), n_draws), percent.

    train : figures `unit`, `year`, `value`, `lo`, `hi` (percent); a column `precision` is accepted and not
        needed.
    national : `year`, `value`, the pool's mean so far; accepted so that every method of a back-test is
        called alike, not used: the drift's prior was set from the nation's series.
    query : `unit`, `year`. scenario : Series, year -> mean over the asked units of that year.
    reported : draw published figures (the default here, since later figures are what a forecast is scored
    on).
    """
    pool = fit(train.rename(columns={"lo": "low", "hi": "high"}))
    unit, units = pd.factorize(query["unit"].astype(str), sort=True)
    year, years = pd.factorize(query["year"].astype(float), sort=True)
    weights = np.zeros((len(units), len(years)))
    weights[unit, year] = 1.0
    worlds = draws(
        pool, list(years), n_draws, seed, scenario,
        units=list(units), weights=weights, reported=reported, allow_far=allow_far,
    )  # fmt: skip
    return worlds[unit, year]


def _worlds(
    pool: Pool,
    table: pd.DataFrame,
    years: NDArray,
    n_draws: int,
    rng: Generator,
    reported: bool,
    allow_far: bool,
) -> NDArray:
    """Draws on the scale, float32 (years, units, n_draws); years ascending."""
    h = horizons(pool, table, years, allow_far).astype(np.float32)
    own = {name: table[name].to_numpy(dtype=np.float32)[:, None] for name in table.columns}
    size = (len(table), n_draws)
    drift_error = np.float32(np.sqrt(pool.mean_drift_var)) * rng.standard_normal(n_draws, dtype=np.float32)
    shock = _common_shock(pool, n_draws, rng)
    unrest = _volatility(table, n_draws, rng)
    level, drift = _level_and_drift(own, unrest, rng)
    level += own["level"] + own["level_load"] * drift_error
    drift += own["drift"] + own["drift_load"] * drift_error + shock
    steps = np.diff(np.abs(h), axis=1, prepend=0)
    walk = np.zeros(size, dtype=np.float32)
    out = np.empty((len(years), *size), dtype=np.float32)
    for t in range(len(years)):
        walk += rng.standard_normal(size, dtype=np.float32) * (
            unrest * _root(pool.walk_var * steps[:, t, None])
        )
        out[t] = level + h[:, t, None] * drift + walk
    if reported:
        noise = np.float32(np.exp(pool.params["log_noise_sd"]))
        out += noise * unrest * rng.standard_normal(out.shape, dtype=np.float32)
    return out


def _root(variance: NDArray) -> NDArray:
    return np.sqrt(np.maximum(variance, 0)).astype(np.float32)


def _common_shock(pool: Pool, n_draws: int, rng: Generator) -> NDArray:
    """One yearly shock per draw for all units: Student-t with the pool's common SD."""
    unit_sd = rng.standard_t(SHOCK_DF, n_draws) / np.sqrt(SHOCK_DF / (SHOCK_DF - 2))
    return (pool.common_shock_sd * unit_sd).astype(np.float32)


def _volatility(table: pd.DataFrame, n_draws: int, rng: Generator) -> NDArray:
    """Factor on each unit's standard deviations in each draw (units, n_draws): what makes it Student-t."""
    df = table["df"].to_numpy()[:, None]
    chi_square = 2 * rng.standard_gamma(np.broadcast_to(df / 2, (len(table), n_draws)))
    return np.sqrt(table["spread"].to_numpy()[:, None] * df / chi_square).astype(np.float32)


def _level_and_drift(own: dict[str, NDArray], unrest: NDArray, rng: Generator) -> tuple[NDArray, NDArray]:
    """Errors of level and drift about their posterior means, correlated, (units, n_draws) each."""
    first = unrest * rng.standard_normal(unrest.shape, dtype=np.float32)
    second = unrest * rng.standard_normal(unrest.shape, dtype=np.float32)
    slope = own["cross_var"] / own["level_var"]
    level = _root(own["level_var"]) * first
    return level, slope * level + _root(own["drift_var"] - slope * own["cross_var"]) * second


def _shifts(worlds: NDArray, years: NDArray, scenario: pd.Series, weights: NDArray | None) -> NDArray:
    """What to add to every unit on the scale, (years, 1, n_draws), so that their mean meets the path."""
    path = pd.Series(scenario, dtype=float)
    if not path.between(0, 100).all():
        raise BadTable("a scenario's mean lies outside 0-100 percent", where="scenario", fix="give percents")
    shift = np.zeros((len(years), 1, worlds.shape[2]), dtype=np.float32)
    weight = _weights(worlds.shape[:2], weights)
    for t in np.flatnonzero(np.isin(years, path.index) & (weight.sum(axis=1) > 0)):
        used = weight[t] > 0
        share = (weight[t, used] / weight[t].sum()).astype(np.float32)
        shift[t, 0] = _shift(worlds[t, used], share, float(path[years[t]]))
    return shift


def _weights(shape: tuple[int, ...], weights: NDArray | None) -> NDArray:
    """Weights as (years, units), whichever of the accepted shapes they came in."""
    given = np.ones(shape[1]) if weights is None else np.asarray(weights, dtype=float)
    return np.broadcast_to(given.T, shape)


def _shift(worlds: NDArray, share: NDArray, mean: float) -> NDArray:
    """Bisection per draw: the shift at which the mean over units of the clipped shares is `mean`."""
    low = np.full(worlds.shape[1], -2 * TOP, dtype=np.float32)
    high = -low
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        below = share @ from_scale(worlds + middle) < mean
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2
