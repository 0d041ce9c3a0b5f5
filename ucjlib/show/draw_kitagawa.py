"""What parts two totals: for each group, and in all, the part of the rates and that of the mix, as bars."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.reckon.compare_words import label
from ucjlib.show import house, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PARTS = {"rate_points": ("rates", house.HERE), "mix_points": ("mix", "white")}


def split(parts: pd.DataFrame, first: str, second: str, source: str) -> HTML:
    """For a cell: `parts` from `ucjlib.reckon.kitagawa.kitagawa_table`; first, second : the two compared."""
    total = parts.iloc[-1]
    return shown(
        f"From {first} to {second}: rates or mix?",
        partial(split_bars, parts),
        1.1 + 0.55 * len(parts),
        (2.6, 1.5, 0.4, 0.55),
        alt=f"{total['rate_from']:.2f} and {total['rate_to']:.2f} percent differ by "
        f"{total['total_points']:+.2f} points: {total['rate_points']:+.2f} for other rates, "
        f"{total['mix_points']:+.2f} for another mix of groups.",
        source=source,
        unit="percentage points of the total rate",
    )


def split_bars(parts: pd.DataFrame, ax: "Axes") -> "Axes":
    """Two bars a group, full for rates and open for the mix; the last row, the total, stands out."""
    for step, (column, (word, fill)) in enumerate(PARTS.items()):
        rows = [y + 0.36 * (step - 0.5) for y in range(len(parts))]
        ax.barh(rows, parts[column], height=0.32, facecolor=fill, edgecolor=house.HERE, linewidth=1.2)
        for y, points in zip(rows, parts[column], strict=True):
            _beside(ax, f"{word} {points:+.2f}", points, y)
    ax.axvline(0, color=house.QUIET, linewidth=1)
    total = [name == "total" for name in parts["segment"]]
    names = [
        "all together" if name == "total" else label("segments", name, "en") for name in parts["segment"]
    ]
    row_text.top_down(ax, names, total)
    sums = [f"{points:+.2f}".replace("-", "−") for points in parts["total_points"]]
    row_text.column(ax, 1.04, "both", sums, total)
    reach = max(parts[list(PARTS)].abs().max().max(), 0.1) * 1.55
    ax.set_xlim(-reach, reach)
    ax.set_xlabel("percentage points")
    return ax


def _beside(ax: "Axes", text: str, x: float, y: float) -> None:
    away, side = (4, "left") if x >= 0 else (-4, "right")
    text = text.replace("-", "−")
    ax.annotate(text, (x, y), (away, 0), textcoords="offset points", va="center", ha=side)
