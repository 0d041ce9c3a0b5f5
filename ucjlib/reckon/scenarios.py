"""What it would take: the pace a target needs, enrolments a month, what a programme adds and leaves behind.

Arithmetic on assumptions, each named in the call; nothing here is fitted and nothing is likely or unlikely.
How likely the trend alone is to reach a target tells `ucjlib.reckon.project.chances`.

Kabupaten Ngawi has about 500,000 workers, 24 % of them covered; to reach 45 % in four years:

>>> round(enrolments_per_month(120_000, 500_000, 45.0, 48))
2188
>>> round(enrolments_per_month(120_000, 500_000, 45.0, 48, exits=0.01))
3944
>>> round(enrolments_per_month(120_000, 500_000, 45.0, 48, exits=0.01, growth=0.01))
4183

Source of the method: the recursion S(m+1) = (1 - exits) S(m) + E for members, exponential decay of those
who stay on their own after a subsidy. Exits are large: 16.2 million joined and 12.8 million left in 2016.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.programme import STAY_MEAN, Programme
from ucjlib.reckon.programme_figures import with_programme, without_programme, without_programmes
from ucjlib.reckon.scale import to_scale

__all__ = [
    "STAY_MEAN",
    "Programme",
    "denominator_change",
    "enrolments_per_month",
    "first_passage",
    "pace_needed",
    "with_programme",
    "without_programme",
    "without_programmes",
]


def pace_needed(gaps: pd.DataFrame, usual_drift: float) -> pd.DataFrame:
    """The pace that each target needs, in points and against what is usual.

    gaps : frame `value`, `target_pct` (percent), `years` (> 0, until the target).
    usual_drift : mean drift of the pool on the scale of `ucjlib.reckon.scale`, a year
        (`pool.params["mean_drift"]`).

    Returns `gaps` with `points_per_year` (linear), `scale_per_year`, `times_usual` (NaN where nothing usual
    moves upward).
    Raises BadTable where `years` is not above 0.

    >>> ngawi = pd.DataFrame({"value": [24.0], "target_pct": [45.0], "years": [4.0]})
    >>> pace_needed(ngawi, 0.05).round(3).iloc[0, 3:].tolist()
    [5.25, 0.223, 4.467]
    """
    if not (gaps["years"] > 0).all():
        raise BadTable(
            "a target's year is not in the future", where="gaps, column years", fix="ask for a later year"
        )
    points = (gaps["target_pct"] - gaps["value"]) / gaps["years"]
    scale = (to_scale(gaps["target_pct"]) - to_scale(gaps["value"])) / gaps["years"].to_numpy(dtype=float)
    times = scale / usual_drift if usual_drift > 0 else np.nan
    return gaps.assign(points_per_year=points, scale_per_year=scale, times_usual=times)


def enrolments_per_month(
    members: ArrayLike,
    workers: ArrayLike,
    target_pct: ArrayLike,
    months: ArrayLike,
    exits: ArrayLike = 0.0,
    growth: ArrayLike = 0.0,
) -> NDArray:
    """New members a month so that coverage is `target_pct` after `months`; negative where fewer would do.

    members, workers : now. exits : share of members who leave, a month (0-1). growth : of the workers, a
    year (0.01 is 1 %, compounded monthly). All are numbers or arrays that broadcast. With ranges:
    `ucjlib.reckon.enrolments`. Raises BadTable where exits or months are no assumption.

    >>> [round(enrolments_per_month(122_924, 698_431, 31.94, 8, exits=e)) for e in (0.0, 0.01)]
    [12519, 14193]
    """
    leave, span = np.broadcast_arrays(np.asarray(exits, dtype=float), np.asarray(months, dtype=float))
    if not ((leave >= 0) & (leave < 1) & (span >= 1)).all():
        raise BadTable(
            f"exits {leave.tolist()} and months {span.tolist()} are no assumption",
            fix="exits within 0-1, months from 1",
        )
    goal = np.asarray(target_pct, dtype=float) / 100 * np.asarray(workers)
    goal = goal * (1 + np.asarray(growth, dtype=float) / 12) ** span
    lost = -np.expm1(span * np.log1p(-leave))
    each = np.where(leave > 0, lost / np.where(leave > 0, leave, 1.0), span)
    return (goal - np.asarray(members) * (1 - lost)) / each


def first_passage(worlds: NDArray, years: ArrayLike, target_pct: float) -> dict[str, Any]:
    """When coverage first reaches a target.

    Returns `median_year` (NaN where half the draws never do) and `never`, the share of draws that never do.
    worlds : (years, draws) of one region, percent, from `ucjlib.reckon.draws.draws`; years in ascending
        order.

    >>> first_passage(np.array([[40.0, 30.0, 20.0], [50.0, 46.0, 30.0]]), [2028, 2029], 45.0)
    {'median_year': 2029.0, 'never': 0.333}
    """
    reached = worlds >= target_pct
    ever = reached.any(axis=0)
    when = np.where(ever, np.asarray(years, dtype=float)[reached.argmax(axis=0)], np.inf)
    middle = float(np.median(when))
    return {
        "median_year": middle if np.isfinite(middle) else np.nan,
        "never": round(float(1 - ever.mean()), 3),
    }


def denominator_change(coverage_pct: ArrayLike, members_change: float, workers_change: float) -> NDArray:
    """Points that coverage moves when members and workers change by these shares (0.02 is 2 %), to first
    order.

    >>> float(denominator_change(24.0, 0.0, 0.05).round(2))
    -1.2
    """
    return np.asarray(coverage_pct, dtype=float) * (members_change - workers_change)
