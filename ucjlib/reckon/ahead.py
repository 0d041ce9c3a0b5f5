"""Quantiles and target probabilities from a fitted pool, in closed form: no draws, no chance.

At h years after its last figure a region lies at level + h drift on the scale, with variance

    spread (level_var + 2 h cross_var + h^2 drift_var + |h| walk_var)            its own, Student-t
    + (level_load + h drift_load)^2 mean_drift_var + h^2 common_shock_sd^2       shared with the pool

and is read as one Student-t with the region's degrees of freedom and the variance of the sum (moment match:
within half a point of the joint draws at the ends of the 80 % range). What is projected is the coverage
itself; `reported=True` adds the noise of a published figure, for scoring against later figures.

Not for sums, ranks or paths over years: those need joint draws (`ucjlib.reckon.draws`).
Source of the method: Student-t processes (Shah, Wilson and Ghahramani 2014), conditional scale and degrees
of freedom.

>>> figures = pd.DataFrame({"unit": ["35.05"], "year": [2025.3], "value": 17.6, "low": 17.59, "high": 17.61})
>>> middle = quantiles(fit(figures), [2030.0], [0.5])
>>> middle["value"].round(1).item()
22.3
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from ucjlib.core.errors import BadTable, TooFarAhead
from ucjlib.reckon.pool import Pool, fit, with_units
from ucjlib.reckon.scale import from_scale, to_scale

__all__ = ["FURTHEST_YEARS", "fit", "horizons", "marginals", "probability", "quantiles"]

FURTHEST_YEARS = 10.0
"""Beyond this a projection says nothing; publish scenarios."""
WHY_NOT_FURTHER = "beyond ten years the range spans nearly everything between 0 and 100 percent"


def horizons(pool: Pool, table: pd.DataFrame, years: NDArray, allow_far: bool = False) -> NDArray:
    """Years from each unit's last figure (units, years). Raises TooFarAhead past ten after the pool's
    newest.
    """
    furthest = float(years.max()) - pool.year if len(years) else 0.0
    if furthest > FURTHEST_YEARS and not allow_far:
        raise TooFarAhead(
            f"the year {years.max():.0f} is {furthest:.1f} years after the newest figure ({pool.year:.1f})",
            why=WHY_NOT_FURTHER,
            fix="ask for an earlier year, or pass allow_far=True and publish it as a scenario",
        )
    return years[None, :] - table["last_year"].to_numpy()[:, None]


def marginals(pool: Pool, table: pd.DataFrame, h: NDArray, reported: bool = False) -> tuple[NDArray, NDArray]:
    """Middle and t-scale of each unit (rows of `table`) at horizons h (units, years), both on the scale."""
    own = {name: table[name].to_numpy(dtype=float)[:, None] for name in table.columns}
    middle = own["level"] + h * own["drift"]
    variance = (
        own["level_var"] + 2 * h * own["cross_var"] + h**2 * own["drift_var"] + np.abs(h) * pool.walk_var
    )
    if reported:
        variance = variance + np.exp(2 * pool.params["log_noise_sd"])
    load = own["level_load"] + h * own["drift_load"]
    shared = load**2 * pool.mean_drift_var + h**2 * pool.common_shock_sd**2
    return middle, np.sqrt(own["spread"] * variance + shared * (own["df"] - 2) / own["df"])


def quantiles(
    pool: Pool,
    years: Sequence[float],
    levels: Sequence[float],
    units: Sequence[str] | None = None,
    *,
    groups: Mapping[str, str] | None = None,
    reported: bool = False,
    allow_far: bool = False,
) -> pd.DataFrame:
    """Quantiles of coverage for every unit and year.

    pool : from `fit`. years : decimal (2030.0 is the end of 2029). levels : within 0-1. units : default
        those of the pool; one with no figure is answered from its group (`groups` : unit -> group), or the
        pool. reported : add the noise of a published figure.

    Returns one row per unit, year and quantile: `unit`, `year`, `quantile`, `value` (percent).
    Raises TooFarAhead more than ten years after the newest figure, unless allow_far; BadTable for a level
    outside 0-1.
    """
    names, table = _asked(pool, units, groups)
    years_, levels_ = np.asarray(years, dtype=float), np.asarray(levels, dtype=float)
    if not ((levels_ > 0) & (levels_ < 1)).all():
        raise BadTable(f"quantile levels {list(levels)} are not all between 0 and 1", where="quantiles")
    middle, scale = marginals(pool, table, horizons(pool, table, years_, allow_far), reported)
    df, which = np.unique(table["df"].to_numpy(), return_inverse=True)
    steps = stdtrit(df[:, None], levels_)[which]
    value = from_scale(middle[:, :, None] + scale[:, :, None] * steps[:, None, :])
    n, t, q = value.shape
    unit = pd.Categorical.from_codes(np.repeat(np.arange(n), t * q), names).astype("str")
    columns = {"unit": unit, "year": np.tile(np.repeat(years_, q), n), "quantile": np.tile(levels_, n * t)}
    return pd.DataFrame(columns | {"value": value.ravel()})


def probability(
    pool: Pool,
    targets: pd.DataFrame,
    *,
    groups: Mapping[str, str] | None = None,
    reported: bool = False,
    allow_far: bool = False,
) -> pd.DataFrame:
    """Probability that coverage is at or above a target at a date.

    targets : frame `unit`, `year` (decimal), `target_pct` (0-100). A unit with no figure is answered from
        its group (`groups` : unit -> group), or the pool.

    Returns `unit`, `year`, `target_pct`, `probability` in the order of `targets`. Raises TooFarAhead, as
    `quantiles`.

    >>> figures = pd.DataFrame({"unit": ["35.21"], "year": [2025.9], "value": 24.0, "low": 23.0, "high": 25})
    >>> asked = pd.DataFrame({"unit": ["35.21"], "year": [2030.0], "target_pct": [45.0]})
    >>> probability(fit(figures), asked)["probability"].round(2).item()
    0.06
    """
    row, names = pd.factorize(targets["unit"].astype(str))
    table = with_units(pool, names.tolist(), groups).iloc[row]
    years = targets["year"].to_numpy(dtype=float)
    horizons(pool, table.iloc[:1], years, allow_far)
    h = (years - table["last_year"].to_numpy())[:, None]
    middle, scale = marginals(pool, table, h, reported)
    off = (to_scale(targets["target_pct"].to_numpy(dtype=float))[:, None] - middle) / scale
    reach = stdtr(table["df"].to_numpy(), -off[:, 0])
    return targets[["unit", "year", "target_pct"]].assign(probability=reach)


def _asked(
    pool: Pool, units: Sequence[str] | None, groups: Mapping[str, str] | None
) -> tuple[list[str], pd.DataFrame]:
    if units is None:
        return pool.units.index.tolist(), pool.units
    names = list(dict.fromkeys(str(u) for u in units))
    return names, with_units(pool, names, groups)
