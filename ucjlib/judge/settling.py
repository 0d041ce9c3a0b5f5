"""What tied figures become: kept as printed, moved inside their print, or left in contradiction.

A system is kept where its printed values meet every tie to within rounding; else the nearest values inside
the prints are taken. Ranges narrow in both cases. A tie that no values inside the prints can meet leaves
all its figures as they came, and the other ties that rest on them unused; so does a system whose ties cannot
all be met together.

>>> ties = Ties.of(3, sums=[({0: 1, 1: 1, 2: -1}, 0.0)])
>>> for whole in (151.0, 156.0, 159.0):
...     printed = np.array([100.0, 50.0, whole])
...     settled = settle(ties, printed, printed - 2, printed + 2, np.ones(3), np.ones(3))
...     print(settled.value.round(6).tolist(), settled.low.tolist(), settled.contradicted.tolist())
[100.0, 50.0, 151.0] [98.0, 48.0, 149.0] [False]
[102.0, 52.0, 154.0] [102.0, 52.0, 154.0] [False]
[100.0, 50.0, 159.0] [98.0, 48.0, 157.0] [True]
"""

from typing import NamedTuple

import numpy as np

from ucjlib.judge.least_squares import nearest
from ucjlib.judge.propagate import GAP, propagate
from ucjlib.judge.ties import Flags, Floats, Ties


class Settled(NamedTuple):
    """value, low, high : one number for each figure. used, contradicted : for each tie; neither of both where
    a tie rests on a figure of another that is contradicted."""

    value: Floats
    low: Floats
    high: Floats
    used: Flags
    contradicted: Flags


def settle(ties: Ties, value: Floats, low: Floats, high: Floats, spread: Floats, rounding: Floats) -> Settled:
    """Values and ranges of the figures under the ties; low <= value <= high, as one print allows.

    spread : how far each gives way beside the others (> 0). rounding : how far each may be off by it alone.
    """
    broken = _broken(ties, low, high)
    sound = ~_touching(ties, _in(ties, broken))
    free = ties.only(sound)
    floor, ceiling, empty = propagate(free, low, high)
    kept = _met(free, value, rounding)
    of_figure, of_tie = free.systems()
    unsettled = np.isin(of_tie, np.unique(of_tie[~kept])) & ~_touching(free, empty)
    values, met = nearest(free.only(unsettled), value, spread, floor, ceiling)
    against = empty | ~met
    contradicted = broken.copy()
    contradicted[sound] = _touching(free, against)
    floor, ceiling = np.where(against, low, floor), np.where(against, high, ceiling)
    used = sound & ~contradicted
    return Settled(values, np.minimum(floor, values), np.maximum(ceiling, values), used, contradicted)


def _broken(ties: Ties, low: Floats, high: Floats) -> Flags:
    """Ties that no values inside the ranges meet."""
    least, most = ties.reach(low, high)
    gap = GAP * _size(ties, high)
    return (least > gap) | (most < -gap)


def _size(ties: Ties, high: Floats) -> Floats:
    """The greatest figure of each tie, 1 at least."""
    size = np.ones(ties.count)
    tie, figure = ties.members()
    np.maximum.at(size, tie, np.abs(high[figure]))
    return size


def _in(ties: Ties, chosen: Flags) -> Flags:
    """Figures of the ties for which `chosen` holds."""
    tie, figure = ties.members()
    found = np.zeros(ties.size, dtype=bool)
    found[figure[chosen[tie]]] = True
    return found


def _touching(ties: Ties, figures: Flags) -> Flags:
    """Ties that hold any of the figures for which `figures` holds."""
    tie, figure = ties.members()
    return np.bincount(tie, figures[figure], ties.count) > 0


def _met(ties: Ties, value: Floats, rounding: Floats) -> Flags:
    """Ties that `value` meets, each figure off by `rounding` at the most."""
    allowed = abs(ties.slopes(value)) @ rounding
    return np.abs(ties.off(value)) <= allowed + GAP * _size(ties, value)
