"""Why two totals differ: because the groups' rates differ, or because the mix of groups does.

    difference = sum_k mean weight_k (rate_to_k - rate_from_k)
                 + sum_k mean rate_k (weight_to_k - weight_from_k)

Exact, with nothing left over. The two may be dates of one place or two places.

Not a cause: that a part is due to the mix does not say who moved. The mix part of a *single* group is read
with the others: a growing group takes its share from them.
Source of the method: Kitagawa (1955), doi 10.1080/01621459.1955.10501299.

>>> before = pd.DataFrame({"segment": ["pu", "bpu"], "rate": [60.0, 10.0], "weight": [0.4, 0.6]})
>>> after = pd.DataFrame({"segment": ["bpu", "pu"], "rate": [12.0, 60.0], "weight": [0.7, 0.3]})
>>> kitagawa_table(before, after)[["segment", "rate_points", "mix_points", "total_points"]].round(2)
  segment  rate_points  mix_points  total_points
0     bpu          1.3         1.1           2.4
1      pu          0.0        -6.0          -6.0
2   total          1.3        -4.9          -3.6
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import columns, need

WEIGHTS_OFF = 1e-3
"""How far the weights may be from adding to 1: weights printed as whole tenths of a percent."""


def kitagawa(
    rates: ArrayLike, weights: ArrayLike, later_rates: ArrayLike, later_weights: ArrayLike
) -> dict[str, float]:
    """Parts of a change of total coverage: of the groups' rates, and of the mix of groups (points).

    rates : percent, by group; weights : shares of the groups among all workers, adding to 1. From end 2023
    to June 2024 in Bangka Belitung (wage workers, own-account, construction):

    >>> weights = [0.508, 0.430, 0.062]
    >>> parts = kitagawa([42.83, 37.59, 80.40], weights, [41.07, 15.01, 74.40], weights)
    >>> {name: round(points, 2) for name, points in parts.items()}
    {'rate_points': -10.98, 'mix_points': 0.0}
    """
    p, w, p2, w2 = (np.asarray(a, dtype=float) for a in (rates, weights, later_rates, later_weights))
    rate, mix = _parts(p, w, p2, w2)
    return {"rate_points": float(rate.sum()), "mix_points": float(mix.sum())}


def kitagawa_table(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The parts by group, and their total in the last row.

    before, after : frames `segment` (each once, the same in both), `rate` (percent), `weight` (share among
        all workers, adding to 1); two dates of a place, or two places. Rows in any order.

    Returns `segment` (by name, then `total`), `rate_from`, `rate_to`, `weight_from`, `weight_to`,
    `rate_points`, `mix_points`, `total_points`. The total's `total_points` is the difference of the totals.
    Raises BadTable (columns, blanks, other segments, weights that do not add to 1).
    """
    pair = _paired(before, after)
    parts = [pair[name].to_numpy() for name in ("rate_from", "weight_from", "rate_to", "weight_to")]
    rate, mix = _parts(*parts)
    rows = pair.assign(rate_points=rate, mix_points=mix, total_points=rate + mix)
    total = {name: rows[name].sum() for name in ("rate_points", "mix_points", "total_points")}
    for end in ("from", "to"):
        total[f"rate_{end}"] = (rows[f"rate_{end}"] * rows[f"weight_{end}"]).sum()
        total[f"weight_{end}"] = rows[f"weight_{end}"].sum()
    last = pd.DataFrame([{"segment": "total"} | total])
    return pd.concat([rows, last], ignore_index=True)[columns("kitagawa")]


def _parts(p: NDArray, w: NDArray, p2: NDArray, w2: NDArray) -> tuple[NDArray, NDArray]:
    if max(abs(w.sum() - 1), abs(w2.sum() - 1)) > WEIGHTS_OFF:
        raise BadTable(
            "the weights of the groups do not add to 1", where="kitagawa", fix="give shares of all workers"
        )
    return (w + w2) / 2 * (p2 - p), (p + p2) / 2 * (w2 - w)


def _paired(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    for frame in (before, after):
        need(frame, ["segment", "rate", "weight"], "kitagawa")
    names = [sorted(frame["segment"]) for frame in (before, after)]
    if names[0] != names[1] or len(set(names[0])) < len(names[0]):
        raise BadTable(
            f"the groups are not the same, each once: {', '.join(names[0])}; {', '.join(names[1])}",
            where="kitagawa", fix="give the same groups on both sides, the missing ones with their weight",
        )  # fmt: skip
    ends = [
        frame.set_index("segment")[["rate", "weight"]].astype(float).add_suffix(suffix)
        for frame, suffix in ((before, "_from"), (after, "_to"))
    ]
    return ends[0].join(ends[1]).sort_index().reset_index()
