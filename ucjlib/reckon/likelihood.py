"""Likelihood of a pool of short series: Student-t random walks with drift, all units at once.

Each unit's figures on the scale of `ucjlib.reckon.scale` are

    y_j = a + d s_j + W(s_j) + e_j,    s_j = t_j - t_last (years, <= 0)

with drift d ~ N(mu, tau^2), Brownian W of variance q^2 a year anchored at the last figure, and noise
e_j ~ N(0, r^2 + v_j), v_j what the print allows. Where the base changes within a series, all figures of an
earlier base share one free offset N(0, BREAK_SD^2): the level starts anew, the drift goes on. A unit's
volatility is drawn once, so its figures are jointly Student-t with nu degrees of freedom. The level a is
removed by taking differences from the last figure; what is left depends on five numbers only: (mu, log tau,
log q, log r, log(nu - 2)).

Units with the same number of figures form one batch of stacked matrices: no loop over units.
Not for long regular series of one unit; use statsmodels' state space models there.
Source of the method: empirical Bayes with fixed weak priors (maximum a posteriori); the multivariate t of
Kotz and Nadarajah (2004). The priors below were tuned on public coverage panels; `bench/project.py` scores
them.

>>> float(np.exp(PRIOR_MEAN["log_drift_sd"]).round(3))
0.02
"""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln, psi
from statsmodels.base.model import GenericLikelihoodModel
from statsmodels.tools.sm_exceptions import HessianInversionWarning

PRIORS = pd.DataFrame(
    [
        ("mean_drift", 0.05, 0.05, "+1.2 points a year; the nation did 0.062 from 2017 to 2024"),
        ("log_drift_sd", np.log(0.02), 0.3, "regions' drifts differ by 0.5 points a year"),
        ("log_walk_sd", np.log(0.15), 0.5, "3.8 points times the root of the years"),
        ("log_noise_sd", np.log(0.06), 1.0, "1.5 points; news figures push it to 7.5"),
        ("log_tail", np.log(4.0), 0.5, "degrees of freedom less two"),
    ],
    columns=["parameter", "mean", "sd", "meaning"],
).set_index("parameter")
PRIOR_MEAN, PRIOR_SD = PRIORS["mean"], PRIORS["sd"]

BREAK_SD = 0.5
"""Offset of figures over another base than the latest: 12.5 points at mid-scale."""
LEAST_VARIANCE = 1e-8
"""Of any figure: 0.0025 points, so that many figures of one time leave matrices that can be inverted."""


@dataclass(frozen=True)
class Batch:
    """Units with the same number n of figures, oldest first; every array is (units, n).

    units : their names; time : decimal years; value : on the scale; variance : of the print; base : codes,
    equal where two figures of a unit stand on one base.
    """

    units: NDArray
    time: NDArray
    value: NDArray
    variance: NDArray
    base: NDArray

    @property
    def since_last(self) -> NDArray:
        return self.time - self.time[:, -1:]

    @property
    def known(self) -> NDArray:
        """Covariance that no parameter touches, (units, n, n): of the print, of offsets of earlier bases."""
        alike = self.base[:, :, None] == self.base[:, None, :]
        earlier = (self.base != self.base[:, -1:])[:, :, None]
        own = np.maximum(self.variance, LEAST_VARIANCE)[:, :, None] * np.eye(self.time.shape[1])
        return own + BREAK_SD**2 * (alike & earlier)


def batches(
    unit: NDArray, time: NDArray, value: NDArray, variance: NDArray, base: NDArray | None = None
) -> list[Batch]:
    """Figures in any order, one row each, as one Batch per number of figures."""
    base = np.zeros(len(unit), dtype=int) if base is None else base
    order = np.lexsort((base, variance, value, time, unit))
    names, start, counts = np.unique(unit[order], return_index=True, return_counts=True)
    found = []
    for n in np.unique(counts):
        rows = order[start[counts == n][:, None] + np.arange(n)]
        found.append(Batch(names[counts == n], time[rows], value[rows], variance[rows], base[rows]))
    return found


def walk_covariance(since: NDArray) -> NDArray:
    """min(|s|, |s'|) for times on one side of the anchor: shape (units, n, n)."""
    gone = np.abs(since)
    return np.minimum(gone[:, :, None], gone[:, None, :])


@dataclass(frozen=True)
class Contrasts:
    """Differences of a batch from its last figures, d = n - 1 of them, and the parts of their covariance."""

    since: NDArray
    value: NDArray
    drift_part: NDArray
    walk_part: NDArray
    noise_part: NDArray
    known_part: NDArray

    @classmethod
    def of(cls, batch: Batch) -> "Contrasts":
        s, known = batch.since_last[:, :-1], batch.known
        return cls(
            since=s,
            value=batch.value[:, :-1] - batch.value[:, -1:],
            drift_part=s[:, :, None] * s[:, None, :],
            walk_part=walk_covariance(s),
            noise_part=np.eye(s.shape[1]) + 1,
            known_part=known[:, :-1, :-1] + known[:, -1:, -1:],
        )

    def covariance(self, params: NDArray) -> NDArray:
        tau2, q2, r2 = np.exp(2 * np.asarray(params)[1:4])
        return tau2 * self.drift_part + q2 * self.walk_part + r2 * self.noise_part + self.known_part

    def distance(self, params: NDArray) -> NDArray:
        """Squared Mahalanobis distance of each unit's contrasts from the pool's drift."""
        residual = self.value - params[0] * self.since
        solved = np.linalg.solve(self.covariance(params), residual[:, :, None])[:, :, 0]
        return (residual * solved).sum(axis=1)

    def loglike_and_score(self, params: NDArray) -> tuple[float, NDArray]:
        """Log density of all units' contrasts, and its five derivatives."""
        count, d = self.since.shape
        tail = np.exp(params[4])
        covariance = self.covariance(params)
        inverse = np.linalg.inv(covariance)
        logdet = 2 * np.log(np.linalg.cholesky(covariance).diagonal(axis1=1, axis2=2)).sum()
        residual = self.value - params[0] * self.since
        z = (inverse @ residual[:, :, None])[:, :, 0]
        delta = (residual * z).sum(axis=1)
        half = (tail + 2 + d) / 2
        spread = np.log1p(delta / tail)
        constant = gammaln(half) - gammaln(tail / 2 + 1) - d / 2 * np.log(tail * np.pi)
        loglike = count * constant - logdet / 2 - half * spread.sum()
        weight = 2 * half / (tail + delta)
        slope = (weight[:, None, None] * z[:, :, None] * z[:, None, :] - inverse) / 2
        variances = np.exp(2 * params[1:4])
        parts = (self.drift_part, self.walk_part, self.noise_part)
        by_sd = [2 * v * (slope * part).sum() for v, part in zip(variances, parts, strict=True)]
        by_mean = (weight[:, None] * z * self.since).sum()
        by_tail = psi(half) - psi(tail / 2 + 1) - d / tail - spread + weight * delta / tail
        return float(loglike), np.array([by_mean, *by_sd, tail / 2 * by_tail.sum()])


class PooledRandomWalk(GenericLikelihoodModel):
    """statsmodels model of a pool: `fit()` gives the most probable parameters and standard errors.

    batches : from `batches`; units with one figure say nothing about the five parameters.
    """

    def __init__(self, batches: list[Batch]) -> None:
        self.contrasts = [Contrasts.of(b) for b in batches if b.time.shape[1] > 1]
        shown = np.concatenate([b.value.ravel() for b in batches])
        self.nobs = float(len(shown))
        super().__init__(shown, extra_params_names=list(PRIORS.index))

    def loglike_and_score(self, params: NDArray) -> tuple[float, NDArray]:
        """Log posterior density (up to a constant) and its gradient at the five parameters."""
        params = np.asarray(params, dtype=float)
        off = (params - PRIOR_MEAN.to_numpy()) / PRIOR_SD.to_numpy()
        loglike, score = -(off**2).sum() / 2, -off / PRIOR_SD.to_numpy()
        for part in self.contrasts:
            more, slope = part.loglike_and_score(params)
            loglike, score = loglike + more, score + slope
        return loglike, score

    def loglike(self, params: NDArray) -> float:
        return self.loglike_and_score(params)[0]

    def score(self, params: NDArray) -> NDArray:
        return self.loglike_and_score(params)[1]

    def hessian(self, params: NDArray, step: float = 1e-4) -> NDArray:
        """Second derivatives by central differences of the score, made symmetric."""
        moves = step * np.eye(len(PRIORS))
        rows = [(self.score(params + move) - self.score(params - move)) / (2 * step) for move in moves]
        return (np.array(rows) + np.array(rows).T) / 2

    def fit(self, **kwargs: Any) -> Any:
        """Maximum a posteriori by L-BFGS from the prior means; never prints and never warns."""

        def scaled(params: NDArray) -> tuple[float, NDArray]:
            loglike, score = self.loglike_and_score(params)
            return loglike / self.nobs, score / self.nobs

        options = {"method": "lbfgs", "disp": 0, "maxiter": 200, "factr": 1e4, "warn_convergence": False}
        options |= {"start_params": PRIOR_MEAN.to_numpy(), "loglike_and_score": scaled}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HessianInversionWarning)
            return super().fit(**(options | kwargs))
