"""Figures dated inside a programme: what it added is taken off before the fit, and added back afterwards.

Otherwise a December figure, with the paid-for workers in it, becomes a false trend. Kabupaten Blitar's
17.60 % with a programme of 8,125 workers of 698,431 in it is 16.44 % without.

Not for finding programmes in the claims; a table tells them. Source of the method: `ucjlib.reckon.programme`.
"""

import pandas as pd

from ucjlib.core.errors import BadTable
from ucjlib.reckon.given import numbers
from ucjlib.reckon.programme import STAY_HIGH, STAY_LOW, STAY_MEAN, Programme, programme_of
from ucjlib.reckon.series import with_ids


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


def without_programmes(
    figures: pd.DataFrame, programmes: pd.DataFrame, universe: pd.DataFrame
) -> pd.DataFrame:
    """Figures of any regions less what the programmes of a table added at their dates.

    figures : frame `region_code`, `as_of`, `value`, `low`, `high` (percent). programmes : rows of kind
        programme of a scenario table (`ucjlib.reckon.scenario_table`); other rows are not looked at.
    universe : frame `region_code`, `value`, `low`, `high` (workers, > 0).

    Returns `figures` with the three columns lowered (within 0-100) and `programme_points` (what was taken
    off `value`), `programme_points_low`, `programme_points_high`. The range widens by what is not
    known: the universe, and the share who stayed where the table leaves it blank. An undated figure is left
    as it is.
    Raises BadTable where a programme's region has figures and no universe, and where one programme stands in
    two rows (in two scenarios, say): it was paid once, so it is taken off once.

    >>> figures = pd.DataFrame({"region_code": ["35.05"], "as_of": ["2025-12"], "value": [17.6],
    ...                         "low": [17.5], "high": [17.7]})
    >>> paid = pd.DataFrame({"kind": ["programme"], "region_code": ["35.05"], "workers": [8125.0],
    ...     "start": ["2025-03"], "months": [10.0]})
    >>> known = pd.DataFrame({"region_code": ["35.05"], "value": [698431.0], "low": 698431, "high": 698431})
    >>> without_programmes(figures, paid, known)["value"].round(2).item()
    16.44
    """
    paid = programmes[programmes["kind"] == "programme"]
    _check_once(paid)
    numbers(figures, ["value", "low", "high"], "figures", 0)
    numbers(universe, ["value", "low", "high"], "universe", 1)
    ends = {"": (STAY_MEAN, "value"), "_low": (STAY_LOW, "high"), "_high": (STAY_HIGH, "low")}
    points = {
        f"programme_points{end}": _points(figures, paid, universe, stay, size)
        for end, (stay, size) in ends.items()
    }
    taken = {"value": "", "low": "_high", "high": "_low"}
    lowered = {c: (figures[c] - points[f"programme_points{end}"]).clip(0, 100) for c, end in taken.items()}
    return figures.assign(**lowered, **points)


def _check_once(paid: pd.DataFrame) -> None:
    again = paid[paid.duplicated(["region_code", "workers", "start", "months"])]
    if len(again):
        row = again.iloc[0]
        raise BadTable(
            f"the programme of {row['region_code']} from {row['start']} stands in two rows",
            where="programmes", why="it would be taken off twice", fix="pass the rows of one scenario",
        )  # fmt: skip


def _points(
    figures: pd.DataFrame, paid: pd.DataFrame, universe: pd.DataFrame, stay: float, size: str
) -> pd.Series:
    workers = universe.set_index("region_code")[size]
    points = pd.Series(0.0, index=figures.index)
    for _, row in paid.iterrows():
        own = (figures["region_code"] == row["region_code"]) & (figures["as_of"] != "")
        if own.any() and not workers.get(row["region_code"], 0) > 0:
            raise BadTable(
                f"region {row['region_code']} has a programme and no universe", where="universe",
                why="points are workers over the universe", fix="add its row",
            )  # fmt: skip
        if own.any():
            added = _added(
                figures.loc[own, "as_of"], programme_of(row, stay), float(workers[row["region_code"]])
            )
            points = points.add(added, fill_value=0.0)
    return points


def _added(dates: pd.Series, programme: Programme, workers: float) -> pd.Series:
    return pd.Series([programme.points(d, workers) for d in dates], index=dates.index, dtype=float)
