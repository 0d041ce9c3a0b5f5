"""Joint draws of future coverage: sums, ranks, paths and scenarios that hold together.

Each draw is one possible world: one common yearly shock and one mean drift for all regions, and for each
region one volatility, one level and drift, and one random walk through the years. So regions move together
as real ones do, and a region's years hang together. A scenario bends every world until the pool's mean is
the given path.

Not for a single region's quantile: the closed form (`ucjlib.reckon.ahead`) is exact and free of chance.
Source of the method: posterior simulation of the model in `ucjlib.reckon.likelihood`; benchmarking on the
link scale (Okonek and Wakefield 2024, doi 10.1177/0282423X241244670).

>>> from ucjlib.reckon.pool import fit
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
from ucjlib.reckon.pool import Pool, with_units
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

    >>> from ucjlib.reckon.pool import fit
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
