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

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.reckon.bend import Bend, meet
from ucjlib.reckon.pool import Pool, fit, with_units
from ucjlib.reckon.scale import from_scale
from ucjlib.reckon.worlds import Worlds

PIECE = 2**18
"""Numbers worked on at a time."""


def draws(
    pool: Pool,
    years: Sequence[float],
    n_draws: int,
    seed: int,
    scenario: pd.Series | None = None,
    *,
    units: Sequence[str] | None = None,
    groups: Mapping[str, str] | None = None,
    weights: NDArray | None = None,
    reported: bool = False,
    allow_far: bool = False,
) -> NDArray:
    """Joint draws of coverage in percent: float32 array (units, years, n_draws).

    years : decimal, in any order. units : default those of the pool, in the order of `pool.units`; one with
        no figure is drawn from its group (`groups` : unit -> group), or the pool.
    scenario : Series, year -> mean coverage of the units (percent); years it does not name stay on trend.
        The same seed with and without a scenario uses the same random numbers, so their difference has its
        own range.
    weights : of the units in that mean, (units,) or (units, years), e.g. workers; default equal.

    A year before a unit's last figure is answered with the spread of as many years after it.
    Raises TooFarAhead as `quantiles`; BadTable for a scenario outside 0-100.
    """
    one = draws_by_scenario(
        pool, years, n_draws, seed, {"": scenario},
        units=units, groups=groups, weights=weights, reported=reported, allow_far=allow_far,
    )  # fmt: skip
    return one[""]


def draws_by_scenario(
    pool: Pool,
    years: Sequence[float],
    n_draws: int,
    seed: int,
    scenarios: Mapping[str, pd.Series | None],
    *,
    units: Sequence[str] | None = None,
    groups: Mapping[str, str] | None = None,
    weights: NDArray | None = None,
    reported: bool = False,
    allow_far: bool = False,
) -> dict[str, NDArray]:
    """What `draws` gives for each scenario, from one set of random numbers drawn once.

    scenarios : name -> path (as `scenario` of `draws`) or None, the trend. The rest as `draws`.

    Returns name -> array (units, years, n_draws). They take 4 bytes a number: for many units use
    `ucjlib.reckon.chunks`.

    >>> figures = pd.DataFrame({"unit": ["35.05"], "year": [2025.3], "value": 17.6, "low": 17.5, "high": 18})
    >>> paths = {"trend": None, "plan": pd.Series({2030.0: 40.0})}
    >>> worlds = draws_by_scenario(fit(figures), [2030.0], 100, 1, paths)
    >>> float(worlds["plan"].mean().round(2))
    40.0
    """
    table = pool.units if units is None else with_units(pool, [str(u) for u in units], groups)
    asked = np.asarray(years, dtype=float)
    once, first, back = np.unique(asked, return_index=True, return_inverse=True)
    worlds = Worlds.of(pool, table, once, n_draws, seed, reported=reported, allow_far=allow_far)
    drawn = np.empty((len(table), len(once), n_draws), dtype=np.float32)
    for rows, block in worlds.blocks():
        drawn[rows] = block
    weight = np.ones(len(table)) if weights is None else np.asarray(weights, dtype=float)
    weight = weight[:, first] if weight.ndim == 2 else weight
    bends = {name: Bend.of(path, once, weight, drawn.shape) for name, path in scenarios.items()}
    meet(list(bends.values()), lambda: _cut(drawn))
    in_order = slice(None) if (back == np.arange(len(asked))).all() else back
    last = list(bends)[-1] if bends else ""
    return {
        name: _percent(drawn, bend, drawn if name == last else np.empty_like(drawn))[:, in_order]
        for name, bend in bends.items()
    }


def _cut(drawn: NDArray) -> list[tuple[slice, NDArray]]:
    """Whole worlds in pieces that fit a processor's cache."""
    step = max(1, PIECE // max(1, drawn[:1].size))
    return [(slice(at, at + step), drawn[at : at + step]) for at in range(0, len(drawn), step)]


def _percent(drawn: NDArray, bend: Bend, out: NDArray) -> NDArray:
    for rows, piece in _cut(drawn):
        out[rows] = from_scale(bend.bent(piece))
    return out


def forecast(
    train: pd.DataFrame,
    national: pd.DataFrame | None,
    query: pd.DataFrame,
    n_draws: int = 500,
    seed: int = 0,
    scenario: pd.DataFrame | pd.Series | None = None,
    *,
    reported: bool = True,
    allow_far: bool = False,
) -> NDArray:
    """Fit and draw for exactly the asked unit-years: array (len(query), n_draws), percent.

    train : figures `unit`, `year`, `value`, `lo`, `hi` (percent); where known `group` and `base`, as in
        `ucjlib.reckon.pool.fit`; a column `precision` is accepted and not needed.
    national : `year`, `value`, the pool's mean so far; accepted so that every method of a back-test is
        called alike, not used: shocks learnt from it made forecasts worse (docs/method.md).
    query : `unit`, `year`, and `group` of units that `train` does not hold. scenario : frame `year`, `value`
        (or Series, year -> value), the mean over the asked units of that year, percent; met in every draw.
    reported : draw published figures (the default here, since later figures are what a forecast is scored
        on).

    Raises BadTable, NotEnoughData, TooFarAhead.

    >>> train = pd.DataFrame({"unit": ["a", "b"], "year": [2020.0, 2021.0], "value": [30.0, 40.0],
    ...                       "lo": [29.5, 39.5], "hi": [30.5, 40.5]})
    >>> query = pd.DataFrame({"unit": ["a", "b"], "year": 2025})
    >>> plan = pd.DataFrame({"year": [2025], "value": 50})
    >>> forecast(train, None, query, 100, 1, plan).mean(axis=0).round(2)[:3].tolist()
    [50.0, 50.0, 50.0]
    """
    pool = fit(train.rename(columns={"lo": "low", "hi": "high"}))
    if isinstance(scenario, pd.DataFrame):
        scenario = scenario.set_index("year")["value"]
    known = query[["unit", "group"]].astype(str).drop_duplicates("unit") if "group" in query else None
    groups = None if known is None else dict(known.itertuples(index=False))
    unit, units = pd.factorize(query["unit"].astype(str), sort=True)
    year, years = pd.factorize(query["year"].astype(float), sort=True)
    weights = np.zeros((len(units), len(years)))
    weights[unit, year] = 1.0
    worlds = draws(
        pool, list(years), n_draws, seed, scenario,
        units=list(units), groups=groups, weights=weights, reported=reported, allow_far=allow_far,
    )  # fmt: skip
    return worlds[unit, year]
