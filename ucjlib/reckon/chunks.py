"""Project 83,000 villages: joint draws worked through in chunks, and only what was asked of them kept.

All chunks share what a world has in common: yearly shock, error of the mean drift, and the shift of a
scenario, which is found beforehand for all units together (`ucjlib.reckon.bend`). So national and provincial
means hold together as in `ucjlib.reckon.draws`; in fact `draws` of the same units, in the same order and with
the same seed, are these very worlds. The size of a chunk changes no number.

Not for paths or ranks of single draws: use `draws` for as many units as fit (4 bytes a number).
Source of the method: `ucjlib.reckon.worlds`, `ucjlib.reckon.bend`; docs/method.md.

>>> figures = pd.DataFrame({"unit": ["35.05", "35.21"], "year": [2025.3, 2025.9], "value": [17.6, 24.0],
...                         "low": [17.59, 23.0], "high": [17.61, 25.0]})
>>> villages = [f"35.{n:05d}" for n in range(1000)]
>>> scenarios = {"trend": None, "plan": pd.Series({2030.0: 45.0})}
>>> for chunk in project_in_chunks(fit(figures), villages, [2028.0, 2030.0], 200, 1, scenarios,
...                                targets=45.0, groups=dict.fromkeys(villages, "35"), chunk_units=320):
...     print(len(chunk.quantiles), len(chunk.chances), chunk.quantiles["unit"].iloc[0])
3840 1280 35.00000
3840 1280 35.00320
3840 1280 35.00640
480 160 35.00960
>>> chunk.totals.mean("plan", "35")[1].round(2).min().item()
45.0
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.bend import Bend, meet
from ucjlib.reckon.pool import Pool, fit, with_units
from ucjlib.reckon.scale import from_scale
from ucjlib.reckon.totals import NATION, Totals
from ucjlib.reckon.worlds import BLOCK, Worlds

__all__ = ["Chunk", "fit", "project_in_chunks"]

FORETASTE = 8
"""Every eighth block gives the first guess of a scenario's shift, so that one pass over all is enough."""
FEWEST = 2000
"""Units below which that is not worth it."""


@dataclass(frozen=True)
class Chunk:
    """What was asked of some units.

    quantiles : `unit`, `scenario`, `year`, `quantile`, `value` (percent).
    chances : `unit`, `scenario`, `year`, `target_pct`, `probability` (0-1); no row without targets.
    totals : the means so far; those of all units with the last chunk.
    """

    quantiles: pd.DataFrame
    chances: pd.DataFrame
    totals: Totals


def project_in_chunks(
    pool: Pool,
    units: Sequence[str],
    years: Sequence[float],
    n_draws: int,
    seed: int,
    scenarios: Mapping[str, pd.Series | None],
    *,
    levels: Sequence[float] = (0.1, 0.5, 0.9),
    targets: float | NDArray | None = None,
    weights: NDArray | None = None,
    groups: Mapping[str, str] | None = None,
    chunk_units: int = 4096,
    reported: bool = False,
    allow_far: bool = False,
) -> Iterator[Chunk]:
    """Quantiles and chances of many units in every scenario, chunk by chunk, and means of their groups.

    pool : from `fit`. units : names, in the order wanted; most may have no figure. years : ascending.
    scenarios : name -> Series, year -> mean of all units (percent), or None, the trend; all use the same
        random numbers.
    levels : within 0-1. targets : percent, one for all, (units,) or (units, years).
    weights : (units,) or (units, years), e.g. workers, for the means and for scenarios; default equal.
    groups : unit -> its province, for the totals, and for drawing units with no figure (see `with_units`);
        a unit it does not name counts for the nation alone.
    chunk_units : rounded up to whole blocks of 32.

    Returns an iterator of Chunk; each chunk's `totals` is the same object, whole with the last chunk. A
    scenario's mean is met in every draw to 0.001 points.
    Memory in bytes, beside Python: 2,000 x n_draws x (years + 5) at work, 8 x scenarios x groups x years x
    n_draws for the totals, 1,000 a unit, 100 a row of a chunk. 83,000 villages x 3 scenarios x 1,000 draws x
    4 years in 38 provinces: 0.2 GiB in all, measured; the draws themselves would be 3.7 GiB.
    Raises BadTable (levels, weights, targets or years that do not fit, a scenario outside 0-100), TooFarAhead
    as `draws`; before anything is drawn.
    Method: module docstring.
    """
    if not scenarios:
        raise BadTable("no scenario is asked for", where="scenarios", fix='pass {"trend": None}')
    asked = [str(u) for u in units]
    table = with_units(pool, asked, groups)
    group_of = [(groups or {}).get(unit, NATION) for unit in asked]
    ends = _ascending(years)
    worlds = Worlds.of(pool, table, ends, n_draws, seed, reported=reported, allow_far=allow_far)
    shape = (len(table), len(ends))
    weight = _fitting("weights", 1.0 if weights is None else weights, shape, np.inf)
    aims = np.full(shape, np.nan) if targets is None else _fitting("targets", targets, shape, 100.0)
    work = _Asked(
        worlds, table.index, [Bend.of(path, ends, weight, (*shape, n_draws)) for path in scenarios.values()],
        _fitting("levels", levels, (len(levels),), 1.0), aims,
        Totals.of(list(scenarios), group_of, weight, ends.tolist(), n_draws),
    )  # fmt: skip
    return work.chunks(max(1, -(-chunk_units // BLOCK)))


@dataclass(frozen=True)
class _Asked:
    """What is worked through, and what is kept of it."""

    worlds: Worlds
    names: pd.Index
    bends: list[Bend]
    levels: NDArray
    aims: NDArray
    totals: Totals

    def chunks(self, blocks: int) -> Iterator[Chunk]:
        if len(self.worlds) > FEWEST:
            meet(self.bends, lambda: self.worlds.blocks(every=FORETASTE))
        meet(self.bends, self.worlds.blocks)
        drawn = self.worlds.blocks()
        while part := [(rows, *self._block(rows, block)) for rows, block in islice(drawn, blocks)]:
            rows = slice(part[0][0].start, part[-1][0].stop)
            quantiles = self._frame(rows, np.concatenate([quantile for _, quantile, _ in part]))
            yield Chunk(quantiles, self._chances(rows, np.concatenate([r for *_, r in part])), self.totals)

    def _block(self, rows: slice, block: NDArray) -> tuple[NDArray, NDArray]:
        """Quantiles (units, scenarios, years, levels) and chances (units, scenarios, years) of one block."""
        quantile, reach, aim = [], [], self.aims[rows, :, None].astype(np.float32)
        for number, bend in enumerate(self.bends):
            percent = from_scale(bend.bent(block))
            self.totals.add(number, rows, percent)
            reach.append(np.count_nonzero(percent >= aim, axis=2) / percent.shape[2])
            percent.sort(axis=2)
            quantile.append(_at_levels(percent, self.levels))
        return np.stack(quantile, axis=1), np.stack(reach, axis=1)

    def _frame(self, rows: slice, quantile: NDArray) -> pd.DataFrame:
        keys = [self.names[rows], self.totals.scenarios, self.totals.years, self.levels]
        index = pd.MultiIndex.from_product(keys, names=["unit", "scenario", "year", "quantile"])
        return pd.DataFrame({"value": quantile.ravel()}, index=index).reset_index()

    def _chances(self, rows: slice, reach: NDArray) -> pd.DataFrame:
        keys = [self.names[rows], self.totals.scenarios, self.totals.years]
        index = pd.MultiIndex.from_product(keys, names=["unit", "scenario", "year"])
        target = np.broadcast_to(self.aims[rows, None], reach.shape)
        columns = {"target_pct": target.ravel(), "probability": reach.ravel()}
        return pd.DataFrame(columns, index=index).reset_index().dropna(subset="target_pct", ignore_index=True)


def _at_levels(ascending: NDArray, levels: NDArray) -> NDArray:
    """Quantiles along the last axis, linear between two draws as numpy has them."""
    at = levels * (ascending.shape[2] - 1)
    below = np.floor(at).astype(int)
    above = np.minimum(below + 1, ascending.shape[2] - 1)
    return ascending[..., below] + (at - below) * (ascending[..., above] - ascending[..., below])


def _ascending(years: Sequence[float]) -> NDArray:
    ends = np.asarray(years, dtype=float)
    if not len(ends) or not (np.diff(ends) > 0).all():
        raise BadTable(f"years {list(years)} do not ascend", where="years", fix="sort them, each once")
    return ends


def _fitting(name: str, given: object, shape: tuple[int, ...], top: float) -> NDArray:
    """Numbers of 0 to top in that shape; (units,) and (units, years) both fit (units, years)."""
    try:
        found = np.broadcast_to(np.asarray(given, dtype=float).T, shape[::-1]).T
    except ValueError as error:
        had = np.asarray(given).shape
        raise BadTable(f"{name} of shape {had} do not fit {shape}", where=name, fix="units first") from error
    if not ((found >= 0) & (found <= top)).all():
        raise BadTable(f"{name} outside 0-{top:g}", where=name, fix=f"give numbers of 0 to {top:g}")
    return found
