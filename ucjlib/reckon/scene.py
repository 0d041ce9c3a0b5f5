"""What all scenarios share: the trend's worlds, where and when they are, and what is drawn once for all.

Shared draws are what gives a difference between scenarios its own range. Not for working anything out;
that is `ucjlib.reckon.effects`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import need
from ucjlib.reckon.given import dates as check_dates
from ucjlib.reckon.given import numbers, ranged
from ucjlib.reckon.programme import STAY_SHAPE, month_number


@dataclass(frozen=True)
class Scene:
    """The worlds and what is drawn once for all scenarios."""

    trend: NDArray
    regions: list[str]
    months: NDArray
    workers: NDArray  # (regions, 1, draws), NaN where not told
    weights: NDArray  # (regions,), NaN where not told
    stay: NDArray  # (draws,)

    def place(self, row: pd.Series) -> int:
        """Which place a row is about. Raises BadTable."""
        if row["region_code"] not in self.regions:
            raise BadTable(
                f"scenario {row['scenario']} is about {row['region_code']}, which is not among those drawn",
                where="scenarios", fix="draw that place too, or leave the row out",
            )  # fmt: skip
        return self.regions.index(row["region_code"])

    def places(self, row: pd.Series) -> list[int]:
        """The places a row is about, all where it names none. Raises BadTable."""
        return [self.place(row)] if row["region_code"] else list(range(len(self.regions)))

    def end(self, row: pd.Series) -> int:
        """The month number at which a row's target year ends. Raises BadTable where none is drawn."""
        end = month_number(f"{row['target_year']:.0f}-12")
        if end not in self.months:
            raise BadTable(
                f"scenario {row['scenario']} aims at the end of {row['target_year']:g}; no draw is dated so",
                where="scenarios", fix="draw that date too, or aim at a year drawn",
            )  # fmt: skip
        return end

    def told(self, places: list[int]) -> None:
        """Raises BadTable where a place has no universe."""
        unknown = [self.regions[i] for i in places if np.isnan(self.weights[i])]
        if unknown:
            raise BadTable(
                f"no universe of {', '.join(unknown[:5])}", where="universe",
                why="points are members over workers", fix="add the rows, or leave those places out",
            )  # fmt: skip


def scene_of(
    trend: NDArray, regions: Sequence[str], dates: Sequence[str], universe: pd.DataFrame, seed: int
) -> Scene:
    """The scene of `ucjlib.reckon.scenario_worlds.scenario_worlds`, which tells the arguments."""
    check_dates(dates, "dates")
    _check_universe(universe)
    months = np.array([month_number(date) for date in dates])
    if trend.ndim != 3 or trend.shape[:2] != (len(regions), len(dates)) or (np.diff(months) < 0).any():
        raise BadTable(
            f"worlds of shape {trend.shape} are not {len(regions)} regions by {len(dates)} dates by draws",
            where="trend", why="dates must be in ascending order too",
        )  # fmt: skip
    rng = np.random.default_rng(seed)
    stay: NDArray = np.asarray(rng.beta(*STAY_SHAPE, size=trend.shape[2]))
    known = universe.set_index("region_code").reindex(list(regions))
    ends = np.log(known[["low", "high"]].to_numpy(dtype=float))
    where = rng.random((len(regions), trend.shape[2]))
    workers = np.exp(ends[:, :1] + where * (ends[:, 1:] - ends[:, :1]))
    weights: NDArray = known["value"].to_numpy(dtype=float)
    return Scene(trend, list(regions), months, workers[:, None, :], weights, stay)


def _check_universe(universe: pd.DataFrame) -> None:
    numbers(universe, ["value", "low", "high"], "universe", 1)
    ranged(universe, "low", "high", "universe")
    need(universe, ["region_code"], "universe")
    twice = universe.loc[universe["region_code"].duplicated(), "region_code"]
    if len(twice):
        raise BadTable(
            f"{twice.iloc[0]} stands twice", where="universe",
            fix="keep one row a place: `ucjlib.reckon.workforce.workforce` takes the latest",
        )  # fmt: skip


def as_array(draws: pd.DataFrame) -> tuple[NDArray, list[str], list[str]]:
    """A long frame of draws as array (regions, dates, draws), with its regions and dates, both sorted.

    draws : frame `region_code`, `as_of` (text), `draw`, `value`; every region, date and draw once.

    >>> frame = pd.DataFrame({"region_code": "35.05", "as_of": ["2029-12", "2026-12"], "draw": 0,
    ...                       "value": [22.0, 18.0]})
    >>> as_array(frame)
    (array([[[18.],
            [22.]]]), ['35.05'], ['2026-12', '2029-12'])
    """
    wide = draws.set_index(["region_code", "as_of", "draw"])["value"].sort_index()
    shape = [len(level) for level in wide.index.remove_unused_levels().levels]
    if wide.index.has_duplicates or len(wide) != np.prod(shape):
        raise BadTable(
            f"{len(wide)} rows are not every region, date and draw once ({' x '.join(map(str, shape))})",
            where="draws",
        )
    regions, dates = (list(map(str, wide.index.unique(level))) for level in ("region_code", "as_of"))
    return wide.to_numpy().reshape(shape), regions, dates
