"""The projection as one call on any panel of shares: figures in, draws of what is asked out.

It is what back-tests call, and the way to use the model outside the project's own tables.

Not for quantiles of the project's regions (`ucjlib.reckon.project.project`). Source of the method:
`ucjlib.reckon.likelihood`, `ucjlib.reckon.draws`.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.draws import draws
from ucjlib.reckon.observed import names
from ucjlib.reckon.pool import fit


def forecast(
    train: pd.DataFrame,
    national: pd.DataFrame | None,
    query: pd.DataFrame,
    n_draws: int = 500,
    seed: int = 0,
    scenario: pd.DataFrame | pd.Series | None = None,
    *,
    reported: bool = True,
    allow_far: bool = False,
) -> NDArray:
    """Fit and draw for exactly the asked unit-years: array (len(query), n_draws), percent.

    train : figures `unit`, `year`, `value` (percent) with the range of their print, `lo` and `hi`, or its
        half, `precision`, cut at 0 and 100; where known `group` and `base`, as in `ucjlib.reckon.pool.fit`.
    national : `year`, `value`, the pool's mean so far; accepted so that every method of a back-test is
        called alike, not used: shocks learnt from it made forecasts worse (docs/method.md).
    query : `unit`, `year`, and `group` of units that `train` does not hold. scenario : frame `year`, `value`
        (or Series, year -> value), the mean over the asked units of that year, each once, percent; met
        in every draw.
    reported : draw published figures (the default here, since later figures are what a forecast is scored
        on).

    A unit's draws depend on the seed and on what is asked beside it: compare a scenario with the trend by one
    query. Raises BadTable, NotEnoughData, TooFarAhead.

    >>> train = pd.DataFrame({"unit": ["a", "b"], "year": [2020.0, 2021.0], "value": [30.0, 40.0],
    ...                       "lo": [29.5, 39.5], "hi": [30.5, 40.5]})
    >>> query = pd.DataFrame({"unit": ["a", "b"], "year": 2025})
    >>> plan = pd.DataFrame({"year": [2025], "value": 50})
    >>> forecast(train, None, query, 100, 1, plan).mean(axis=0).round(2)[:3].tolist()
    [50.0, 50.0, 50.0]
    """
    pool = fit(_figures(train))
    asked = _asked(query)
    if asked.empty:
        return np.empty((0, n_draws), dtype=np.float32)
    unit, units = pd.factorize(asked["unit"], sort=True)
    year, years = pd.factorize(asked["year"], sort=True)
    weights = np.zeros((len(units), len(years)))
    weights[unit, year] = 1.0
    worlds = draws(
        pool, list(years), n_draws, seed, _path(scenario, years), units=list(units), groups=_groups(asked),
        weights=weights, reported=reported, allow_far=allow_far,
    )  # fmt: skip
    return worlds[unit, year]


def _figures(train: pd.DataFrame) -> pd.DataFrame:
    """As `fit` takes them; a range that is not told is the value and its precision either side."""
    _need(train, ["unit", "year", "value"], "train")
    half = train.get("precision", 0.0)
    told = train.reindex(columns=["lo", "hi"]).astype(float)
    low, high = told["lo"].fillna(train["value"] - half), told["hi"].fillna(train["value"] + half)
    return train.assign(low=low.clip(lower=0), high=high.clip(upper=100))


def _asked(query: pd.DataFrame) -> pd.DataFrame:
    _need(query, ["unit", "year"], "query")
    asked = query.assign(unit=names(query["unit"], "query"), year=query["year"].astype(float))
    if asked["year"].isna().any():
        row = int(np.flatnonzero(asked["year"].isna())[0]) + 1
        raise BadTable(f"row {row} asks for no year", where="query", fix="leave the row out or name the year")
    return asked


def _path(scenario: pd.DataFrame | pd.Series | None, years: NDArray) -> pd.Series | None:
    """The path by decimal year. Years that are not asked are left alone; one at least must be asked."""
    if scenario is None:
        return None
    if isinstance(scenario, pd.DataFrame):
        _need(scenario, ["year", "value"], "scenario")
        scenario = scenario.set_index("year")["value"]
    path = scenario.set_axis(scenario.index.astype(float)).astype(float)
    if path.index.has_duplicates or path.isna().any():
        raise BadTable("a year stands twice or has no value", where="scenario", fix="give each year one mean")
    if not path.index.isin(years).any():
        raise BadTable(
            f"none of its years ({', '.join(f'{year:g}' for year in path.index)}) is asked",
            where="scenario", fix="ask for a year of the path in query, or leave the scenario out",
        )  # fmt: skip
    return path


def _groups(asked: pd.DataFrame) -> dict[str, str] | None:
    return dict(zip(asked["unit"], asked["group"].astype(str), strict=True)) if "group" in asked else None


def _need(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    missing = [column for column in columns if column not in table]
    if missing:
        raise BadTable(f"no column {', '.join(missing)}", where=name)
