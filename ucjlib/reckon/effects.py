"""What each kind of assumption does to the worlds of a scene; `ucjlib.reckon.scenario_worlds` puts them in
order and says the formulas.

Rows are those of a checked scenario table, all of one scenario.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.programme import covered_share, month_number, programme_of
from ucjlib.reckon.scale import TOP, from_scale, to_scale
from ucjlib.reckon.scene import Scene

HALVINGS = 30
"""Of the shift that meets a national path: to 1e-8 on the scale."""


def size(scene: Scene, rows: pd.DataFrame) -> NDArray:
    """Workers against those of the trend, (regions, dates, 1)."""
    sizes = np.ones((*scene.trend.shape[:2], 1))
    for _, row in rows.iterrows():
        years = np.maximum(scene.months + 1 - month_number(row["start"]), 0) / 12
        for at in scene.places(row):
            sizes[at] *= (1 + row["growth"]) ** years[:, None]
    return sizes


def programme(scene: Scene, row: pd.Series) -> NDArray:
    """New members through a programme, (dates, draws)."""
    programme = programme_of(row)
    stay = scene.stay if pd.isna(row["stay"]) else np.full_like(scene.stay, row["stay"])
    since = scene.months[:, None] - month_number(programme.start)
    paid = (programme.months, programme.renewals, programme.pause)
    return programme.workers * (1 - programme.overlap) * covered_share(since, *paid, stay, programme.lapse)


def complying(scene: Scene, row: pd.Series) -> NDArray:
    """New members through compliance, (dates, 1): an even flow until all are enrolled, exits at a rate."""
    since = np.maximum(scene.months[:, None] + 1 - month_number(row["start"]), 0.0)
    flow, lapse = row["rate"] / 12, 0.0 if pd.isna(row["lapse"]) else row["lapse"]
    flowing = np.minimum(since, 1 / flow) if flow > 0 else np.zeros_like(since)
    overlap = 0.0 if pd.isna(row["overlap"]) else row["overlap"]
    joined = -np.expm1(-lapse * flowing) / lapse if lapse > 0 else flowing
    return row["workers"] * (1 - overlap) * flow * joined * np.exp(-lapse * (since - flowing))


def to_target(scene: Scene, worlds: NDArray, row: pd.Series) -> NDArray:
    """Bent upward so that at the end of the target's year no draw lies below it."""
    end, start = scene.end(row), month_number(row["start"])
    if end < start:
        raise BadTable(
            f"scenario {row['scenario']}: the path starts in {row['start']}, after {row['target_year']:g}",
            where="scenarios", fix="start before the target's year ends",
        )  # fmt: skip
    at, share = scene.places(row), np.clip((scene.months + 1 - start) / (end + 1 - start), 0, 1)
    scale = to_scale(worlds[at])
    there = scale[:, scene.months == end][:, :1]
    missing = to_scale(row["target_pct"]) - there
    bent = worlds.copy()
    bent[at] = np.where(missing > 0, from_scale(scale + share[None, :, None] * missing), worlds[at])
    return bent


def to_national(scene: Scene, worlds: NDArray, size: NDArray, rows: pd.DataFrame) -> NDArray:
    """Bent so that in each draw the mean of all places drawn, weighted by their workers, is the path."""
    if len(scene.regions) < 2:
        raise BadTable(
            f"a national path over {scene.regions[0]} alone", where="scenarios",
            why="its places together meet the path, so one place would be put on it",
            fix="draw all places of the pool, or write a target_path for one",
        )  # fmt: skip
    scene.told(list(range(len(scene.regions))))
    weights = scene.weights[:, None] * size[:, :, 0]
    ends = np.array([scene.end(row) for _, row in rows.iterrows()])
    wanted = np.interp(scene.months, ends, rows["target_pct"])
    scale, bent, shift = to_scale(worlds), worlds.copy(), np.zeros(worlds.shape[2])
    for t in np.flatnonzero(scene.months >= ends[0]):
        if scene.months[t] <= ends[-1]:
            shift = mean_shift(scale[:, t], weights[:, t] / weights[:, t].sum(), float(wanted[t]))
        bent[:, t] = from_scale(scale[:, t] + shift)
    return bent


def mean_shift(scale: NDArray, share: NDArray, mean: float) -> NDArray:
    """By bisection, per draw: what to add to every place on the scale so that their mean is `mean` percent.

    scale : (regions, draws). share : (regions,), adds to one.

    >>> shift = mean_shift(to_scale([[20.0], [40.0]]), np.array([0.5, 0.5]), 35.0)
    >>> from_scale(to_scale([20.0, 40.0]) + shift).round(1).tolist()
    [24.6, 45.4]
    """
    low = np.full(scale.shape[1], -TOP)
    high = -low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = share @ from_scale(scale + middle) < mean
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2
