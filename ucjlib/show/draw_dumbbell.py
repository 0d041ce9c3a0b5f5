"""Dumbbells to a target: each place's figure with its range, the target, and the way between them in points.

>>> rows = pd.DataFrame({"value": [17.6], "low": [17.5], "high": [17.7], "target_pct": [45.0]})
>>> gap(rows.iloc[0])
'27.3 to 27.5 points'
"""

from decimal import ROUND_CEILING
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML, Markdown

from ucjlib.show import house, plot_parts, plots, wording
from ucjlib.show.notebook_plots import NAMES, nothing, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHOLE = 100.0
"""A rate above it is drawn at the edge, with its number beside it."""


def dumbbells(rows: pd.DataFrame, here: str, source: str) -> HTML | Markdown:
    """For a cell: `rows` as `dumbbell`; `here` the place that stands out."""
    if rows.empty:
        return nothing("No place of this province has a figure to set against a target.")
    return shown(
        "Today's figure and the target",
        partial(dumbbell, rows, here=here),
        plots.rows_height(len(rows), 0.9),
        (NAMES[0], 1.65, 0.15, 0.55),
        alt="; ".join(f"{row['place']} {gap(row)}" for _, row in rows.iterrows()) + ".",
        source=source,
        unit="percent of the workers; the way to the target in percentage points",
    )


def dumbbell(rows: pd.DataFrame, ax: "Axes", here: str) -> "Axes":
    """A row a place, the highest figure first.

    rows : `region_code`, `place`, `as_of`, `value`, `low`, `high`, `target_pct` (percent), `alike`
    (whether the rate stands on the base that is compared: filled, else hollow).
    """
    ordered = rows.sort_values(["value", "region_code"]).reset_index(drop=True)
    for y, row in ordered.iterrows():
        low, value, high = (min(row[name], WHOLE) for name in ("low", "value", "high"))
        ends = sorted((value, row["target_pct"]))
        inside = house.HERE if row["alike"] else "white"
        ax.plot(ends, (y, y), color=house.OTHER, linewidth=1.2, zorder=1)
        ax.plot((low, high), (y, y), color=house.HERE, linewidth=4, solid_capstyle="butt", zorder=2)
        ax.plot(value, y, "o", color=house.HERE, markerfacecolor=inside, markersize=6, zorder=3)
        plot_parts.diamond(ax, (row["target_pct"], y), alike=True, size=5.5)
        plot_parts.beside(ax, gap(row), (max(high, ends[1]), y), strong=row["region_code"] == here)
    names = [f"{row['place']}  ({row['as_of'][:7] or 'undated'})" for _, row in ordered.iterrows()]
    plot_parts.name_rows(ax, names, bold=list(ordered["region_code"] == here))
    house.percent_axis(ax, "en", float(max(ordered["high"].max(), ordered["target_pct"].max())), along="x")
    ax.set_xlabel(
        "coverage, percent (circle and bar: figure and range, hollow over another base; diamond: target)"
    )
    return ax


def gap(row: pd.Series) -> str:
    """From the figure up to the target, its ends rounded outward; or that the target is passed."""
    low, high = row["target_pct"] - row["high"], row["target_pct"] - row["low"]
    beyond = f" (at {row['value']:.0f} %)" if row["value"] > WHOLE else ""
    if high <= 0:
        return f"target passed{beyond}"
    places = 0 if high - low >= 2 else 1
    if low <= 0:
        return f"at most {wording.rounded(high, places, 'en', ROUND_CEILING)} points{beyond}"
    ends = wording.amount((low + high) / 2, low, high, "percentage_points", "figure_range", "en", places)
    return ends.replace("–", " to ") + " points"
