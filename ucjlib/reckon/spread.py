"""How far apart places lie, year by year: sigma with its range, and the chance that it is below the start's.

The years between the two ends that `ucjlib.reckon.convergence` measures. Partly the model's own doing: each
place walks at random, so draws spread with the years.

Source of the method: as `ucjlib.reckon.convergence` (sigma of Barro and Sala-i-Martin 1992).

>>> start = np.linspace(10, 50, 5)[:, None] + np.random.default_rng(1).normal(size=(5, 200))
>>> worlds = np.stack([start, 30 + (start - 30) / 2], axis=1)
>>> spread(worlds, [2026, 2027])[["year", "chance_falls"]].values.tolist()
[[2026.0, nan], [2027.0, 1.0]]
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.reckon.convergence import convergence_draws


def spread(worlds: NDArray, years: Sequence[int]) -> pd.DataFrame:
    """Sigma on the scale for each of `years`.

    worlds : joint draws of smoothed coverage, (regions, years, draws), percent, as in `convergence_table`.
    years : of its second axis, ascending.

    Returns `year`, `value`, `low`, `high` (80 %), `chance_falls` (share of draws in which it is below that
    of the first year; NaN there).
    Raises UnlikeFigures, NotEnoughData, BadTable as that.
    """
    with np.errstate(invalid="ignore"):  # beta, not asked for here, of a draw with all places on one level
        ends = {
            year: convergence_draws(np.asarray(worlds)[:, [0, at]], [years[0], year])
            for at, year in enumerate(years)
            if at
        }
    first = next(iter(ends.values()))["sigma_from"]
    rows = [(years[0], *np.quantile(first, [0.5, 0.1, 0.9]), np.nan)]
    for year, drawn in ends.items():
        falls = float((drawn["sigma_to"] < drawn["sigma_from"]).mean())
        rows.append((year, *np.quantile(drawn["sigma_to"], [0.5, 0.1, 0.9]), falls))
    return pd.DataFrame(rows, columns=["year", "value", "low", "high", "chance_falls"])
