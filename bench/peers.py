"""Off-the-shelf peers on the same cases, with each tool's defaults and none tuned.

A unit with one figure (in one year) falls back to the pool's drift, which flatters these rows on the panels;
on printed figures the pool's drift is poor, and MixedLM does better without (`mixed_lm_whole`). Series of
years are filled linearly between figures; forecasts are normal, on log-odds or in points.
"""

import importlib.util
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from ucjlib.reckon.rivals import changes, ends, normal

Z80 = 1.2815515655446004
"""Standard deviations from the middle to the upper end of an 80 % range."""
Ahead = tuple[NDArray, NDArray]
"""Means and standard deviations of one unit, a value per step ahead."""


def log_odds(percent: NDArray) -> NDArray:
    return logit(np.clip(percent, 0.5, 99.5) / 100)


def mixed_lm_whole(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """statsmodels MixedLM: random level and slope per unit, log-odds; predicted with their conditional means
    and covariances, units with one figure too.
    """
    from statsmodels.regression.mixed_linear_model import MixedLM

    zero, y = train["year"].max(), log_odds(train["value"].to_numpy(dtype=float))
    design = np.column_stack([np.ones(len(train)), train["year"] - zero])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = MixedLM(y, design, train["unit"].to_numpy(), exog_re=design).fit(method="lbfgs")
    fixed, between, noise = fit.fe_params, np.asarray(fit.cov_re), float(fit.scale)
    mean, sd = np.zeros(len(query)), np.ones(len(query))
    for unit, rows in query.reset_index(drop=True).groupby("unit"):
        own = (train["unit"] == unit).to_numpy()
        z, ahead = design[own], np.column_stack([np.ones(len(rows)), rows["year"] - zero])
        gain = np.linalg.solve(z @ between @ z.T + noise * np.eye(len(z)), z @ between).T
        left = between - gain @ z @ between
        mean[rows.index] = ahead @ (fixed + gain @ (y[own] - z @ fixed))
        sd[rows.index] = np.sqrt(np.einsum("ij,jk,ik->i", ahead, left, ahead) + noise)
    noise_draws = np.random.default_rng(seed).standard_normal((len(query), n_draws))
    return 100 * expit(mean[:, None] + sd[:, None] * noise_draws)


def mixed_lm(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """The same, where a unit has two figures."""
    several = query["unit"].map(train["unit"].value_counts()).to_numpy() > 1
    own = mixed_lm_whole(train, None, query, n_draws, seed)
    return np.where(several[:, None], own, normal(*drifted(train, query), n_draws, seed))


def local_level(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """statsmodels UnobservedComponents: local level of each unit's yearly series, log-odds."""
    mean, sd, done = by_unit(train, query, _local_level, log_odds)
    noise = np.random.default_rng(seed).standard_normal((len(query), n_draws))
    own = 100 * expit(mean[:, None] + sd[:, None] * noise)
    return np.where(done[:, None], own, normal(*drifted(train, query), n_draws, seed))


def auto_ets(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """statsforecast AutoETS of each unit's yearly series, points; a series it refuses falls back."""
    mean, sd, done = by_unit(train, query, _auto_ets, np.asarray)
    middle, spread = drifted(train, query)
    return normal(np.where(done, mean, middle), np.where(done, sd, spread), n_draws, seed)


PEERS = {"mixed_lm": mixed_lm, "local_level": local_level, "auto_ets": auto_ets}


def at_hand() -> dict[str, Callable[..., NDArray]]:
    """The peers whose libraries are installed."""
    there = importlib.util.find_spec("statsforecast") is not None
    return {name: peer for name, peer in PEERS.items() if there or name != "auto_ets"}


def drifted(train: pd.DataFrame, query: pd.DataFrame) -> Ahead:
    """Middle and spread of the pool's drift, points: what a unit with one figure falls back to."""
    at, (drift, spread) = ends(train, query), changes(train)
    lead = at["lead"].to_numpy()
    return at["last"].to_numpy() + drift * lead, spread * np.sqrt(lead)


def yearly(shown: pd.DataFrame) -> tuple[int, NDArray]:
    """The last whole year of a unit, and its values of all years up to it, gaps filled linearly."""
    by_year = shown.groupby(np.floor(shown["year"] + 1e-9).astype(int))["value"].mean()
    years = np.arange(by_year.index[0], by_year.index[-1] + 1)
    return int(years[-1]), np.interp(years, by_year.index, by_year)


def by_unit(
    train: pd.DataFrame, query: pd.DataFrame, ahead: Callable[[NDArray, int], Ahead], scale: Callable
) -> tuple[NDArray, NDArray, NDArray]:
    """Mean and standard deviation of each asked unit-year from a model of its own series; and where it
    worked: units with figures in two years that the tool does not refuse.
    """
    mean, sd, done = np.zeros(len(query)), np.ones(len(query)), np.zeros(len(query), dtype=bool)
    shown = dict(tuple(train.groupby("unit")))
    for unit, rows in query.reset_index(drop=True).groupby("unit"):
        last, series = yearly(shown[unit])
        step = np.maximum(np.floor(rows["year"].to_numpy() + 1e-9).astype(int) - last, 1)
        if len(series) < 2:
            continue
        try:
            middle, spread = ahead(scale(series), int(step.max()))
        except Exception:  # whatever a tool refuses a series with
            continue
        at = rows.index.to_numpy()
        mean[at], sd[at] = middle[step - 1], spread[step - 1]
        done[at] = np.isfinite(mean[at]) & np.isfinite(sd[at])
    return np.where(done, mean, 0), np.where(done, sd, 1), done


def _local_level(series: NDArray, steps: int) -> Ahead:
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = UnobservedComponents(series, "local level").fit(disp=0).get_forecast(steps)
    return np.asarray(told.predicted_mean), np.asarray(told.se_mean)


def _auto_ets(series: NDArray, steps: int) -> Ahead:
    from statsforecast.models import AutoETS

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = AutoETS(season_length=1).forecast(y=series.astype(float), h=steps, level=[80])
    return told["mean"], (told["hi-80"] - told["mean"]) / Z80
