"""Interval propagation: what ties allow of each figure, given what the print of all others allows.

Each tie is solved for each of its figures on ranges, and the range met with what the print allows,
until nothing moves any more. A range that becomes empty is a contradiction: no values inside the
prints fit together; then the figures of that system are given back as they came. The result
holds every set of values that fits (it may hold more: no cell of the box is searched).

Not for choosing values: `least_squares` does that. Kota Surakarta, December 2024: 44.24 percent is
printed beside 100,512 participants of 227,164 workers, which allow 44.2458 to 44.2471.

>>> ties = Ties.of(3, shares=[(0, 1, 2)])
>>> low, high = np.array([100511.0, 44.23, 227163.0]), np.array([100513.0, 44.25, 227165.0])
>>> [bound.round(4).tolist() for bound in propagate(ties, low, high)[:2]]
[[100511.0, 44.2458, 227163.0], [100513.0, 44.2471, 227165.0]]
>>> propagate(ties, low + [100.0, 0.0, 0.0], high + [100.0, 0.0, 0.0])[2].tolist()
[True, True, True]

Method: hull consistency by interval arithmetic to a fixpoint (Davis, Constraint propagation with interval
labels, 1987; Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009, ch. 5).
"""

import numpy as np

from ucjlib.judge.ties import Flags, Floats, Ties

# a loop of ties may narrow for ever by less and less: then the range so far stands, which is wide enough
MOST_ROUNDS = 2000
# moves and gaps below these shares of a figure are those of binary arithmetic
STILL, GAP = 1e-13, 1e-10


def propagate(ties: Ties, low: Floats, high: Floats) -> tuple[Floats, Floats, Flags]:
    """low, high of each figure after propagation, and whether its system contradicts itself.

    low, high : one number for each figure, low <= high, finite; not below 0 for figures of shares.
    Figures of a system that contradicts itself keep the range they came with.
    """
    floor, ceiling, of_figure = low.copy(), high.copy(), ties.systems()[0]
    empty = np.zeros(of_figure.max(initial=-1) + 1, dtype=bool)
    live = np.unique(ties.members()[1])
    for _ in range(MOST_ROUNDS):
        if not len(live):
            break
        moved, crossed = _round(ties.among(live), floor, ceiling, live)
        empty[of_figure[live[crossed]]] = True
        going = np.zeros(len(empty), dtype=bool)
        going[of_figure[live[moved]]] = True
        live = live[(going & ~empty)[of_figure[live]]]
    against = empty[of_figure]
    return np.where(against, low, floor), np.where(against, high, ceiling), against


def _round(ties: Ties, floor: Floats, ceiling: Floats, live: np.ndarray) -> tuple[Flags, Flags]:
    """Narrow the figures `live` once by each tie; which of them moved, and which have no range left."""
    low, high = floor[live], ceiling[live]
    _by_sums(ties, low, high)
    _by_shares(ties, low, high)
    size = np.maximum(1.0, np.abs(floor[live]))
    crossed = low > high + GAP * size
    # what binary arithmetic alone has crossed is one number, and no end leaves the range before
    middle = np.clip((low + high) / 2, floor[live], ceiling[live])
    low, high = np.where(low > high, middle, low), np.where(low > high, middle, high)
    moved = (low > floor[live] + STILL * size) | (high < ceiling[live] - STILL * size)
    floor[live], ceiling[live] = low, high
    return moved, crossed


def _by_sums(ties: Ties, low: Floats, high: Floats) -> None:
    """Each figure of a sum is the total less the others."""
    least, most = ties.terms(low, high)
    count = len(ties.total)
    others_least = np.bincount(ties.tie, least, count)[ties.tie] - least
    others_most = np.bincount(ties.tie, most, count)[ties.tie] - most
    ends = ties.sign * (ties.total[ties.tie] - others_most), ties.sign * (ties.total[ties.tie] - others_least)
    np.maximum.at(low, ties.figure, np.minimum(*ends))
    np.minimum.at(high, ties.figure, np.maximum(*ends))


def _by_shares(ties: Ties, low: Floats, high: Floats) -> None:
    """part = rate x base / 100, and rate and base each from the part and the other."""
    part, rate, base = ties.shares.T
    np.maximum.at(low, part, low[rate] * low[base] / 100)
    np.minimum.at(high, part, high[rate] * high[base] / 100)
    for one, other in ((rate, base), (base, rate)):
        np.maximum.at(low, one, _over(100 * low[part], high[other], 0.0))
        np.minimum.at(high, one, _over(100 * high[part], low[other], np.inf))


def _over(part: Floats, whole: Floats, nothing_over_nothing: float) -> Floats:
    """`part` / `whole` of numbers not below 0: something of nothing has no end."""
    undivided = np.where(part > 0, np.inf, nothing_over_nothing)
    return np.divide(part, whole, out=undivided, where=whole > 0)
