"""Fit a pool of regions: what is known of each one's level and drift, and of the pool they come from.

Regions have one to four dated figures each, so none is fitted alone: drift, yearly unrest and reporting
noise are learnt from all of them (`ucjlib.reckon.likelihood`), each region's level is drawn to that of its
group (province) and of the pool as far as its figures are noisy (`ucjlib.reckon.centres`), and a region with
no figure is its group, or the pool. Pools never mix denominators; that is the caller's part
(`ucjlib.reckon.project.project`).

Not for telling *why* coverage moved.
Source of the method: kriging with a random level and drift; level shrinkage as in small-area estimation
(Fay and Herriot 1979).

>>> figures = pd.DataFrame({"unit": ["35.05", "35.05", "35.21"], "year": [2023.5, 2025.3, 2025.9],
...     "value": [15.2, 17.6, 24.0], "low": [15.1, 17.5, 23.0], "high": [15.3, 17.7, 25.0]})
>>> pool = fit(figures)
>>> pool.converged, len(pool.units)
(True, 2)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.reckon import observed, posterior
from ucjlib.reckon.centres import centres
from ucjlib.reckon.likelihood import PRIORS, Batch, PooledRandomWalk, batches
from ucjlib.reckon.mean_drift import among_shocks
from ucjlib.reckon.scale import print_variance, to_scale

COMMON_SHOCK_SD = 0.035
"""Yearly change shared by all regions in the years ahead (scale a year): 0.9 points at mid-scale, beside the
doubt about the mean drift, which is as great."""


@dataclass(frozen=True)
class Pool:
    """A fitted pool. All on the scale of `ucjlib.reckon.scale`, times in years.

    units : frame, one row per unit by name: `figures` (how many), `last_year`, `level`, `drift` (posterior
        means at the last figure), `level_var`, `cross_var`, `drift_var` (their covariance), `df` (degrees
        of freedom), `spread` (factor from those variances to the squared scale of the t), `level_load`,
        `drift_load` (how both follow the mean drift).
    centres : frame by group, the pool's own in row '': `level`, `variance` of its units' levels at `year`.
    params : Series of the five parameters; standard_errors : the same; mean_drift_var : variance of the
        first.
    converged, sentence : whether the search ended well, and in words.
    """

    units: pd.DataFrame
    centres: pd.DataFrame
    params: pd.Series
    standard_errors: pd.Series
    mean_drift_var: float
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
        (percent, 0-100); and where known `group` (text, one per unit: its province) and `base` (text: what
        the figure counts or divides by; another one than the unit's latest is a break). Rows in any order;
        several figures of one unit and time are allowed.

    Returns a Pool. A search that does not converge is a state of it (`converged`, `sentence`), not an
    exception.
    Raises BadTable (missing column, blank, value outside 0-100, a unit in two groups), NotEnoughData (no
    row).
    Method: module docstring.
    """
    table = observed.checked(observations)
    grouped = _batches(table)
    result = PooledRandomWalk(grouped).fit()
    errors = _standard_errors(result)
    converged = bool(result.mle_retvals["converged"] and np.isfinite(errors).all())
    params, drift_var = _settled(grouped, np.asarray(result.params), errors, converged)
    of_unit = table.drop_duplicates("unit").set_index("unit")["group"]
    drawn_to = _centres(grouped, params, of_unit)
    return Pool(
        units=_units(grouped, params, of_unit, drawn_to),
        centres=drawn_to,
        params=pd.Series(params, PRIORS.index),
        standard_errors=pd.Series(errors, PRIORS.index),
        mean_drift_var=drift_var,
        year=_newest(grouped),
        converged=converged,
        sentence=_sentence(grouped, converged),
    )


def with_units(pool: Pool, units: list[str], groups: Mapping[str, str] | None = None) -> pd.DataFrame:
    """`pool.units` for the asked units in the asked order; those with no figure are their group, or the pool.

    groups : unit -> group, of units with no figure; one that the pool does not hold is the pool itself.

    >>> figures = pd.DataFrame({"unit": ["35.05"], "year": [2025.3], "value": 17.6, "low": 17.5, "high": 18})
    >>> with_units(fit(figures), ["35.21"])["figures"].item()
    0
    """
    absent = [u for u in dict.fromkeys(units) if u not in pool.units.index]
    if not absent:
        return pool.units.loc[list(units)]
    told = pd.Series(absent).map(groups or {})
    centre = pool.centres.loc[told.where(told.isin(pool.centres.index), "")]
    blank = {
        "figures": 0, "last_year": pool.year, "drift": pool.params["mean_drift"], "cross_var": 0.0,
        "drift_var": np.exp(2 * pool.params["log_drift_sd"]), "df": pool.tail + 2,
        "spread": pool.tail / (pool.tail + 2), "level_load": 0.0, "drift_load": 1.0,
        "level": centre["level"].to_numpy(), "level_var": centre["variance"].to_numpy(),
    }  # fmt: skip
    extra = pd.DataFrame(blank, index=pd.Index(absent, name="unit", dtype="str"))
    return pd.concat([pool.units, extra[pool.units.columns]]).loc[list(units)]


def _batches(table: pd.DataFrame) -> list[Batch]:
    unit, year = table["unit"].to_numpy(dtype=str), table["year"].to_numpy()
    variance = print_variance(table["low"], table["high"])
    return batches(unit, year, to_scale(table["value"]), variance, pd.factorize(table["base"], sort=True)[0])


def _newest(grouped: list[Batch]) -> float:
    return max(float(batch.time.max()) for batch in grouped)


def _standard_errors(result: Any) -> NDArray:
    """From the curvature at the maximum; NaN where it is no maximum."""
    covariance = result.normalized_cov_params
    return np.full(len(PRIORS), np.nan) if covariance is None else np.sqrt(np.diag(covariance))


def _settled(
    grouped: list[Batch], params: NDArray, errors: NDArray, converged: bool
) -> tuple[NDArray, float]:
    """The parameters that are projected with, and the variance of the mean drift.

    The drift allows for common shocks. The variances of drifts and walk are posterior means, not modes (of a
    log-normal: times exp(2 error^2)), because a small pool may hide much of either.
    """
    if not converged:
        return params, float(PRIORS.loc["mean_drift", "sd"] ** 2)
    drift, variance = among_shocks(grouped, params, errors[0])
    return np.array([drift, *(params[1:3] + errors[1:3] ** 2), *params[3:]]), variance


def _centres(grouped: list[Batch], params: NDArray, of_unit: pd.Series) -> pd.DataFrame:
    """Centres of levels at the newest date: each level is moved there by the mean drift."""
    rows = []
    for batch in grouped:
        level, variance = posterior.levels(batch, params)
        moved = level + params[0] * (_newest(grouped) - batch.time[:, -1])
        group = of_unit[batch.units].to_numpy()
        rows.append(pd.DataFrame({"level": moved, "variance": variance, "group": group}))
    return centres(pd.concat(rows))


def _units(grouped: list[Batch], params: NDArray, of_unit: pd.Series, drawn_to: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for batch in grouped:
        own = drawn_to.loc[of_unit[batch.units]]
        then = own["level"].to_numpy() - params[0] * (_newest(grouped) - batch.time[:, -1])
        rows.append(posterior.unit_rows(batch, params, then, own["variance"].to_numpy()))
    return pd.concat(rows).sort_index()


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
