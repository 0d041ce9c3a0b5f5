"""Scenarios worked out: every drawn world of the trend is bent by a table of assumptions.

All scenarios bend the same worlds with the same random numbers, so the difference to the trend has its own
range, and a programme of no workers is the trend, draw by draw. Within a scenario the order of its rows does
not matter; the effects are taken in this order:

    workers_growth   p S/D: coverage times (1 + growth)^-years, members as in the trend
    programme        + 100 workers (1 - overlap) share(months since start) / D        (`covered_share`)
    compliance       + 100 workers (1 - overlap) (part enrolled so far, less exits) / D
    target_path      + a shift on the scale that grows evenly from start and makes max(p, target) at its year
    national_path    + one shift for all places in each draw, so that their weighted mean is the path

D, the workers of a place, is drawn between its ends (ln D evenly); the share who stay after a programme,
where the table leaves it blank, from Beta(2, 10), one share a draw for all programmes. A national path lies
straight between its years, says nothing before the first, and its last shift is kept after the last. It is
met by the places drawn together: draw all places of the pool, since those of one province would be bent to it
too.

Not for the trend itself (`ucjlib.reckon.draws`). Source of the method: common random numbers; benchmarking on
the link scale (Okonek and Wakefield 2024, doi 10.1177/0282423X241244670).

>>> from ucjlib.reckon.scenario_table import scenario_table
>>> signed = scenario_table([{"scenario": "signed", "kind": "programme", "region_code": "35.05",
...     "workers": 8125, "start": "2025-03", "months": 10, "payer": "budget", "stay": 1 / 6}])
>>> universe = pd.DataFrame({"region_code": ["35.05"], "value": 698431.0, "low": 698431, "high": 698431})
>>> trend = np.full((1, 2, 3), 17.0)
>>> bent = scenario_worlds(trend, ["35.05"], ["2025-12", "2026-01"], signed, universe, seed=1)
>>> (bent["signed"] - bent["trend"]).round(2)[0].tolist()
[[1.16, 1.16, 1.16], [0.19, 0.19, 0.19]]
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.reckon import effects
from ucjlib.reckon.scenario_table import TREND, checked
from ucjlib.reckon.scene import Scene, as_array, scene_of

__all__ = ["as_array", "scenario_worlds"]


def scenario_worlds(
    trend: NDArray,
    regions: Sequence[str],
    dates: Sequence[str],
    table: pd.DataFrame,
    universe: pd.DataFrame,
    seed: int,
) -> dict[str, NDArray]:
    """Coverage in every scenario, draw by draw.

    trend : (regions, dates, draws), percent, from `ucjlib.reckon.draws.draws` (or `as_array`).
    dates : text, ascending; a month or year stands for its end ("2029-12": draws at 2030.0).
    table : from `ucjlib.reckon.scenario_table`. universe : frame `region_code`, `value`, `low`, `high`
        (workers, from 1; one row a place: `ucjlib.reckon.workforce`); needed for the places of programmes,
        compliance and national paths.

    Returns {"trend": trend, scenario: array of the same shape and type}, scenarios in the table's order.
    Raises BadTable (table, shape, a place or a year that the worlds do not hold, no universe, a national path
    over one place), BadDate (dates that are no text).
    """
    scene = scene_of(np.asarray(trend), regions, dates, universe, seed)
    bent = {TREND: scene.trend}
    for name, rows in checked(table).groupby("scenario", sort=False):
        bent[str(name)] = _bend(scene, rows).astype(scene.trend.dtype)
    return bent


def _bend(scene: Scene, rows: pd.DataFrame) -> NDArray:
    of = {str(kind): part for kind, part in rows.groupby("kind")}
    none = rows.iloc[:0]
    size = effects.size(scene, of.get("workers_growth", none))
    worlds = scene.trend / size
    added = [(row, effects.programme(scene, row)) for _, row in of.get("programme", none).iterrows()]
    added += [(row, effects.complying(scene, row)) for _, row in of.get("compliance", none).iterrows()]
    for row, members in added:
        at = scene.place(row)
        scene.told([at])
        worlds[at] = worlds[at] + 100 * members / (size[at] * scene.workers[at])
    worlds = np.clip(worlds, 0, 100)
    for _, row in of.get("target_path", none).sort_values("target_year", kind="stable").iterrows():
        worlds = effects.to_target(scene, worlds, row)
    if "national_path" in of:
        worlds = effects.to_national(scene, worlds, size, of["national_path"].sort_values("target_year"))
    return worlds
