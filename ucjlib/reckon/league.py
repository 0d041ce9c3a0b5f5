"""Who reaches its target when: the first year at or above it, by draw, and the years sorted into a league.

A draw is a path through the years; its first passage is the first year at whose end coverage is at or above
the target, also when it falls below later. The middle of those years goes into the league, with the years
that hold 80 % of the draws and the mass of draws that do not get there before the horizon.

Not a promise: beyond ten years the draws span nearly everything, so read a league to 2045 for its ranges.
Source of the method: first passage times of simulated paths.

>>> worlds = np.array([[[20.0, 20.0, 20.0], [46.0, 30.0, 46.0], [50.0, 50.0, 50.0]],
...                    [[20.0, 20.0, 20.0], [21.0, 21.0, 21.0], [22.0, 22.0, 45.0]]])
>>> table = league(worlds, [2026, 2027, 2028], pd.Series({"35.05": 45.0, "35.21": 45.0}))
>>> table[["region_code", "median_year", "chance_not_before"]].round(2).values.tolist()
[['35.05', 2027, 0.0], ['35.21', <NA>, 0.67]]
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import LANGUAGES, columns, decimal, say

YEARS = {"year": "median_year", "low": "year_low", "high": "year_high"}


def league(
    worlds: NDArray, years: Sequence[int], targets: pd.Series, horizon: int | None = None
) -> pd.DataFrame:
    """Regions by the year in which they reach their target, earliest first, ties shown.

    worlds : joint draws of coverage, (regions, years, draws), percent, regions in the order of `targets`.
    years : calendar years, at whose ends the draws stand, any order, none left out between.
    targets : region code -> target (percent). horizon : years before it are looked at; default one after the
        last of `years`.

    Returns `place_rank` (equal median years share one; those not before the horizon share the last), `tied`,
    `region_code`, `target_pct`, `median_year`, `year_low`, `year_high` (80 %; each blank when not before the
    horizon), `horizon`, `chance_not_before`, `says_id`, `says_en`. Within a rank by chance, then by code.
    Raises BadTable (shape, years with gaps, a target twice or outside 0-100, a horizon past the years).
    """
    if not isinstance(targets, pd.Series):
        raise BadTable(f"targets {targets!r} name no place", where="league",
                       fix="give a Series, region code -> target in percent")  # fmt: skip
    order = np.argsort(years, kind="stable")
    asked = np.asarray(years)[order]
    until = int(asked[-1]) + 1 if horizon is None else horizon
    _check(np.shape(worlds), asked, targets, until)
    paths = np.asarray(worlds)[:, order][:, asked < until]
    first = first_passage(paths, asked[asked < until], targets.to_numpy(dtype=float))
    low, middle, high = np.quantile(first, [0.1, 0.5, 0.9], axis=1, method="inverted_cdf")
    table = pd.DataFrame({"region_code": targets.index.astype(str), "target_pct": targets.to_numpy(float)})
    table = table.assign(
        median_year=middle, year_low=low, year_high=high, horizon=until,
        chance_not_before=np.isinf(first).mean(axis=1).round(4),
    )  # fmt: skip
    return _sorted(table)


def first_passage(paths: NDArray, years: NDArray, targets: NDArray) -> NDArray:
    """First year at or above the target, (regions, draws); inf for a draw that stays below.

    paths : (regions, years, draws), percent. years : ascending. targets : (regions,), percent.

    >>> paths = np.array([[[44.0, 50.0, 40.0], [45.0, 40.0, 41.0]]])
    >>> first_passage(paths, np.array([2026, 2027]), np.array([45]))
    array([[2027., 2026.,   inf]])
    """
    reached = paths >= targets[:, None, None]
    return np.where(reached.any(axis=1), years[reached.argmax(axis=1)], np.inf)


def _sorted(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.sort_values(["median_year", "chance_not_before", "region_code"], kind="stable")
    rank = rows["median_year"].rank(method="min").astype(int)
    rows = rows.assign(place_rank=rank, tied=rank.groupby(rank).transform("size"))
    rows = rows.assign(**{f"says_{lang}": _says(rows, lang) for lang in LANGUAGES})
    for name in YEARS.values():
        rows[name] = rows[name].where(np.isfinite(rows[name])).astype("Int64")
    return rows[columns("league")].reset_index(drop=True)


def _says(rows: pd.DataFrame, lang: str) -> list[str]:
    return [_sentence(row, lang) for row in rows.to_dict("records")]


def _sentence(row: dict, lang: str) -> str:
    if np.isinf(row["median_year"]):
        never = decimal(row["chance_not_before"] * 100, 0, lang)
        return say("league.later", lang, horizon=str(row["horizon"]), chance=never)
    years = {name: _year(row[f"{column}"], lang) for name, column in YEARS.items()}
    return say("league.year", lang, target=decimal(row["target_pct"], 2, lang), **years)


def _year(year: float, lang: str) -> str:
    return f"{year:.0f}" if np.isfinite(year) else say("league.open", lang)


def _check(shape: tuple[int, ...], years: NDArray, targets: pd.Series, horizon: int) -> None:
    if len(shape) != 3 or shape[0] != len(targets) or shape[1] != len(years):
        raise BadTable(
            f"draws of shape {shape} are none of {len(targets)} regions and {len(years)} years",
            where="league", fix="give (regions, years, draws)",
        )  # fmt: skip
    if targets.index.duplicated().any() or not targets.between(0, 100).all():
        raise BadTable("a place has two targets, or one outside 0-100 percent", where="league")
    if (np.diff(years) != 1).any() or not years[0] < horizon <= years[-1] + 1:
        raise BadTable(
            f"the years {years[0]} to {years[-1]} have gaps, or do not reach to the horizon {horizon}",
            where="league", why="a first year cannot be told where years were not drawn",
            fix="draw every year up to the one before the horizon",
        )  # fmt: skip
