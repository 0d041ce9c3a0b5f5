"""From a value to its probability and back, where only quantiles are at hand.

Between quantiles the normal score runs straight on the coverage scale, and beyond the outermost two it goes
on as steep as inside them; so a posterior that is normal on the scale is given back exactly. Where the fit
itself is at hand `ucjlib.reckon.ahead` is exact, tails included.

Not for joint statements about several places: those need draws.
Source of the method: linear interpolation of normal scores, as on normal probability paper.

>>> ahead = pd.DataFrame({"quantile": [0.1, 0.5, 0.9], "value": [15.7, 29.7, 46.0]})
>>> probability_of(ahead, pd.DataFrame({"target_pct": [45.0]}))["probability"].round(2).item()
0.11
>>> value_of(ahead, [0.9])["value"].round(1).item()
46.0
"""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.given import numbers
from ucjlib.reckon.scale import from_scale, to_scale

_NORMAL = NormalDist()
_BESIDE = {"quantile", "value", "trajectory_id"}


def probability_of(quantiles: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Probability that coverage is at or above each target.

    quantiles : frame `quantile` (0-1), `value` (percent, rising), and any columns that name the rows which
        belong together (`region_code`, `year`, `scenario`); two quantiles each at the least.
    targets : frame `target_pct` (0-100), joined on the columns it shares with `quantiles`.

    Returns the naming columns, `target_pct` and `probability`; coverage is at or above 0 for certain.
    Raises BadTable.
    """
    numbers(targets, ["target_pct"], "targets", 0, 100)
    by = _by(quantiles)
    pairs = _curves(quantiles, by).merge(targets, **_join(by, targets))
    score = [_line(to_scale(float(row.target_pct)), row.scale, row.score) for row in pairs.itertuples()]
    chance = np.array([1 - _NORMAL.cdf(x) for x in score])
    return pairs[[*by, "target_pct"]].assign(probability=np.where(pairs["target_pct"] <= 0, 1.0, chance))


def value_of(quantiles: pd.DataFrame, levels: Sequence[float], *, at_least: bool = False) -> pd.DataFrame:
    """Coverage below which it stays with each of `levels` (0-1); or that it reaches with them (`at_least`).

    quantiles : as `probability_of`. Returns the naming columns, `probability`, `value` (percent).

    >>> ahead = pd.DataFrame({"quantile": [0.1, 0.9], "value": [15.7, 46.0]})
    >>> value_of(ahead, [0.9], at_least=True)["value"].round(1).item()
    15.7
    """
    if not all(0 < level < 1 for level in levels):
        raise BadTable(f"probabilities {list(levels)} are not all between 0 and 1", where="levels")
    by = _by(quantiles)
    pairs = _curves(quantiles, by).merge(pd.DataFrame({"probability": list(levels)}), how="cross")
    score = [_NORMAL.inv_cdf(1 - p if at_least else p) for p in pairs["probability"]]
    scale = [_line(x, row.score, row.scale) for x, row in zip(score, pairs.itertuples(), strict=True)]
    return pairs[[*by, "probability"]].assign(value=from_scale(np.array(scale)))


def _by(quantiles: pd.DataFrame) -> list[str]:
    return [str(c) for c in quantiles.columns if c not in _BESIDE]


def _join(by: list[str], targets: pd.DataFrame) -> dict:
    shared = [c for c in by if c in targets]
    return {"on": shared} if shared else {"how": "cross"}


def _curves(quantiles: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """One row per group: the scale and the normal score at its quantiles."""
    numbers(quantiles, ["quantile", "value"], "quantiles", 0, 100)
    ordered = quantiles.sort_values([*by, "quantile"], kind="stable")
    keys: Any = by or np.zeros(len(ordered))
    rows = []
    for key, group in ordered.groupby(keys, sort=True, dropna=False):
        level, scale = group["quantile"].to_numpy(dtype=float), to_scale(group["value"])
        _check(level, scale)
        score = np.array([_NORMAL.inv_cdf(p) for p in level])
        names = dict(zip(by, key, strict=True)) if by else {}
        rows.append({**names, "scale": scale, "score": score})
    return pd.DataFrame(rows, columns=[*by, "scale", "score"])


def _check(level: NDArray, scale: NDArray) -> None:
    rising = len(level) > 1 and (np.diff(level) > 0).all() and (np.diff(scale) >= 0).all()
    if not (rising and level[0] > 0 and level[-1] < 1 and np.isfinite(scale).all()):
        raise BadTable(
            "quantiles are not two or more rising values within 0-100 at rising levels within 0-1",
            where="quantiles", fix="name what tells groups of quantiles apart by columns of its own",
        )  # fmt: skip


def _line(x: float | NDArray, xs: NDArray, ys: NDArray) -> float:
    """Straight between the points; beyond them as steep as between the outermost two."""
    i = int(np.clip(np.searchsorted(xs, x) - 1, 0, len(xs) - 2))
    step = xs[i + 1] - xs[i]
    if step == 0:
        return float(ys[i] if x < xs[i] else ys[i + 1])
    return float(ys[i] + (x - xs[i]) * (ys[i + 1] - ys[i]) / step)
