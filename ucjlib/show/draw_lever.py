"""How far each group must rise, alone, to lift the total to a target: as far as the shares are known."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from IPython.display import HTML

from ucjlib.reckon.compare_words import label
from ucjlib.show import house, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FURTHEST = 150.0
"""Percent at which the drawing ends: what lies beyond is as impossible."""


def levers(table: pd.DataFrame, place: str, target_pct: float, source: str) -> HTML:
    """For a cell: `table` from `ucjlib.reckon.lever.lever`."""
    return shown(
        f"Which group alone can lift {place} to {target_pct:g} percent?",
        partial(rises, table),
        1.2 + 0.5 * len(table),
        (2.6, 2.7, 0.4, 0.55),
        alt=". ".join(table["says_en"]) + ".",
        source=source,
        unit="percent of the group's workers who are covered; rises in percentage points",
    )


def rises(table: pd.DataFrame, ax: "Axes") -> "Axes":
    """Now as a mark; full bar to where the group must stand at least, open bar to where at most."""
    for y, row in enumerate(table.to_dict("records")):
        least, most = (min(row[end], FURTHEST) for end in ("reaches_low", "reaches_high"))
        ax.barh(y, least - row["rate"], left=row["rate"], height=0.34, color=house.HERE)
        ax.barh(
            y, most - least, left=least, height=0.34, facecolor="white", edgecolor=house.HERE, linewidth=1.2
        )
        ax.plot(row["rate"], y, "o", color=house.INK, markersize=7)
        if row["reaches_high"] > FURTHEST:
            ax.plot(FURTHEST, y, ">", color=house.HERE, markersize=8, clip_on=False)
    ax.axvline(100, color=house.TARGET, linewidth=1.4, linestyle="--")
    ax.text(
        100,
        1.0,
        "all covered",
        transform=ax.get_xaxis_transform(),
        ha="center",
        va="bottom",
        color=house.TARGET,
    )
    row_text.top_down(ax, [label("segments", name, "en") for name in table["segment"]])
    row_text.column(ax, 1.05, "alone?", list(table["alone"]))
    row_text.column(ax, 1.3, "rise, points", [_points(row) for row in table.to_dict("records")])
    ax.set_xlim(0, FURTHEST)
    ax.set_xticks(range(0, int(FURTHEST) + 1, 25))
    ax.set_xlabel("percent: mark now, full bar the least, open bar the most that its share of workers allows")
    return ax


def _points(row: dict) -> str:
    most = f" to {row['rise_high']:.1f}" if np.isfinite(row["rise_high"]) else " or more"
    return f"{row['rise_low']:.1f}{most}"
