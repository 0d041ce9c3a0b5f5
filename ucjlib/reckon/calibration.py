"""Do the ranges hold what they promise: each later figure against the last forecast made before it.

Every figure is asked once, from the newest origin of the back-test (`ucjlib.reckon.backtest`) that precedes
it. Its PIT is the share of the forecast that lies below it: spread evenly between 0 and 1 where the ranges
are right, heaped at both ends where they are too narrow, at 1 where forecasts run low and at 0 where they
run high.

Not for choosing a model (`ucjlib.reckon.score`), and no test of independent cases: figures of one place and
one year go together, so the bands of luck are narrower than they should be.
Source of the method: Gneiting, Balabdaoui and Raftery (2007), "Probabilistic forecasts, calibration and
sharpness".

>>> held(pd.Series([0.05, 0.3, 0.5, 0.7]), [0.5])[["nominal", "share"]].values.tolist()
[[0.5, 0.75]]
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from ucjlib.core.errors import NotEnoughData
from ucjlib.reckon.backtest import Case
from ucjlib.reckon.entry import forecast
from ucjlib.reckon.score import Method, score

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
LUCK = 0.8
"""How often a share lies in its band where the promise is kept."""
NEEDED = ["unit", "year", "origin", "truth", "pit", "horizon"]


def asked_once(
    cases: Iterable[Case], method: Method = forecast, n_draws: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Every figure asked by the cases, against the forecast of the last case before it.

    cases : from `ucjlib.reckon.backtest.cases`, any order, of one series. method : of `backtest.METHODS`.

    Returns one row per figure: `unit`, `year` (decimal), `origin`, `truth` (percent), `pit` (0-1), `horizon`
    (years since the unit's last figure shown), and the scores of `ucjlib.reckon.score.score`. No rows
    without a case.
    """
    ordered = sorted(cases, key=lambda case: case.origin)
    if not ordered:
        return pd.DataFrame(columns=NEEDED)
    ends = [case.origin for case in ordered[1:]] + [np.inf]
    parts = [_forecast(case, end, method, n_draws, seed) for case, end in zip(ordered, ends, strict=True)]
    return pd.concat(parts, ignore_index=True)


def held(pit: pd.Series, shares: Sequence[float] = SHARES) -> pd.DataFrame:
    """How many figures the middle ranges held, against how many they promise.

    pit : 0-1. Returns `nominal` (share promised), `share` (held), `low`, `high` (between which `share` lies
    in 80 of 100 cases where the promise is kept: binomial), `figures` (how many). Raises NotEnoughData
    without a figure.
    """
    if pit.empty:
        raise NotEnoughData("no figure to hold a forecast against", where="calibration")
    promised, n = np.asarray(shares, dtype=float), len(pit)
    off_middle = 2 * np.abs(pit.to_numpy(dtype=float) - 0.5)
    within = (off_middle[:, None] <= promised).mean(axis=0)
    low, high = luck(n, promised)
    return pd.DataFrame(
        {"nominal": promised, "share": within, "low": low / n, "high": high / n, "figures": n}
    )


def luck(figures: int, share: float | NDArray) -> tuple[NDArray, NDArray]:
    """Least and most of `figures` that fall where a `share` of them belongs, in 80 of 100 cases.

    >>> [int(end) for end in luck(100, 0.1)]
    [6, 14]
    """
    return binom.ppf((1 - LUCK) / 2, figures, share), binom.ppf((1 + LUCK) / 2, figures, share)


def _forecast(case: Case, end: float, method: Method, n_draws: int, seed: int) -> pd.DataFrame:
    """The figures of a case up to `end`, when the next one asks them."""
    asked = case.query[case.query["year"] <= end].reset_index(drop=True)
    drawn = method(case.train, case.national, asked[["unit", "year"]], n_draws, seed)
    truth = asked["value"].to_numpy(dtype=float)
    last = asked["unit"].map(case.train.groupby("unit")["year"].max())
    rows = asked[["unit", "year"]].assign(
        origin=case.origin, truth=truth, pit=_below(drawn, truth), horizon=asked["year"] - last
    )
    return rows.join(score(drawn, truth))


def _below(drawn: NDArray, truth: NDArray) -> NDArray:
    """Share of the draws below the truth, half of those upon it."""
    return np.asarray((drawn < truth[:, None]).mean(axis=1) + (drawn <= truth[:, None]).mean(axis=1)) / 2
