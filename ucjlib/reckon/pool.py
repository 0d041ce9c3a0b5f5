"""Fit a pool of regions: what is known of each one's level and drift, and of the pool they come from.

Regions have one to four dated figures each, so none is fitted alone: drift, yearly unrest and reporting
noise are learnt from all of them (`ucjlib.reckon.likelihood`), each region's level is drawn to the pool's
as far as its figures are noisy, and a region with no figure is the pool. Pools never mix denominators; that
is the caller's part (`ucjlib.reckon.project.project`).

Not for telling *why* coverage moved, nor for series with a change of definition inside.
Source of the method: kriging with a random level and drift; level shrinkage as in small-area estimation
(Fay and Herriot 1979).

>>> figures = pd.DataFrame({"unit": ["35.05", "35.05", "35.21"], "year": [2023.5, 2025.3, 2025.9],
...     "value": [15.2, 17.6, 24.0], "low": [15.1, 17.5, 23.0], "high": [15.3, 17.7, 25.0]})
>>> pool = fit(figures)
>>> pool.converged, len(pool.units)
(True, 2)
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable, NotEnoughData
from ucjlib.reckon.likelihood import PRIORS, Batch, Contrasts, PooledRandomWalk, batches, walk_covariance
from ucjlib.reckon.scale import print_variance, to_scale

COMMON_SHOCK_SD = 0.05
"""Yearly change shared by all regions (scale a year): 1.25 points for the whole country at mid-scale.

The national series of 2017-2024 has a yearly SD near 0.10 about a mean of 0.06; the article figures cannot
yet inform it.
"""

LEVEL_SD = 0.6
"""Spread of regions' levels assumed where the pool is too small to show one: about 15 points at mid-scale."""
LEVEL_WEIGHT = 2.0
"""Units that this assumption counts for, beside those of the pool."""


@dataclass(frozen=True)
class Pool:
    """A fitted pool. All on the scale of `ucjlib.reckon.scale`, times in years.

    units : frame, one row per unit by name: `figures` (how many), `last_year`, `level`, `drift` (posterior
        means at the last figure), `level_var`, `cross_var`, `drift_var` (their covariance), `df` (degrees
        of freedom), `spread` (factor from those variances to the squared scale of the t), `level_load`,
        `drift_load` (how both follow the mean drift).
    params : Series of the five parameters; standard_errors : the same; mean_drift_var : variance of the
        first.
    level, level_var : mean and variance of the regions' levels at `year`.
    converged, sentence : whether the search ended well, and in words.
    """

    units: pd.DataFrame
    params: pd.Series
    standard_errors: pd.Series
    mean_drift_var: float
    level: float
    level_var: float
    year: float
    converged: bool
    sentence: str
    common_shock_sd: float = COMMON_SHOCK_SD

    @property
    def tail(self) -> float:
        return float(np.exp(self.params["log_tail"]))

    @property
    def walk_var(self) -> float:
        return float(np.exp(2 * self.params["log_walk_sd"]))


def fit(observations: pd.DataFrame) -> Pool:
    """Fit all units of one pool in one vectorised go.

    observations : frame, one row per figure; `unit` (text), `year` (decimal), `value`, `low`, `high`
        (percent, 0-100). Rows in any order; several figures of one unit and time are allowed.

    Returns a Pool. A search that does not converge is a state of it (`converged`, `sentence`), not an
    exception.
    Raises BadTable (missing column, blank, value outside 0-100), NotEnoughData (no row at all).
    Method: module docstring.
    """
    grouped = batches(*_columns(observations))
    result = PooledRandomWalk(grouped).fit()
    params = np.asarray(result.params)
    newest = max(float(batch.time.max()) for batch in grouped)
    level, level_var = _pool_level(grouped, params, newest)
    rows = [_unit_rows(batch, params, (level, level_var), newest) for batch in grouped]
    errors = _standard_errors(result)
    converged = bool(result.mle_retvals["converged"] and np.isfinite(errors).all())
    return Pool(
        units=pd.concat(rows).sort_index(),
        params=pd.Series(params, PRIORS.index),
        standard_errors=pd.Series(errors, PRIORS.index),
        mean_drift_var=float(errors[0] ** 2) if converged else float(PRIORS.loc["mean_drift", "sd"] ** 2),
        level=level,
        level_var=level_var,
        year=newest,
        converged=converged,
        sentence=_sentence(grouped, converged),
    )


def _standard_errors(result: Any) -> NDArray:
    """From the curvature at the maximum; NaN where it is no maximum."""
    covariance = result.normalized_cov_params
    return np.full(len(PRIORS), np.nan) if covariance is None else np.sqrt(np.diag(covariance))


def _columns(observations: pd.DataFrame) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    missing = [c for c in ("unit", "year", "value", "low", "high") if c not in observations]
    if missing:
        raise BadTable(f"no column {', '.join(missing)}", where="observations of a pool")
    if observations.empty:
        raise NotEnoughData("no figure at all to project from", where="observations of a pool")
    numbers = observations[["year", "value", "low", "high"]].to_numpy(dtype=float)
    inside = (numbers[:, 1:] >= 0).all(axis=1) & (numbers[:, 1:] <= 100).all(axis=1)
    bad = ~(inside & np.isfinite(numbers[:, 0]))
    if bad.any():
        row = observations.loc[bad].iloc[0]
        shown = f"year {row['year']}, value {row['value']} ({row['low']} to {row['high']})"
        raise BadTable(
            f"{shown} is no dated share of 0-100 percent",
            where=f"observations of unit {row['unit']}",
            fix="leave the row out or put it right",
        )
    year, value, low, high = numbers.T
    unit = observations["unit"].astype(str).to_numpy(dtype=str)
    return unit, year, to_scale(value), print_variance(low, high)


def _information(batch: Batch, params: NDArray) -> tuple[NDArray, NDArray]:
    """What each unit's figures say of (level, drift): precision (units, 2, 2), and that times the mean."""
    s = batch.since_last
    q2, r2 = np.exp(2 * params[2]), np.exp(2 * params[3])
    noise = q2 * walk_covariance(s) + (r2 + batch.variance)[:, :, None] * np.eye(s.shape[1])
    design = np.stack([np.ones_like(s), s], axis=2)
    solved = np.linalg.solve(noise, np.concatenate([design, batch.value[:, :, None]], axis=2))
    both = np.swapaxes(design, 1, 2) @ solved
    return both[:, :, :2], both[:, :, 2]


def _posterior(
    batch: Batch, params: NDArray, prior_precision: NDArray, prior_mean: NDArray
) -> tuple[NDArray, NDArray]:
    """Mean (units, 2) and covariance (units, 2, 2) of (level, drift); prior_mean is (units, 2)."""
    precision, weighted = _information(batch, params)
    covariance = np.linalg.inv(precision + prior_precision)
    return np.einsum("uij,uj->ui", covariance, weighted + prior_mean @ prior_precision), covariance


def _pool_level(grouped: list[Batch], params: NDArray, newest: float) -> tuple[float, float]:
    """Mean and variance of levels at the newest date, net of each level's own doubt."""
    drift_only = np.diag([0.0, np.exp(-2 * params[1])])
    found = []
    for batch in grouped:
        prior = np.tile([0.0, params[0]], (len(batch.units), 1))
        mean, covariance = _posterior(batch, params, drift_only, prior)
        found.append(
            np.column_stack([mean[:, 0] + params[0] * (newest - batch.time[:, -1]), covariance[:, 0, 0]])
        )
    levels, doubts = np.concatenate(found).T
    spread = ((levels - levels.mean()) ** 2).sum() - (len(levels) - 1) * doubts.mean()
    variance = (max(spread, 0.0) + LEVEL_WEIGHT * LEVEL_SD**2) / (len(levels) - 1 + LEVEL_WEIGHT)
    return float(levels.mean()), float(variance)


def _unit_rows(batch: Batch, params: NDArray, pool_level: tuple[float, float], newest: float) -> pd.DataFrame:
    """Rows of `Pool.units` for one batch."""
    (level, level_var), tail, n = pool_level, np.exp(params[4]), batch.time.shape[1]
    precision = np.diag([1 / level_var, np.exp(-2 * params[1])])
    prior = np.column_stack(
        [level - params[0] * (newest - batch.time[:, -1]), np.full(len(batch.units), params[0])]
    )
    mean, covariance = _posterior(batch, params, precision, prior)
    load = np.einsum("uij,j->ui", covariance, precision @ [0.0, 1.0])  # the pool's level itself is held fixed
    distance = Contrasts.of(batch).distance(params) if n > 1 else np.zeros(len(batch.units))
    return pd.DataFrame(
        {
            "figures": n, "last_year": batch.time[:, -1], "level": mean[:, 0], "drift": mean[:, 1],
            "level_var": covariance[:, 0, 0], "cross_var": covariance[:, 0, 1],
            "drift_var": covariance[:, 1, 1],
            "df": tail + 2 + n - 1, "spread": (tail + distance) / (tail + 2 + n - 1),
            "level_load": load[:, 0], "drift_load": load[:, 1],
        },
        index=pd.Index(batch.units, name="unit", dtype="str"),
    )  # fmt: skip


def with_units(pool: Pool, units: list[str]) -> pd.DataFrame:
    """`pool.units` for the asked units in the asked order; those with no figure are the pool itself.

    >>> figures = pd.DataFrame({"unit": ["35.05"], "year": [2025.3], "value": 17.6, "low": 17.5, "high": 18})
    >>> with_units(fit(figures), ["35.21"])["figures"].item()
    0
    """
    blank = {
        "figures": 0, "last_year": pool.year, "level": pool.level, "drift": pool.params["mean_drift"],
        "level_var": pool.level_var, "cross_var": 0.0, "drift_var": np.exp(2 * pool.params["log_drift_sd"]),
        "df": pool.tail + 2, "spread": pool.tail / (pool.tail + 2), "level_load": 0.0, "drift_load": 1.0,
    }  # fmt: skip
    absent = [u for u in dict.fromkeys(units) if u not in pool.units.index]
    extra = pd.DataFrame(blank, index=pd.Index(absent, name="unit", dtype="str"))
    known = pd.concat([pool.units, extra]) if absent else pool.units
    return known.loc[list(units)]


def _sentence(grouped: list[Batch], converged: bool) -> str:
    units = sum(len(b.units) for b in grouped)
    several = sum(len(b.units) for b in grouped if b.time.shape[1] > 1)
    told = f"{several} of {units} regions have two or more figures"
    if not several:
        return f"No region of {units} has two figures; drift and noise are the prior's alone."
    if converged:
        return f"Converged: {told}."
    return (
        f"Did not converge ({told}); ranges rest on the last step of the search and the prior of the drift."
    )
