"""The pool's mean drift, told apart from the shocks of the years it was seen in.

All regions of a pool share the years they were observed in, so a year that was good for all looks like drift
in each of them, and more regions do not help. The likelihood takes regions for independent; here its answer
is given the doubt that it lacks: with common shocks of SD s a year, a drift learnt from years weighed k(t)
(adding to one) is uncertain by

    s^2 * integral of k(t)^2 dt

beyond its standard error, so it counts for less beside its prior. The prior is normal, so a pool that rises
steeply is drawn back to the usual pace: steep rises end (a heavy-tailed prior foretold roll-outs worse).

Source of the method: generalised least squares with a common Brownian path, the weights k(t) being those
that the likelihood's own slope gives to years.
"""

import numpy as np
from numpy.typing import NDArray

from ucjlib.reckon.likelihood import PRIORS, Batch, Contrasts

YEARLY_SHOCK_SD = 0.05
"""Common change of one year about the mean drift, on the scale: 1.25 points at mid-scale. The nation's
active members over employed showed 0.10 from 2017 to 2024, one year of six being 2020; on the public panels
0.05 loses nothing and 0.10 does."""


def among_shocks(batches: list[Batch], params: NDArray, error: float) -> tuple[float, float]:
    """Mean drift and its variance, given common shocks.

    params, error : the most probable parameters and the standard error of the first, from the likelihood.
    A pool without figures of one unit at two times returns the prior.
    """
    prior, prior_var = PRIORS.loc["mean_drift", "mean"], PRIORS.loc["mean_drift", "sd"] ** 2
    precision = 1 / error**2 - 1 / prior_var
    seen = [batch for batch in batches if np.ptp(batch.since_last)]
    if not seen or not precision > 0:
        return float(prior), float(prior_var)
    told = (params[0] / error**2 - prior / prior_var) / precision
    return _posterior(told, 1 / precision + YEARLY_SHOCK_SD**2 / years_behind(seen, params), prior, prior_var)


def _posterior(told: float, told_var: float, prior: float, prior_var: float) -> tuple[float, float]:
    """Mean and variance of a normal figure beside a normal prior."""
    variance = 1 / (1 / told_var + 1 / prior_var)
    return float(variance * (told / told_var + prior / prior_var)), float(variance)


def years_behind(batches: list[Batch], params: NDArray) -> float:
    """How many years the drift rests on: 1 / integral of k(t)^2 dt.

    Four years weighed evenly count four, whatever the number of units.
    """
    time, weight = (np.concatenate(part) for part in zip(*(_steps(b, params) for b in batches), strict=True))
    order = np.argsort(time, kind="stable")
    density, span = np.cumsum(weight[order])[:-1], np.diff(time[order])
    return float((density * span).sum() ** 2 / (density**2 * span).sum())


def _steps(batch: Batch, params: NDArray) -> tuple[NDArray, NDArray]:
    """Dates at which the weight of the years steps up and down, and by how much."""
    contrasts = Contrasts.of(batch)
    tail, count = np.exp(params[4]), contrasts.since.shape[1]
    robust = (tail + 2 + count) / (tail + contrasts.distance(params))
    covariance = contrasts.covariance(params)
    weight = -np.linalg.solve(covariance, contrasts.since[:, :, None])[:, :, 0] * robust[:, None]
    up = batch.time[:, :-1].ravel(), weight.ravel()
    down = batch.time[:, -1], -weight.sum(axis=1)
    return np.concatenate([up[0], down[0]]), np.concatenate([up[1], down[1]])
