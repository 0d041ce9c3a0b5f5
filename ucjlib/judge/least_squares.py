"""The values nearest to the printed ones that meet all ties and stay inside what the prints allow.

For each system of tied figures the sum of ((x - printed) / spread)^2 is made least, under its ties and
inside its ranges. A figure with a small spread hardly moves, one with a range of no width never.
Systems of one shape are solved at once.

Not for contradictions: where no values inside the ranges meet the ties, `met` is False.

>>> ties = Ties.of(3, sums=[({0: 1, 1: 1, 2: -1}, 0.0)])
>>> printed, spread = np.array([100.0, 50.0, 156.0]), np.array([1.0, 1.0, 2.0])
>>> values, met = nearest(ties, printed, spread, printed - 2 * spread, printed + 2 * spread)
>>> values.round(6).tolist(), met.tolist()
([101.0, 51.0, 152.0], [True, True, True])

Method: adjustment of tables under balance edits (Stone, Champernowne and Meade 1942; Pannekoek and Zhang
2015) by sequential quadratic programs; `quadratic` solves those.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ucjlib.judge import quadratic
from ucjlib.judge.ties import Flags, Floats, Ties, Whole

# shares are straightened again until nothing moves by more than this part of a spread
MOST_PROGRAMS, STILL = 200, 1e-10
# a tie missed by more than this part of its spread is not met
MISSED = 1e-6


def nearest(ties: Ties, printed: Floats, spread: Floats, low: Floats, high: Floats) -> tuple[Floats, Flags]:
    """The values of the figures, and for each whether all ties of its system are met.

    printed, spread, low, high : one number for each figure, low <= high, spread > 0. Untied figures
    and those of systems that are not met are given back as printed.
    """
    values, met = printed.copy(), np.ones(ties.size, dtype=bool)
    told = _Told(printed, spread, low, high)
    for figures in _shapes(ties):
        found, fits = _nearest(ties.among(figures.ravel()), told.at(figures))
        values[figures] = np.where(fits[:, None], found, printed[figures])
        met[figures] = fits[:, None]
    return values, met


class _Told(NamedTuple):
    """What is known of each figure; inside a shape one row for each system."""

    printed: Floats
    spread: Floats
    low: Floats
    high: Floats

    def at(self, chosen: Whole) -> "_Told":
        return _Told(*(one[chosen] for one in self))


def _shapes(ties: Ties) -> Iterator[Whole]:
    """The figures of all systems of one shape (figures, ties): one row for each system."""
    of_figure, of_tie = ties.systems()
    figures, count = np.bincount(of_figure), np.bincount(of_tie, minlength=of_figure.max(initial=-1) + 1)
    ordered = np.argsort(of_figure, kind="stable")
    first = np.cumsum(figures) - figures
    for width, height in np.unique(np.column_stack([figures, count])[count > 0], axis=0):
        systems = np.flatnonzero((figures == width) & (count == height))
        yield ordered[first[systems][:, None] + np.arange(width)]


def _nearest(ties: Ties, told: _Told) -> tuple[Floats, Flags]:
    """Values and whether they meet the ties; one row for each system."""
    values = np.clip(told.printed, told.low, told.high)
    multipliers = np.zeros((len(values), ties.count // len(values)))
    going = np.arange(len(values))
    for _ in range(MOST_PROGRAMS):
        some = ties.among((going[:, None] * values.shape[1] + np.arange(values.shape[1])).ravel())
        found, multipliers[going] = _straightened(some, values[going], told.at(going), multipliers[going])
        # of large numbers the last bits never rest
        still = STILL * told.spread[going] + 4 * np.spacing(np.abs(found))
        moved = (np.abs(found - values[going]) > still).any(axis=1)
        values[going] = found
        going = going[moved]
        if not len(going):
            break
    slopes, off = _dense(ties, values)
    fits: Flags = np.all(np.abs(off) <= MISSED * _lengths(slopes, told.spread), axis=1)
    return values, fits


def _straightened(ties: Ties, values: Floats, told: _Told, start: Floats) -> tuple[Floats, Floats]:
    """Values and multipliers when the ties are taken as straight at `values`; moves count in spreads."""
    printed, spread, low, high = told
    slopes, off = _dense(ties, values)
    lengths = _lengths(slopes, spread)
    target = (np.einsum("sij,sj->si", slopes, values - printed) - off) / lengths
    scaled = slopes * spread[:, None, :] / lengths[:, :, None]
    ends = (low - printed) / spread, (high - printed) / spread
    move, multipliers = quadratic.least(quadratic.Programs(scaled, target, *ends), start)
    return np.clip(printed + spread * move, low, high), multipliers


def _lengths(slopes: Floats, spread: Floats) -> Floats:
    return np.sqrt(np.einsum("sij,sj->si", slopes**2, spread**2))


def _dense(ties: Ties, values: Floats) -> tuple[Floats, Floats]:
    """Slopes (systems, ties, figures) and how far each tie is missed (systems, ties)."""
    systems, width = values.shape
    order = np.argsort(ties.owners(width), kind="stable")
    slopes = ties.slopes(values.ravel())[order].tocoo()
    height = len(order) // systems
    dense = np.zeros((systems, height, width))
    dense[slopes.row // height, slopes.row % height, slopes.col % width] = slopes.data
    return dense, ties.off(values.ravel())[order].reshape(systems, height)
