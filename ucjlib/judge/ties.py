"""Identities between figures as arrays: sums with signs, and shares (part = rate x base / 100).

Here is only the arithmetic of many small systems at once. Which estimates are tied is told by
`tying`, how far ties narrow what prints allow by `propagate`, the values nearest to the printed
ones by `least_squares`. Bungo, December 2024: 79,077 participants and 51,186 not covered are
the universe 130,263, of which the participants are 60.70 percent.

>>> bungo = Ties.of(4, sums=[({0: 1, 1: 1, 2: -1}, 0.0)], shares=[(0, 3, 2)])
>>> bungo.off(np.array([79077.0, 51186.0, 130263.0, 60.70])).round(2).tolist()
[0.0, 7.36]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Ties:
    """`size` figures, numbered from 0; ties are numbered too, the sums first, then the shares.

    tie, figure, sign : one entry for each figure of a sum; the signs are 1 or -1. total : for each sum, what
    its signed figures make. shares : one row of three figures for each share: part, rate in percent, base.
    """

    size: int
    tie: Whole
    figure: Whole
    sign: Floats
    total: Floats
    shares: Whole

    @classmethod
    def of(
        cls,
        size: int,
        sums: Sequence[tuple[Mapping[int, int], float]] = (),
        shares: Sequence[tuple[int, int, int]] = (),
    ) -> "Ties":
        """Ties from lists: for each sum its signs by figure and its total; part, rate, base of each share."""
        entries = [(tie, *one) for tie, (signs, _) in enumerate(sums) for one in signs.items()]
        tie, figure, sign = (np.array([entry[i] for entry in entries]) for i in range(3))
        total = np.array([total for _, total in sums], dtype=float)
        three = np.array(shares, dtype=np.intp).reshape(-1, 3)
        return cls(size, tie.astype(np.intp), figure.astype(np.intp), sign.astype(float), total, three)

    @property
    def count(self) -> int:
        """How many ties there are."""
        return len(self.total) + len(self.shares)

    def members(self) -> tuple[Whole, Whole]:
        """Tie and figure of every membership."""
        later = len(self.total) + np.repeat(np.arange(len(self.shares)), 3)
        return np.concatenate([self.tie, later]), np.concatenate([self.figure, self.shares.ravel()])

    def systems(self) -> tuple[Whole, Whole]:
        """The system of each figure and of each tie: figures that ties link, directly or not, share one."""
        tie, figure = self.members()
        nodes = self.size + self.count
        graph = sparse.coo_array((np.ones(len(tie)), (figure, self.size + tie)), shape=(nodes, nodes))
        labels = csgraph.connected_components(graph, directed=False)[1].astype(np.intp)
        return labels[: self.size], labels[self.size :]

    def owners(self, width: int) -> Whole:
        """The system of each tie, where systems are `width` figures in a row each."""
        owners = np.zeros(self.count, dtype=np.intp)
        tie, figure = self.members()
        owners[tie] = figure // width
        return owners

    def off(self, values: Floats) -> Floats:
        """By how much each tie is missed at `values`, in the unit of its sum or part."""
        added = np.bincount(self.tie, self.sign * values[self.figure], len(self.total)) - self.total
        part, rate, base = values[self.shares].T
        return np.concatenate([added, part - rate * base / 100])

    def reach(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Least and greatest `off` of each tie over the ranges (shares: of numbers not below 0)."""
        least, most = self.terms(low, high)
        count = len(self.total)
        part, rate, base = self.shares.T
        return (
            np.concatenate(
                [np.bincount(self.tie, least, count) - self.total, low[part] - high[rate] * high[base] / 100]
            ),
            np.concatenate(
                [np.bincount(self.tie, most, count) - self.total, high[part] - low[rate] * low[base] / 100]
            ),
        )

    def terms(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Least and greatest signed value of each entry of a sum."""
        least, most = self.sign * low[self.figure], self.sign * high[self.figure]
        return np.minimum(least, most), np.maximum(least, most)

    def slopes(self, values: Floats) -> sparse.csr_array:
        """How `off` changes with each figure at `values`: a row for each tie, a column for each figure."""
        tie, figure = self.members()
        rate, base = values[self.shares[:, 1]], values[self.shares[:, 2]]
        of_shares = np.column_stack([np.ones(len(rate)), -base / 100, -rate / 100])
        data = np.concatenate([self.sign, of_shares.ravel()])
        return sparse.csr_array((data, (tie, figure)), shape=(self.count, self.size))

    def only(self, kept: Flags) -> "Ties":
        """The ties for which `kept` holds, over the same figures."""
        sums, shares = np.split(kept, [len(self.total)])
        entries = sums[self.tie]
        renumbered = (np.cumsum(sums) - 1)[self.tie[entries]]
        return Ties(
            self.size,
            renumbered.astype(np.intp),
            self.figure[entries],
            self.sign[entries],
            self.total[sums],
            self.shares[shares],
        )

    def among(self, figures: Whole) -> "Ties":
        """The ties between `figures` alone (numbered anew in their order); all of a system or none."""
        place = np.full(self.size, -1, dtype=np.intp)
        place[figures] = np.arange(len(figures))
        tie, figure = self.members()
        kept = self.only(np.bincount(tie, place[figure] < 0, self.count) == 0)
        return Ties(len(figures), kept.tie, place[kept.figure], kept.sign, kept.total, place[kept.shares])
