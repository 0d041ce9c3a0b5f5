"""The composition triangle: which shares three groups can have together, as far as a place's rates tell.

A point of the triangle is one way to part all workers among wage workers (PU), own-account (BPU) and
construction (Jakon). One date leaves a strip, two dates a spot.
"""

from collections.abc import Mapping
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from IPython.display import HTML
from numpy.typing import NDArray

from ucjlib.reckon.compare_words import label
from ucjlib.show import house
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GROUPS = ("bpu", "jakon", "pu")
"""Lower left, lower right, top."""
SHORT = ("BPU", "Jakon", "PU")
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
LINES = ("-", "--", "-.", ":")
NAMES_AT, NAME_HEIGHT = 1.08, 0.05
SPOT = 0.03
"""A patch smaller than this in every share is drawn as a mark: nobody would see it."""


def triangle(sets: Mapping[str, pd.DataFrame], source: str) -> HTML:
    """For a cell: {label of the place and date: corners from `ucjlib.reckon.possible_shares`}."""
    return shown(
        "Which mixes of workers fit the printed rates",
        partial(mixes, sets),
        4.9,
        (0.1, 0.1, 0.2, 0.1),
        alt="; ".join(f"{name}: {_range(corners)}" for name, corners in sets.items()) + ".",
        source=source,
        unit="share of all workers, percent",
    )


def mixes(sets: Mapping[str, pd.DataFrame], ax: "Axes") -> "Axes":
    """The sets as outlined strips, each with its own line, or as a mark where the shares are singled out."""
    _frame(ax)
    anchors = {}
    for (name, corners), line in zip(sets.items(), cycle(LINES), strict=False):
        shares = corners[list(GROUPS)].to_numpy(float)
        if not len(shares):
            continue
        spot = np.ptp(shares, axis=0).max() < SPOT
        x, y = _place(shares if not spot else shares.mean(axis=0, keepdims=True)).T
        if spot:
            ax.plot(x, y, "D", color=house.TARGET, markersize=7, zorder=5)
        else:
            ax.fill(x, y, facecolor=house.BAND_NARROW, edgecolor=house.HERE, linewidth=2.2, linestyle=line)
        anchors[name] = np.array([x.mean(), y.mean()])
    _names(ax, anchors)
    ax.set_aspect("equal")
    ax.set_xlim(-0.3, 1.75)
    ax.set_ylim(-0.13, 0.93)
    ax.set_axis_off()
    return ax


def _place(shares: NDArray) -> NDArray:
    return np.asarray(shares @ CORNERS)


def _frame(ax: "Axes") -> None:
    outline = np.vstack([CORNERS, CORNERS[:1]])
    for share in (0.2, 0.4, 0.6, 0.8):
        for group in range(3):
            ends = np.zeros((2, 3))
            ends[:, group] = share
            ends[0, (group + 1) % 3] = ends[1, (group + 2) % 3] = 1 - share
            ax.plot(*_place(ends).T, color=house.GRID, linewidth=0.8, zorder=0)
            _tick(ax, group, share, _place(ends)[1])
    ax.plot(*outline.T, color=house.QUIET, linewidth=1.2)
    for name, corner, up in zip(GROUPS, CORNERS, (-0.11, -0.11, 0.03), strict=True):
        ax.text(
            corner[0],
            corner[1] + up,
            f"100 % {label('segments', name, 'en')}",
            ha="center",
            fontweight="bold",
        )


def _tick(ax: "Axes", group: int, share: float, point: NDArray) -> None:
    """A percent beside the side on which a group's share is read."""
    dx, dy, side = ((-0.02, 0.0, "right"), (0.0, -0.035, "center"), (0.02, 0.0, "left"))[group]
    ax.text(
        point[0] + dx,
        point[1] + dy,
        f"{100 * share:.0f} {SHORT[group]}",
        color=house.QUIET,
        ha=side,
        va="center",
    )


def _names(ax: "Axes", anchors: Mapping[str, NDArray]) -> None:
    """Names in a column at the right, each with a leader to its set, none nearer to another than a line."""
    height = 0.0
    for name, (x, y) in sorted(anchors.items(), key=lambda item: float(item[1][1])):
        height = max(height + NAME_HEIGHT, float(y))
        ax.plot([x, NAMES_AT], [y, height], color=house.OTHER, linewidth=0.8, zorder=4)
        ax.plot(x, y, "o", color=house.INK, markersize=3.5, zorder=5)
        ax.text(NAMES_AT + 0.01, height, name, va="center", fontweight="bold")


def _range(corners: pd.DataFrame) -> str:
    if corners.empty:
        return "no shares fit"
    ends = [f"{g} {100 * corners[g].min():.0f} to {100 * corners[g].max():.0f} percent" for g in GROUPS]
    return ", ".join(ends)
