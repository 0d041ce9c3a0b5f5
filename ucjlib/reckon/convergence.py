"""Do places grow alike? Whether their spread falls (sigma) and those behind rise faster (beta), by draw.

In each draw, on the scale g of `ucjlib.reckon.scale`: sigma is the standard deviation of g over places, and
beta the slope b of g(end) - g(start) = a - b g(start). From joint draws of the smoothed levels only: in raw
figures the noise of the first date alone makes those printed low seem to rise (regression to the mean), so
one figure a place is refused. In a draw, a falling spread always has b > 0, never the other way round.

Not for why places come together, nor for fewer than three of them.
Source of the method: Barro and Sala-i-Martin (1992).

>>> rng = np.random.default_rng(1)
>>> start = np.array([10.0, 30.0, 50.0])[:, None] + rng.normal(size=(3, 400))
>>> worlds = np.stack([start, start + [[12.0], [6.0], [0.0]]], axis=1)
>>> told = convergence_table(worlds, [2025, 2029]).set_index("measure")
>>> told.loc["sigma_change", "chance"].item(), told.loc["beta", "value"].round(1).item()
(1.0, 0.4)
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable, NotEnoughData, UnlikeFigures
from ucjlib.reckon.compare_words import columns
from ucjlib.reckon.scale import to_scale

if TYPE_CHECKING:
    from ucjlib.reckon.pool import Pool

LEAST_DRAWS = 100
"""Fewer tell nothing of an 80 % range, and are most likely no draws."""


def convergence(now: NDArray, later: NDArray) -> float:
    """Share of draws in which regions lie closer together later than now (spread on the scale).

    now, later : joint draws (regions, draws), percent; of the smoothed levels, never of the raw figures,
    whose noise alone would look like convergence. Raises UnlikeFigures for one figure a region.

    >>> convergence(np.array([[10.0, 10.0], [50.0, 50.0]]), np.array([[20.0, 5.0], [50.0, 60.0]]))
    0.5
    """
    for levels in (now, later):
        if np.ndim(levels) != 2 or np.shape(levels)[1] < 2:
            raise _raw()
    return float((to_scale(later).std(axis=0) < to_scale(now).std(axis=0)).mean())


def convergence_of(
    pool: "Pool",
    from_year: int,
    to_year: int,
    n_draws: int = 1000,
    seed: int = 0,
    *,
    units: Sequence[str] | None = None,
    allow_far: bool = False,
) -> pd.DataFrame:
    """`convergence_table` of a fitted pool, between the ends of two calendar years.

    The safe way in: draws of a pool are smoothed. units : default those of the pool; give regencies alone
        where the pool holds provinces and the nation as well, which are made of them.
    Raises TooFarAhead as `ucjlib.reckon.draws.draws`.
    """
    ends = [from_year + 1.0, to_year + 1.0]
    from ucjlib.reckon.draws import draws  # scipy: not before it is asked for

    worlds = draws(pool, ends, n_draws, seed, units=units, allow_far=allow_far)
    return convergence_table(worlds, [from_year, to_year])


def convergence_table(worlds: NDArray, years: Sequence[int]) -> pd.DataFrame:
    """Sigma and beta between the first and last of `years`, each with its 80 % range over the draws.

    worlds : joint draws of smoothed coverage, (regions, years, draws), percent. years : of its second axis.

    Returns one row per measure: `from_year`, `to_year`, `measure` (sigma_from, sigma_to, sigma_change, beta,
    beta_year), `value`, `low`, `high`, `chance`. Sigma is on the scale; beta is the share of a distance
    closed in the whole span, beta_year in a year (1 - (1 - beta)^(1/years)).
    Raises UnlikeFigures (raw figures), NotEnoughData (fewer than three regions), BadTable (shape).
    """
    by_draw = convergence_draws(worlds, years)
    first, last = min(years), max(years)
    left = np.sign(1 - by_draw["beta"]) * np.abs(1 - by_draw["beta"]) ** (1 / (last - first))
    measured = by_draw.drop(columns="draw").assign(
        sigma_change=by_draw["sigma_to"] - by_draw["sigma_from"], beta_year=1 - left
    )
    low, middle, high = measured.quantile([0.1, 0.5, 0.9]).to_numpy()
    chance = {"sigma_change": measured["sigma_change"] < 0, "beta": measured["beta"] > 0}
    table = pd.DataFrame({"measure": measured.columns, "value": middle, "low": low, "high": high}).assign(
        from_year=first, to_year=last,
        chance=[float(chance[m].mean()) if m in chance else np.nan for m in measured.columns],
    )  # fmt: skip
    table.loc[table["measure"] == "beta_year", "chance"] = float(chance["beta"].mean())
    order = ["sigma_from", "sigma_to", "sigma_change", "beta", "beta_year"]
    return table.set_index("measure").loc[order].reset_index()[columns("convergence")]


def convergence_draws(worlds: NDArray, years: Sequence[int]) -> pd.DataFrame:
    """`draw`, `sigma_from`, `sigma_to` (scale) and `beta` of each draw; called as `convergence_table`."""
    drawn = _checked(worlds, years)
    g = to_scale(drawn[:, [int(np.argmin(years)), int(np.argmax(years))]])
    start, end = g[:, 0], g[:, 1]
    away = start - start.mean(axis=0)
    change = end - start
    beta = -(away * (change - change.mean(axis=0))).sum(axis=0) / (away**2).sum(axis=0)
    sigma = {"sigma_from": start.std(axis=0), "sigma_to": end.std(axis=0)}
    return pd.DataFrame({"draw": np.arange(g.shape[2])} | sigma | {"beta": beta})[
        columns("convergence_draws")
    ]


def _checked(worlds: NDArray, years: Sequence[int]) -> NDArray:
    drawn = np.asarray(worlds, dtype=float)
    if drawn.ndim < 3 or drawn.shape[2] < LEAST_DRAWS or not (np.ptp(drawn, axis=2) > 0).all():
        raise _raw()
    if drawn.shape[1] != len(years) or max(years) == min(years):
        raise BadTable(
            f"{len(years)} years and draws of {drawn.shape[1]}", where="convergence",
            fix="give draws of two years or more, and name them in their order",
        )  # fmt: skip
    if len(drawn) < 3:
        raise NotEnoughData(
            f"places drawn: {len(drawn)}, and a spread takes three",
            where="convergence",
            fix="draw more places",
        )
    return drawn


def _raw() -> UnlikeFigures:
    return UnlikeFigures(
        "these are figures, or fewer than a hundred draws, and no joint draws of smoothed levels",
        where="convergence",
        why="the noise of raw figures alone looks like convergence (regression to the mean)",
        fix="fit the pool and pass ucjlib.reckon.draws.draws(pool, years, n_draws, seed)",
    )
