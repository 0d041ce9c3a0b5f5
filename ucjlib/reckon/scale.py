"""The scale on which coverage moves: arcsine root, bounded at 0 and 100 percent.

A step on this scale means the same anywhere in the middle and ever less near the two ends, so a range never
leaves 0-100 and no clipping constant has to be chosen. One unit is 25 percentage points at mid-scale and 25
sin(g/2) points elsewhere: 0.05 a year is 1.25 points a year for a region at 50 percent.

Not for ratios that may pass 100 percent (progress against an enrolment target).
Source of the method: the variance-stabilising transform of a proportion (Anscombe 1948), times two.

>>> round(float(to_scale(17.60)), 4)
1.7317
>>> round(float(from_scale(1.7317)), 2)
17.6
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

TOP = 2 * np.pi
"""g(100 %); g(0 %) is 0."""


def to_scale(percent: ArrayLike) -> NDArray:
    """g(p) = 4 arcsin(sqrt(p/100)) for percents in 0-100, any shape; NaN outside.

    >>> to_scale([0, 50, 100]).round(3).tolist()
    [0.0, 3.142, 6.283]
    """
    with np.errstate(invalid="ignore"):
        return 4 * np.arcsin(np.sqrt(np.asarray(percent, dtype=float) / 100))


def from_scale(g: ArrayLike) -> NDArray:
    """Percent of a value on the scale, kept at 0 or 100 beyond the two ends; float32 stays float32.

    >>> from_scale([-1.0, 3.14159265, 9.0]).round(3).tolist()
    [0.0, 50.0, 100.0]
    """
    inside = np.clip(g, 0, np.float32(TOP))
    return 50 - 50 * np.cos(inside / 2)


def print_variance(low: ArrayLike, high: ArrayLike) -> NDArray:
    """Variance on the scale of a value spread evenly over its printed interval (percents).

    >>> float(print_variance(23.0, 25.0).round(6))
    0.000731
    """
    return (to_scale(high) - to_scale(low)) ** 2 / 12
