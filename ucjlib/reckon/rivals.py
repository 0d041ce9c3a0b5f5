"""The simple rivals that a projection has to beat: cheap, honest, and the same call as ours.

Each takes the shown figures and the asked unit-years and returns draws in percent. A projection that does
not beat them has nothing to tell. They learn only from the figures they are shown: what stands second in the
call, the nation's series, they leave alone.

Not for publishing: none of them knows what a print allows, and their spreads are those of the pool.
Source of the method: persistence and drift benchmarks (Hyndman and Athanasopoulos 2021, section 5.2); the
plain shrinkage is Fay and Herriot (1979) without a covariate.

>>> shown = pd.DataFrame({"unit": ["a", "a", "b"], "year": [2020.0, 2024.0, 2024.0], "value": [10.0, 18, 30]})
>>> asked = pd.DataFrame({"unit": ["b"], "year": [2026.0]})
>>> np.median(pooled_drift(shown, None, asked, 4001, 1)).round().item()  # two points a year
34.0
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Method = Callable[[pd.DataFrame, pd.DataFrame | None, pd.DataFrame, int, int], NDArray]
"""(train, national, query, n_draws, seed) -> draws (len(query), n_draws), percent."""

LONE_SPREAD = 5.0
"""SD of a yearly change, points, where no unit shows two figures: about that of the public panels."""


def last_value(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """The last figure, spread by the pool's changes: normal, variance s^2 times lead."""
    at = ends(train, query)
    return normal(at["last"], changes(train)[1] * np.sqrt(at["lead"]), n_draws, seed)


def last_value_empirical(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """The last figure plus any change ever seen, whatever its gap: for news figures, which may be days
    apart.
    """
    ordered = train.sort_values(["unit", "year"], kind="stable")
    change = ordered.groupby("unit")["value"].diff().dropna().to_numpy()
    if not len(change):
        return last_value(train, None, query, n_draws, seed)
    drawn = np.random.default_rng(seed).choice(change, (len(query), n_draws))
    return np.clip(ends(train, query)["last"].to_numpy()[:, None] + drawn, 0, 100)


def pooled_drift(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """The last figure moved by the pool's drift, all changes over all gaps, in points."""
    at, (drift, spread) = ends(train, query), changes(train)
    return normal(at["last"] + drift * at["lead"], spread * np.sqrt(at["lead"]), n_draws, seed)


def unit_drift(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """The unit's own line from first to last figure; the pool's drift where it has one figure."""
    at, (drift, spread) = ends(train, query), changes(train)
    several = at["span"] > 0
    span = at["span"].where(several, at["span"][several].mean() if several.any() else 1.0)
    slope = ((at["last"] - at["first"]) / span).where(several, drift)
    wide = spread * np.sqrt(at["lead"] + at["lead"] ** 2 / span)
    return normal(at["last"] + slope * at["lead"], wide, n_draws, seed)


def plain_shrink(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """No trend: the unit's mean drawn to the pool's mean as far as within-unit scatter asks for it."""
    by_unit = train.groupby("unit")["value"].agg(["mean", "count", "var"])
    several = by_unit[by_unit["count"] > 1]
    within = (several["var"] * (several["count"] - 1)).sum() / max((several["count"] - 1).sum(), 1)
    between = (
        max(by_unit["mean"].var() - (within / by_unit["count"]).mean(), 1e-9) if len(by_unit) > 1 else 1e-9
    )
    weight = between / (between + within / by_unit["count"])
    centre = by_unit["mean"].mean()
    middle = query["unit"].map(weight * by_unit["mean"] + (1 - weight) * centre).fillna(centre)
    variance = query["unit"].map(between * (1 - weight)).fillna(between) + within
    return normal(middle, np.sqrt(variance), n_draws, seed)


RIVALS: dict[str, Method] = {
    "unit_drift": unit_drift,
    "last_value": last_value,
    "pooled_drift": pooled_drift,
    "plain_shrink": plain_shrink,
}


def ends(train: pd.DataFrame, query: pd.DataFrame) -> pd.DataFrame:
    """First and last figure of each asked unit: `first`, `last`, `start`, `end`, the `span` between (years)
    and the `lead` of the asked year; a row per row of the query.
    """
    by_unit = train.sort_values("year", kind="stable").groupby("unit")
    shown = pd.DataFrame({
        "first": by_unit["value"].first(), "last": by_unit["value"].last(),
        "start": by_unit["year"].first(), "end": by_unit["year"].last(),
    })  # fmt: skip
    asked = shown.reindex(query["unit"]).reset_index(drop=True)
    return asked.assign(
        span=asked["end"] - asked["start"], lead=query["year"].to_numpy(dtype=float) - asked["end"]
    )


def changes(train: pd.DataFrame) -> tuple[float, float]:
    """The pool's drift (points a year) and the SD of what it leaves of a yearly change."""
    ordered = train.sort_values(["unit", "year"], kind="stable")
    step = ordered.groupby("unit")[["value", "year"]].diff().dropna()
    step = step[step["year"] > 0]
    if step.empty:
        return 0.0, LONE_SPREAD
    drift = step["value"].sum() / step["year"].sum()
    left = (step["value"] - drift * step["year"]) ** 2 / step["year"]
    return float(drift), float(np.sqrt(left.mean()))


def normal(middle: ArrayLike, spread: ArrayLike, n_draws: int, seed: int) -> NDArray:
    """Normal draws about each middle, kept within 0-100: (rows, n_draws)."""
    noise = np.random.default_rng(seed).standard_normal((len(np.asarray(middle)), n_draws))
    return np.clip(np.asarray(middle)[:, None] + np.asarray(spread)[:, None] * noise, 0, 100)
