"""Means of provinces and the nation in each drawn world, added up block by block.

Units of one world share its shocks, so a province's range is that of its mean in each draw, not the mean of
its units' ranges. Only sums per group, year and draw are held: however many units, memory stays the same.

Not for quantiles of single units: `ucjlib.reckon.chunks`.

>>> totals = Totals.of(["trend"], ["35", "36"], np.array([[3.0], [1.0]]), [2030.0], n_draws=2)
>>> totals.add(0, slice(0, 2), np.array([[[20.0, 30.0]], [[40.0, 30.0]]], dtype=np.float32))
>>> totals.mean("trend").tolist()
[[25.0, 30.0]]
>>> totals.mean("trend", "36").tolist()
[[40.0, 30.0]]
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import UnknownId

NATION = "00"


@dataclass(frozen=True)
class Totals:
    """Running sums; those of all units once the last block is added.

    scenarios, groups, years : their names, groups sorted. weight : of each unit and year, (units, years).
    group_of : number of each unit's group. sums : (scenarios, groups, years, n_draws), weight times percent.
    added : weight so far, (groups, years).
    """

    scenarios: list[str]
    groups: list[str]
    years: list[float]
    weight: NDArray
    group_of: NDArray
    sums: NDArray
    added: NDArray

    @classmethod
    def of(
        cls,
        scenarios: Sequence[str],
        groups: Sequence[str],
        weight: NDArray,
        years: Sequence[float],
        n_draws: int,
    ) -> "Totals":
        """groups : one per unit. weight : (units, years)."""
        group_of, names = pd.factorize(np.asarray(groups, dtype=object), sort=True)
        shape = (len(names), len(years))
        sums = np.zeros((len(scenarios), *shape, n_draws))
        return cls(list(scenarios), list(names), list(years), weight, group_of, sums, np.zeros(shape))

    def add(self, scenario: int, rows: slice, percent: NDArray) -> None:
        """One block (units, years, n_draws) of one scenario, by its number."""
        for group in np.unique(self.group_of[rows]):
            share = np.where(self.group_of[rows] == group, self.weight[rows].T, 0).astype(np.float32)
            self.sums[scenario, group] += np.matmul(share[:, None], percent.transpose(1, 0, 2))[:, 0]
            if scenario == 0:
                self.added[group] += share.sum(axis=1)

    def mean(self, scenario: str, group: str = NATION) -> NDArray:
        """Weighted mean (percent) in each world: (years, n_draws); NaN without weight so far.

        group : "00", the default, all of them. Times `weight_of(group)` / 100 it is the workers covered.
        Raises UnknownId.
        """
        sums, at = self.sums[_place(self.scenarios, scenario)], self._rows(group)
        with np.errstate(invalid="ignore"):
            return sums[at].sum(axis=0) / self.weight_of(group)[:, None]

    def weight_of(self, group: str = NATION) -> NDArray:
        """Weight added so far, by year, e.g. workers."""
        return self.added[self._rows(group)].sum(axis=0)

    def quantiles(self, levels: Sequence[float]) -> pd.DataFrame:
        """Plain frame `group`, `scenario`, `year`, `quantile`, `value` (percent), the nation first."""
        names = [NATION, *(name for name in self.groups if name != NATION)]
        value = [[np.quantile(self.mean(s, g), levels, axis=1).T for s in self.scenarios] for g in names]
        keys = ["group", "scenario", "year", "quantile"]
        index = pd.MultiIndex.from_product([names, self.scenarios, self.years, levels], names=keys)
        return pd.DataFrame({"value": np.ravel(value)}, index=index).reset_index()

    def _rows(self, group: str) -> slice:
        if group == NATION:
            return slice(None)
        at = _place(self.groups, group)
        return slice(at, at + 1)


def _place(names: list[str], name: str) -> int:
    if name not in names:
        raise UnknownId(f'"{name}" is none of {", ".join(names)}', where="totals")
    return names.index(name)
