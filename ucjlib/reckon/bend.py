"""Bend drawn worlds to a path: one shift for all units of a draw, so that their mean is the path.

On the scale p = 50 - 50 cos(x) with x half the value, cut off at 0 and pi. A shift by d turns the sums
C = sum w cos(x) and S = sum w sin(x) of the units that are not cut as one vector of length R and angle phi,

    mean = 50 - 50 (C0 + C cos(d/2) - S sin(d/2)) = 50 - 50 (C0 + R cos(phi + d/2)),

C0 the sum of w cos(x) of those that are cut, sum w = 1; so d follows in closed form. It is off only for units
that are cut or that d takes across an end, by less than 50 (1 - cos(d/2)) < 6.25 d^2 points times their
weight. The pass is repeated from the shift found until that bound is below `NEAR_ENOUGH`, which two passes
mostly reach; a step that cannot be, with nearly all units cut, gives way to halving.

Only sums per draw are kept, so units may come in blocks that are drawn anew in each pass.
Not for a path of one unit, nor for values in percent: `ucjlib.reckon.effects`.
Source of the method: benchmarking on the link scale (Okonek and Wakefield 2024, doi
10.1177/0282423X241244670); the closed form is the addition theorem of the cosine.

>>> worlds = np.array([[[1.8], [2.0]], [[2.4], [2.8]]], dtype=np.float32)      # 2 units, 2 years, 1 draw
>>> bend = Bend.of(pd.Series({2030.0: 40.0}), np.array([2028.0, 2030.0]), np.array([1.0, 3.0]), worlds.shape)
>>> meet([bend], lambda: [(slice(0, 2), worlds)])
>>> np.average(from_scale(bend.bent(worlds))[:, :, 0], axis=0, weights=[1, 3]).round(2).tolist()
[28.64, 40.0]
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.scale import from_scale

__all__ = ["Bend", "from_scale", "meet"]

NEAR_ENOUGH = 0.0005
"""Points by which a mean may miss its path."""
END = 0.05
"""Sine below which a half value counts as near an end."""
MOST_PASSES = 40

Blocks = Iterable[tuple[slice, NDArray]]


@dataclass
class Bend:
    """The shift of one scenario, (years, n_draws), found pass by pass.

    at : which years have a path; wanted : their means (percent); share : weights (years of the path, units).
    left : the draws whose path is not met yet, while `meet` is at work; low, high : shifts known to be too
    small and too great, (years, n_draws); sums, weight : of the blocks of a pass so far.
    """

    at: NDArray
    wanted: NDArray
    share: NDArray
    shift: NDArray
    left: NDArray = field(init=False)
    low: NDArray = field(init=False)
    high: NDArray = field(init=False)
    sums: NDArray = field(init=False)
    weight: NDArray = field(init=False)

    @classmethod
    def of(cls, path: pd.Series | None, years: NDArray, weights: NDArray, shape: tuple[int, ...]) -> "Bend":
        """path : year -> mean (percent); years it does not name, and those without weight, keep the trend.

        weights : (units,) or (units, years). shape : (units, years, n_draws). Raises BadTable outside 0-100.
        """
        path = pd.Series({} if path is None else path, dtype=float)
        if not path.between(0, 100).all():
            raise BadTable(
                "a scenario's mean lies outside 0-100 percent", where="scenario", fix="give percents"
            )
        weight = np.broadcast_to(np.asarray(weights, dtype=float).T, shape[1::-1])
        at = np.flatnonzero(np.isin(years, path.index) & (weight.sum(axis=1) > 0))
        shift = np.zeros((len(at), shape[2]), dtype=np.float32)
        share = weight[at] / weight[at].sum(axis=1, keepdims=True)
        return cls(at, path[years[at]].to_numpy(), share.astype(np.float32), shift)

    def start(self) -> None:
        """Nothing is met yet, and no shift is too small or too great."""
        self.left = np.arange(self.shift.shape[1] if len(self.at) else 0)
        self.high = np.full(self.shift.shape, np.inf)
        self.low = -self.high
        self.clear()

    def bent(self, block: NDArray) -> NDArray:
        """The block (units, years, n_draws) with the shift added; the block itself without a path."""
        if not len(self.at):
            return block
        bent = block.copy()
        bent[:, self.at] += self.shift
        return bent

    def add(self, rows: slice, block: NDArray) -> None:
        """Adds up a block: weighted cos, sin, cos of those cut at an end, being near one; and the weight."""
        half = self._of_left(block if len(self.at) == block.shape[1] else block[:, self.at])
        half = (half + self._of_left(self.shift)) / 2
        np.clip(half, 0, np.float32(np.pi), out=half)
        sine, cosine, share = np.sin(half), np.cos(half, out=half), self.share[:, None, rows]
        for total, part in zip(self.sums, [cosine, sine, cosine * (sine <= 0), sine < END], strict=True):
            total += np.matmul(share, part.astype(np.float32, copy=False).transpose(1, 0, 2))[:, 0]
        self.weight += share.sum(axis=2)

    def _of_left(self, part: NDArray) -> NDArray:
        """Of the draws left; no copy where that is all."""
        return part if len(self.left) == part.shape[-1] else part[..., self.left]

    def move(self) -> None:
        """One step of the closed form; draws for which it was small enough to be the last are done."""
        cos, sin, cut, near = self.sums / np.maximum(self.weight, np.finfo(float).tiny)
        length = np.maximum(np.hypot(cos - cut, sin), 1e-9)
        goal = (1 - self.wanted[:, None] / 50 - cut) / length
        step = 2 * (np.arccos(np.clip(goal, -1, 1)) - np.arctan2(sin, cos - cut))
        miss = 50 - 50 * cos - self.wanted[:, None]
        shift, low, high = self._bounds(miss)
        closed = shift + np.where(step * miss > 0, 0, step)  # the wrong way by rounding only
        good = (np.abs(goal) <= 1) & (closed >= low) & (closed <= high)
        doubt = 6.25 * step**2 * np.where(np.abs(step) < 2 * END, near, 1.0)
        last, there = good & (doubt < NEAR_ENOUGH), np.abs(miss) < NEAR_ENOUGH
        middle = (low + high) / 2
        other = np.where(np.isfinite(middle), middle, shift - np.pi * np.sign(miss))
        self.shift[:, self.left] = np.select([there & ~last, good], [shift, closed], other)
        self.left = self.left[~(there | last).all(axis=0)]
        self.clear()

    def clear(self) -> None:
        """Ready to add up the blocks of another pass."""
        self.sums = np.zeros((4, len(self.at), len(self.left)))
        self.weight = np.zeros((len(self.at), 1))

    def _bounds(self, miss: NDArray) -> tuple[NDArray, NDArray, NDArray]:
        """Shift of the draws left, and between which two it must lie for all that is known."""
        shift, low, high = (part[:, self.left] for part in (self.shift, self.low, self.high))
        low, high = np.where(miss > 0, low, shift), np.where(miss > 0, shift, high)
        self.low[:, self.left], self.high[:, self.left] = low, high
        return shift, low, high


def meet(bends: list[Bend], blocks: Callable[[], Blocks]) -> None:
    """Moves every bend until its path is met. blocks : called once a pass; all blocks of the same worlds."""
    for bend in bends:
        bend.start()
    for _ in range(MOST_PASSES):
        going = [bend for bend in bends if len(bend.left)]
        if not going:
            return
        for rows, block in blocks():
            for bend in going:
                bend.add(rows, block)
        for bend in going:
            bend.move()
