"""From estimates to trajectories and chances: the stage that looks ahead.

Every region with a coverage estimate is projected in one go, pooled with all regions whose figures divide
by the same denominator; pools are never mixed, and within a region figures of active and of registered
members never share a series. Trajectories are quantiles at the ends of years; chances are probabilities of
reaching a target, with a word for each.

Not for a single number: the 80 % range is the answer, its middle is not. Not for more than ten years ahead.
Source of the method: `ucjlib.reckon.likelihood` (model), `ucjlib.reckon.ahead` (closed form),
`ucjlib.reckon.draws` (joint draws).

>>> estimates = pd.DataFrame({"estimate_id": ["e1"], "region_code": ["35.05"], "indicator": "coverage_rate",
...     "segment": "total", "numerator": "active", "denominator": "eligible", "as_of": ["2025-04-14"],
...     "value": [17.60], "low": [17.59], "high": [17.61], "unit": "percent"})
>>> ahead = project(estimates, "2025-06", [2029])
>>> ahead.loc[ahead["quantile"] == 0.5, "value"].item()
22.3
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ucjlib.core.errors import TooFarAhead
from ucjlib.core.period import decimal_year, last_day
from ucjlib.reckon.ahead import FURTHEST_YEARS, WHY_NOT_FURTHER, probability, quantiles
from ucjlib.reckon.draws import draws
from ucjlib.reckon.entry import forecast
from ucjlib.reckon.pool import Pool, fit
from ucjlib.reckon.series import left_out, pools, series_id, used, with_ids
from ucjlib.reference import schemas
from ucjlib.reference.regions import region_name

__all__ = [
    "chances",
    "draws",
    "fit",
    "forecast",
    "left_out",
    "pools",
    "probability",
    "project",
    "quantiles",
    "used",
]

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
ON_TRACK, OFF_TRACK = 0.8, 0.2
"""A target is on track from the first chance, off track below the second, open between; never from the
middle alone.
"""


def project(
    estimates: pd.DataFrame,
    as_of: str,
    years: Sequence[int],
    *,
    breaks: pd.DataFrame | None = None,
    regions: Sequence[str] | None = None,
    scenario: str = "trend",
    path: pd.Series | None = None,
    n_draws: int = 2000,
    seed: int = 0,
    allow_far: bool = False,
) -> pd.DataFrame:
    """Future coverage of every region with a figure, as quantiles at the ends of `years`.

    estimates : frame `estimate_id`, `region_code`, `indicator`, `segment`, `numerator`, `denominator`,
        `as_of`, `value`, `low`, `high`, `unit`; used are the coverage rates of all workers dated up to
        `as_of` (see `left_out` for the others).
    as_of : "today", as text. years : calendar years. scenario : name written to the rows.
    breaks : frame `region_code`, `as_of`: from when a region's rates stand on another base; the level starts
        anew there, the drift goes on (see `ucjlib.reckon.series.pools`).
    regions : the codes to answer, by default those with a figure; one without is answered from the figures of
        its province and of all.
    path : Series, year -> mean coverage of all regions of a pool that have a figure (percent); the trend is
        bent to meet it, by joint draws with `seed`.

    Returns `trajectory_id`, `series_id` (see `used` for the estimates behind it), `region_code`,
    `denominator`, `scenario`, `year`, `quantile` (0.05 to 0.95), `value` (percent, two decimals),
    `unit`. A pool whose newest figure is more than ten years before a year has no row for it.
    Raises BadTable, BadDate, UnknownRegion, TooFarAhead (a year more than ten years after `as_of`, unless
    allow_far).
    """
    _refuse_far(as_of, years, allow_far)
    for code in regions or []:
        region_name(code)
    rows = []
    for denominator, shown in pools(estimates, as_of, breaks):
        pool = fit(shown)
        near = [y for y in years if allow_far or y + 1 <= pool.year + FURTHEST_YEARS]
        if near:
            rows.append(_named(_quantiles(pool, near, regions, path, n_draws, seed), denominator))
    if not rows:
        return schemas.empty("trajectories")
    table = pd.concat(rows, ignore_index=True)
    table = table.assign(scenario=scenario, unit="percent", value=table["value"].round(2))
    return with_ids(table)[_columns("trajectories")]


def chances(
    estimates: pd.DataFrame, targets: pd.DataFrame, as_of: str, breaks: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Probability that each region reaches its own targets and the nation's by the end of their years.

    estimates, as_of, breaks : as `project`. targets : frame `target_id`, `region_code` (00 the nation),
        `target_year`, `target_pct`, `scale` (the denominator it is set on; "unknown" is taken for any).

    Returns `chance_id`, `series_id`, `region_code`, `denominator`, `target_id`, `target_year`,
    `target_pct`, `probability` (0-1, four decimals), `status` (on_track from 0.8, off_track below 0.2, open
    between). Targets of past years and those more than ten years after `as_of` or after the pool's newest
    figure have no row.
    """
    rows = []
    for denominator, shown in pools(estimates, as_of, breaks):
        pool = fit(shown)
        furthest = min(decimal_year(as_of), pool.year) + FURTHEST_YEARS
        asked = _asked(pool.units.index, _open(targets, denominator, last_day(as_of).year, furthest))
        reach = probability(pool, asked)["probability"].round(4)
        rows.append(_named(asked.assign(probability=reach), denominator))
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
    if table.empty:
        return schemas.empty("chances")
    key = table["series_id"] + ":" + table["target_id"]
    return table.assign(chance_id=key, status=_status(table["probability"]))[_columns("chances")]


def _named(ahead: pd.DataFrame, denominator: str) -> pd.DataFrame:
    """Rows per unit with the series that they rest on."""
    named = ahead.rename(columns={"unit": "region_code"}).assign(denominator=denominator)
    return named.assign(series_id=series_id(named))


def _quantiles(
    pool: Pool,
    years: list[int],
    regions: Sequence[str] | None,
    path: pd.Series | None,
    n_draws: int,
    seed: int,
) -> pd.DataFrame:
    """Quantiles at the ends of calendar years; from joint draws where a path is to be met."""
    asked = pool.units.index.tolist() if regions is None else list(dict.fromkeys(regions))
    if path is not None:
        return _bent(pool, years, asked, path, n_draws, seed)
    ends, provinces = [year + 1.0 for year in years], {code: code[:2] for code in asked}
    ahead = quantiles(pool, ends, QUANTILES, asked, groups=provinces, allow_far=True)
    return ahead.assign(year=(ahead["year"] - 1).astype(int))


def _bent(
    pool: Pool, years: list[int], asked: list[str], path: pd.Series, n_draws: int, seed: int
) -> pd.DataFrame:
    """Quantiles of joint draws; the path is that of the mean of all regions with a figure, asked or not."""
    known = pool.units.index.tolist()
    units = [*known, *(code for code in asked if code not in pool.units.index)]
    weights = np.r_[np.ones(len(known)), np.zeros(len(units) - len(known))]
    ends = pd.Series(path.to_numpy(dtype=float), index=path.index.astype(float) + 1)
    worlds = draws(
        pool, [year + 1.0 for year in years], n_draws, seed, ends, units=units,
        groups={code: code[:2] for code in units}, weights=weights, allow_far=True,
    )[[units.index(code) for code in asked]]  # fmt: skip
    value = np.moveaxis(np.quantile(worlds, QUANTILES, axis=2), 0, 2)
    index = pd.MultiIndex.from_product([asked, years, QUANTILES], names=["unit", "year", "quantile"])
    return pd.DataFrame({"value": value.ravel()}, index=index).reset_index()


def _open(targets: pd.DataFrame, denominator: str, soonest: int, furthest: float) -> pd.DataFrame:
    """The targets on this denominator, or on one not told, whose year is not over and not too far."""
    on_scale = targets["scale"].isin([denominator, "unknown"])
    year = targets["target_year"].astype(float)
    near = (year >= soonest) & (year + 1 <= furthest)
    return targets.loc[on_scale & near, ["target_id", "region_code", "target_year", "target_pct"]]


def _asked(regions: pd.Index, targets: pd.DataFrame) -> pd.DataFrame:
    """Every region with its own targets and the nation's, at the ends of their years."""
    pairs = pd.DataFrame({"unit": regions}).merge(targets, how="cross")
    own = (pairs["region_code"] == "00") | (pairs["region_code"] == pairs["unit"])
    pairs = pairs[own].drop(columns="region_code").reset_index(drop=True)
    return pairs.assign(year=pairs["target_year"].astype(float) + 1)


def _status(chance: pd.Series) -> pd.Series:
    word = np.select([chance >= ON_TRACK, chance < OFF_TRACK], ["on_track", "off_track"], "open")
    return pd.Series(word, index=chance.index, dtype="str")


def _refuse_far(as_of: str, years: Sequence[int], allow_far: bool) -> None:
    furthest = decimal_year(as_of) + FURTHEST_YEARS
    far = [y for y in years if y + 1 > furthest]
    if far and not allow_far:
        raise TooFarAhead(
            f"the end of {max(far)} is more than ten years after {as_of}",
            why=WHY_NOT_FURTHER,
            fix=f"ask for years up to {int(furthest) - 1}",
        )


def _columns(table: str) -> list[str]:
    return schemas.columns(table)["column"].tolist()
