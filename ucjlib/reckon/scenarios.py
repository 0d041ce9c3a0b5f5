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

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ucjlib.core.errors import BadTable
from ucjlib.core.period import months_between
from ucjlib.reckon.scale import to_scale
from ucjlib.reckon.series import with_ids

STAY_MEAN = 1 / 6
"""Share who stay on their own after a subsidy ends: mean of Beta(2, 10). In the Indonesian health insurance
trial about 0.14 of the extra members stayed (Banerjee and others 2021, doi 10.1257/aer.20200523).
"""


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
    months: int,
    exits: float = 0.0,
    growth: float = 0.0,
) -> NDArray:
    """New members a month so that coverage is `target_pct` after `months`; negative where fewer would do.

    members, workers : now (same shape or one number). exits : share of members who leave, a month (0-1).
    growth : of the workers, a year (0.01 is 1 %, compounded monthly).

    >>> [round(enrolments_per_month(122_924, 698_431, 31.94, 8, exits=e)) for e in (0.0, 0.01)]
    [12519, 14193]
    """
    if not 0 <= exits < 1 or months < 1:
        raise BadTable(
            f"exits {exits} and months {months} are no assumption", fix="exits within 0-1, months from 1"
        )
    goal = np.asarray(target_pct, dtype=float) / 100 * np.asarray(workers) * (1 + growth / 12) ** months
    kept = (1 - exits) ** months
    each = (1 - kept) / exits if exits else months
    return (goal - np.asarray(members) * kept) / each


@dataclass(frozen=True)
class Programme:
    """A subsidy: somebody else pays the contribution of `workers` people for `months` from `start`
    ("2025-03").

    overlap : share of them already covered. stay : share who go on by themselves afterwards, of whom
    `lapse` leave a month.
    """

    workers: float
    start: str
    months: int
    overlap: float = 0.0
    stay: float = STAY_MEAN
    lapse: float = 0.0

    def members(self, month: str) -> float:
        """People covered in `month` through the programme who would not be otherwise.

        >>> blitar = Programme(8_125, "2025-03", 10)
        >>> blitar.members("2025-02"), blitar.members("2025-12"), round(blitar.members("2026-01"))
        (0.0, 8125.0, 1354)
        """
        before = months_between(self.start, month) - 1
        extra = self.workers * (1 - self.overlap)
        if before < 0:
            return 0.0
        if before < self.months:
            return float(extra)
        return float(extra * self.stay * np.exp(-self.lapse * (before - self.months)))

    @property
    def person_years(self) -> float:
        """Years of protection that the payer buys, those already covered not counted.

        >>> round(Programme(8_125, "2025-03", 10).person_years)
        6771
        """
        return self.workers * (1 - self.overlap) * self.months / 12

    def points(self, month: str, workers: float) -> float:
        """What the programme adds to coverage in `month`, of `workers` in the region.

        >>> [round(Programme(8_125, "2025-03", 10).points(m, 698_431), 2) for m in ("2025-12", "2026-01")]
        [1.16, 0.19]
        """
        return 100 * self.members(month) / workers


def without_programme(figures: pd.DataFrame, programme: Programme, workers: float) -> pd.DataFrame:
    """One region's figures less what a programme added at their dates, so that a December figure is no
    false trend.

    figures : frame `as_of` (text), `value`, `low`, `high` (percent). Returns the same rows, not below 0.
    """
    added = _added(figures["as_of"], programme, workers)
    columns = {c: (figures[c] - added).clip(0, 100) for c in ("value", "low", "high")}
    return figures.assign(**columns)


def with_programme(
    trajectories: pd.DataFrame, programme: Programme, workers: float, scenario: str
) -> pd.DataFrame:
    """One region's trend trajectories with a programme added at the ends of the years, as a new scenario.

    Returns the rows of `trajectories` with `scenario`, `trajectory_id` and `value` changed, at most 100.
    """
    added = _added(trajectories["year"].astype(str) + "-12", programme, workers)
    value = (trajectories["value"] + added).clip(0, 100).round(2)
    return with_ids(trajectories.assign(scenario=scenario, value=value))


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


def _added(dates: pd.Series, programme: Programme, workers: float) -> pd.Series:
    return pd.Series([programme.points(d, workers) for d in dates], index=dates.index, dtype=float)
