"""Joint draws of all places whose rates divide by one base, at the ends of months: what scenarios bend.

Not for one place's quantiles (`ucjlib.reckon.project`), nor for scenarios themselves
(`ucjlib.reckon.scenario_worlds`).

>>> quarters("2026-05-31", 2026)
['2026-06', '2026-09', '2026-12']
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from ucjlib.core.period import last_day
from ucjlib.reckon.draws import draws
from ucjlib.reckon.pool import fit
from ucjlib.reckon.series import pools


def quarters(as_of: str, to_year: int) -> list[str]:
    """The last months of the quarters that end after `as_of`, up to the end of `to_year`."""
    first = last_day(as_of).isoformat()[:7]
    months = [f"{year}-{month:02}" for year in range(int(first[:4]), to_year + 1) for month in (3, 6, 9, 12)]
    return [month for month in months if month > first]


def same_level(region: str, codes: Iterable[str]) -> list[str]:
    """Those of `codes` that are what `region` is: the nation, a province, or a regency or city.

    >>> same_level("35", ["00", "35", "35.05", "33"])
    ['35', '33']
    """
    return [code for code in codes if len(code) == len(region) and (code == "00") == (region == "00")]


def joint(
    estimates: DataFrame,
    as_of: str,
    base: str,
    dates: Sequence[str],
    places: Collection[str],
    n_draws: int = 1000,
    seed: int = 0,
    breaks: DataFrame | None = None,
) -> tuple[NDArray, list[str]]:
    """Draws of coverage in percent, float32 array (regions, dates, n_draws), and its regions by code.

    estimates, as_of, breaks : as `ucjlib.reckon.project.project`. base : the denominator of the pool.
    dates : months ("2029-12": its end), ascending. places : codes; those with a figure in the pool are drawn.
    No regions where none has, or where there is no such pool. Raises TooFarAhead as `draws`.
    """
    shown = dict(pools(estimates, as_of, breaks)).get(base)
    if shown is None or not len(dates):
        return np.empty((0, len(dates), n_draws), dtype=np.float32), []
    pool = fit(shown)
    regions = [str(code) for code in pool.units.index if code in set(places)]
    ends = [int(date[:4]) + int(date[5:7]) / 12 for date in dates]
    return draws(pool, ends, n_draws, seed, units=regions), regions
