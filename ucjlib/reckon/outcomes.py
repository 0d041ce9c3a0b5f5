"""Scenarios as tables: quantiles of coverage and of the difference to the trend, when a target is first met,
and how likely it is.

Differences are taken draw by draw before their quantiles are, so what the scenario and the trend share falls
out: the range of a difference is narrower than two ranges side by side suggest.

Not for working scenarios out (`ucjlib.reckon.scenario_worlds`). Example: two draws, lifted by one point each.

>>> bent = {"trend": np.array([[[16.0, 20.0]]]), "signed": np.array([[[17.0, 21.0]]])}
>>> table = outcomes(bent, ["35.05"], ["2025-12"], levels=[0.5])
>>> table[["scenario", "measure", "value", "unit"]].values.tolist()
[['trend', 'coverage', 18.0, 'percent'], ['signed', 'coverage', 19.0, 'percent'],
['signed', 'difference_to_trend', 1.0, 'percentage_points']]
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import need
from ucjlib.reckon.given import dates as check_dates
from ucjlib.reckon.given import numbers
from ucjlib.reckon.scenario_table import TREND

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
EARLY_LATE = (0.1, 0.9)
COLUMNS = ["scenario", "region_code", "as_of", "measure", "quantile", "value", "unit"]


def outcomes(
    bent: Mapping[str, NDArray],
    regions: Sequence[str],
    dates: Sequence[str],
    levels: Sequence[float] = LEVELS,
) -> pd.DataFrame:
    """Quantiles of coverage in every scenario, and of what it adds to the trend.

    bent : {scenario: array (regions, dates, draws), percent}, from `scenario_worlds`; holds "trend".

    Returns one row per scenario, measure, region, date and quantile: `scenario`, `region_code`, `as_of`,
    `measure` (coverage, or difference_to_trend for all scenarios but the trend), `quantile`, `value`,
    `unit` (percent; percentage_points). Raises BadTable without a trend, for worlds of another shape, and for
    levels outside 0-1.
    """
    trend = _trend(bent)
    _check_shape(bent, regions, dates)
    numbers(pd.DataFrame({"level": list(levels)}), ["level"], "levels", 0, 1)
    parts = []
    for name, worlds in bent.items():
        parts.append(_quantiles(worlds, regions, dates, levels).assign(
            scenario=name, measure="coverage", unit="percent"))  # fmt: skip
        if name != TREND:
            added = _quantiles(np.subtract(worlds, trend, dtype=float), regions, dates, levels)
            parts.append(added.assign(
                scenario=name, measure="difference_to_trend", unit="percentage_points"))  # fmt: skip
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def first_passages(
    bent: Mapping[str, NDArray], regions: Sequence[str], years: Sequence[int], targets: pd.DataFrame
) -> pd.DataFrame:
    """When each place first stands at a target at the end of a year, in every scenario.

    bent : as `outcomes`, its dates the ends of `years`, ascending. targets : frame `target_pct`, and
        `region_code` where a target is for one place (00, or no such column: for all).

    Returns `scenario`, `region_code`, `target_pct`, `year`, `year_early`, `year_late` (median and the middle
    80 % of draws; NaN where so many never reach it), `not_before` (the last year), `never` (share of draws
    that do not reach it up to then). A draw that reaches a target and falls back has reached it.
    Raises BadTable for years or regions that are not those of the worlds, and where no target is for a place.

    >>> bent = {"trend": np.array([[[40.0, 30.0, 20.0], [50.0, 46.0, 30.0]]])}
    >>> target = pd.DataFrame({"target_pct": [45.0]})
    >>> first_passages(bent, ["35.05"], [2028, 2029], target).iloc[0, 3:].tolist()
    [2029.0, 2029.0, nan, 2029.0, 0.3333]
    """
    if list(years) != sorted(set(years)):
        raise BadTable(f"years {list(years)} are not in ascending order", where="first passage")
    _check_shape(bent, regions, years)
    rows = []
    for name, worlds in bent.items():
        for region, target in _asked(regions, targets):
            rows.append({
                "scenario": name, "region_code": region, "target_pct": target,
                **_passage(worlds[list(regions).index(region)], np.asarray(years), target),
            })  # fmt: skip
    return pd.DataFrame(rows)


def reached(
    bent: Mapping[str, NDArray], regions: Sequence[str], dates: Sequence[str], targets: pd.DataFrame
) -> pd.DataFrame:
    """Share of draws in which each place stands at or above a target at a date, in every scenario.

    targets : frame `target_pct`, `as_of` (one of `dates`), and `region_code` as in `first_passages`.

    Returns `scenario`, `region_code`, `target_pct`, `as_of`, `probability` (0-1), and `more_than_trend`, the
    probability less that of the trend. Raises BadTable for a date not drawn, and as `first_passages`.
    """
    need(targets, ["as_of", "target_pct"], "targets")
    check_dates(targets["as_of"], "targets, column as_of")
    _check_shape(bent, regions, dates)
    late = [date for date in targets["as_of"] if date not in list(dates)]
    if late:
        raise BadTable(f"no draw is dated {late[0]}", where="targets", fix="draw that date too")
    trend, rows = _trend(bent), []
    for date, some in targets.groupby("as_of", sort=False):
        t = list(dates).index(str(date))
        for name, worlds in bent.items():
            for region, target in _asked(regions, some):
                at = list(regions).index(region)
                share, plain = (float((w[at, t] >= target).mean()) for w in (worlds, trend))
                rows.append((name, region, target, date, share, share - plain))
    names = ["scenario", "region_code", "target_pct", "as_of", "probability", "more_than_trend"]
    return pd.DataFrame(rows, columns=names)


def _trend(bent: Mapping[str, NDArray]) -> NDArray:
    if TREND not in bent:
        raise BadTable("the worlds hold no trend to compare with", where="scenarios")
    return bent[TREND]


def _check_shape(bent: Mapping[str, NDArray], regions: Sequence[str], dates: Sequence) -> None:
    for name, worlds in bent.items():
        shape = np.shape(worlds)
        if shape[:2] != (len(regions), len(dates)):
            raise BadTable(
                f"worlds {name} of shape {shape} are no {len(regions)} regions x {len(dates)} dates",
                where="worlds", fix="give the regions and dates that were drawn, in their order",
            )  # fmt: skip


def _quantiles(
    worlds: NDArray, regions: Sequence[str], dates: Sequence[str], levels: Sequence[float]
) -> pd.DataFrame:
    value = np.moveaxis(np.quantile(worlds, levels, axis=2), 0, 2).astype(float)
    names = ["region_code", "as_of", "quantile"]
    index = pd.MultiIndex.from_product([list(regions), list(dates), list(levels)], names=names)
    return pd.DataFrame({"value": value.ravel()}, index=index).reset_index()


def _asked(regions: Sequence[str], targets: pd.DataFrame) -> list[tuple[str, float]]:
    """Every place with each target that is its own or everybody's. Raises BadTable where there is none."""
    numbers(targets, ["target_pct"], "targets", 0, 100)
    own = targets["region_code"] if "region_code" in targets else pd.Series("00", index=targets.index)
    pairs = list(zip(own, targets["target_pct"].astype(float), strict=True))
    asked = [(region, target) for region in regions for place, target in pairs if place in ("00", region)]
    if not asked:
        raise BadTable(
            f"none of the {len(targets)} targets is for a place drawn", where="targets, column region_code",
            fix="write 00 for all places, or a code that is drawn",
        )  # fmt: skip
    return asked


def _passage(worlds: NDArray, years: NDArray, target: float) -> dict[str, float | int]:
    """worlds : (years, draws)."""
    there = worlds >= target
    when = np.where(there.any(axis=0), years[there.argmax(axis=0)].astype(float), np.inf)
    early, middle, late = np.quantile(when, [EARLY_LATE[0], 0.5, EARLY_LATE[1]], method="inverted_cdf")
    told = [float(year) if np.isfinite(year) else np.nan for year in (middle, early, late)]
    never = round(float(np.isinf(when).mean()), 4)
    names = ("year", "year_early", "year_late")
    return {**dict(zip(names, told, strict=True)), "not_before": int(years[-1]), "never": never}
