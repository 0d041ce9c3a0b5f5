"""What a unit's own figures say of its level and drift, beside what the pool says of them.

All on the scale of `ucjlib.reckon.scale`. Source of the method: the conjugate normal linear model, given the
parameters of `ucjlib.reckon.likelihood`; its Gaussian case equals statsmodels' state space smoother.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.reckon.likelihood import Batch, Contrasts, walk_covariance


def information(batch: Batch, params: NDArray) -> tuple[NDArray, NDArray]:
    """What each unit's figures say of (level, drift): precision (units, 2, 2), and that times the mean."""
    s = batch.since_last
    q2, r2 = np.exp(2 * params[2]), np.exp(2 * params[3])
    noise = q2 * walk_covariance(s) + r2 * np.eye(s.shape[1]) + batch.known
    design = np.stack([np.ones_like(s), s], axis=2)
    solved = np.linalg.solve(noise, np.concatenate([design, batch.value[:, :, None]], axis=2))
    both = np.swapaxes(design, 1, 2) @ solved
    return both[:, :, :2], both[:, :, 2]


def posterior(batch: Batch, params: NDArray, precision: NDArray, mean: NDArray) -> tuple[NDArray, NDArray]:
    """Mean (units, 2) and covariance (units, 2, 2) of (level, drift) at the last figure.

    precision : of the prior, (units, 2, 2) or (2, 2); mean : of the prior, (units, 2).
    """
    own, weighted = information(batch, params)
    prior = np.broadcast_to(precision, own.shape)
    covariance = np.linalg.inv(own + prior)
    weighted = weighted + np.einsum("uij,uj->ui", prior, mean)
    return np.einsum("uij,uj->ui", covariance, weighted), covariance


def levels(batch: Batch, params: NDArray) -> tuple[NDArray, NDArray]:
    """Each unit's level at its last figure and its variance, before any level is drawn to the pool's."""
    drift_only = np.diag([0.0, np.exp(-2 * params[1])])
    mean, covariance = posterior(batch, params, drift_only, np.tile([0.0, params[0]], (len(batch.units), 1)))
    return mean[:, 0], covariance[:, 0, 0]


def unit_rows(batch: Batch, params: NDArray, centre: NDArray, variance: NDArray) -> pd.DataFrame:
    """Rows of `Pool.units` for one batch; centre, variance : of each unit's level at its last figure."""
    tail, n = np.exp(params[4]), batch.time.shape[1]
    drift_precision = np.exp(-2 * params[1])
    precision = np.zeros((len(batch.units), 2, 2))
    precision[:, 0, 0], precision[:, 1, 1] = 1 / variance, drift_precision
    prior = np.column_stack([centre, np.full(len(batch.units), params[0])])
    mean, covariance = posterior(batch, params, precision, prior)
    load = covariance[:, :, 1] * drift_precision  # the centre itself is held fixed
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
